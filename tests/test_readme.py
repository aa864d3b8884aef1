"""The documentation is run: what README.md and docs/ show is what the program prints.

How to write an example:

* A fenced block marked `console` holds commands after `$ ` (more lines of one after `> `), each
  followed by all that it prints, on stdout and stderr. All blocks of a page run in their order, in
  one throw-away home, with TZ=UTC, COLUMNS=80 and FORECASTCTL_USER=ana, off a terminal. The home
  is called /home/ana on the page and begins empty, but for the data folder of the repository.
* What depends on the day needs `--today`. A line of just `...` stands for any lines, `...` in a
  line for any text.
* Ids are random, so those on the page only have to be used consistently. Taken for an id is what
  looks like one and first appears in an output: at the beginning of a line, after a word such as
  Added, or anywhere if it has a letter and a digit.
* A fenced block marked `python` runs as a script, or as a doctest when it has `>>>`.
* `<!-- test: skip -->` on the line above a block leaves it out: set-up, other programs.

`python tests/test_readme.py PAGE...` writes what is printed now into the pages.
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

FENCED = re.compile(
    r"(?P<skip><!-- test: skip -->\s*\n(?:<!--[^\n]*-->\n)*)?"
    r"^```(?P<kind>console|python)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
WORD = r"(?<![\w.-])[0-9a-hjkmnp-tv-z]{4,12}(?![\w-])"
PLACES = (
    *("^", "^  ", "Added ", "Updated ", "Edited ", "Resolved ", "Reopened ", "oldest "),
    *("Accepted ", "Rejected ", " as "),
)
PLACE = "|".join(f"(?<={place})" for place in PLACES)
ID_LIKE = re.compile(rf"(?=[a-z]*\d)(?=\d*[a-z]){WORD}|(?:{PLACE}){WORD}")
ANY = "..."


@dataclass
class Example:
    """One command of a page with the output that the page shows."""

    command: str
    shown: str


def blocks(page: str, kind: str) -> Iterator[str]:
    for match in FENCED.finditer(page):
        if match["kind"] == kind and not match["skip"]:
            yield match["body"]


def examples(block: str) -> list[Example]:
    found: list[Example] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Example(line[2:], ""))
        elif line.startswith("> ") and found and not found[-1].shown:
            found[-1].command += f"\n{line[2:]}"
        elif found:
            found[-1].shown += f"{line}\n"
    return found


@dataclass
class IdBook:
    """Which id of this run stands for which id on the page."""

    real: dict[str, str] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)

    def command(self, shown: str) -> str:
        """The command with the ids of this run; other words that look like ids are just words."""
        self.plain.update(word for word in re.findall(WORD, shown) if self._known(word) is None)
        return self._replaced(shown)

    def translated(self, shown: str, printed: str) -> str:
        """What the page shows, in the ids of this run, which are learnt from what was printed."""
        lines = []
        for line in shown.splitlines():
            if any(self._is_new(word) for word in ID_LIKE.findall(line)):
                self._learn(line, printed.splitlines())
            lines.append(self._replaced(line))
        return "".join(f"{line}\n" for line in lines)

    def shown(self, printed: str) -> str:
        """What was printed, in the ids of the page as far as it has them."""
        for shown, real in self.real.items():
            printed = printed.replace(real, shown)
        return printed

    def _known(self, word: str) -> str | None:
        """The id of this run for an id on the page or for the beginning of one."""
        for shown, real in self.real.items():
            if shown.startswith(word):
                return real[: len(word)]
        return None

    def _replaced(self, text: str) -> str:
        return re.sub(WORD, lambda word: self._known(word[0]) or word[0], text)

    def _is_new(self, word: str) -> bool:
        return word not in self.plain and self._known(word) is None

    def _learn(self, line: str, printed: list[str]) -> None:
        """Match a line with the first printed line that differs from it in its ids alone."""
        pattern = ""
        new: list[str] = []
        for number, part in enumerate(re.split(f"({ID_LIKE.pattern})", line)):
            if part in new:
                pattern += f"(?P=id{new.index(part) + 1})"
            elif number % 2 and self._is_new(part):
                new.append(part)
                rest = f"[0-9a-z]{{{len(part) - len(self._beginning(part))}}}"
                pattern += f"(?P<id{len(new)}>{self._beginning(part)}{rest})"
            else:
                pattern += _any_text(self._replaced(part))
        for candidate in printed:
            match = re.fullmatch(pattern, candidate)
            if match and set(match.groups()).isdisjoint(self.real.values()):
                self.real.update(zip(new, match.groups(), strict=True))
                return

    def _beginning(self, word: str) -> str:
        """What an id must begin with because a shorter form of it is known."""
        return next((real for shown, real in self.real.items() if word.startswith(shown)), "")


def _any_text(shown: str) -> str:
    """A pattern for a line in which three dots stand for any text."""
    return re.escape(shown).replace(re.escape(ANY), ".*")


def is_as_shown(shown: str, printed: str) -> bool:
    lines = shown.split("\n")
    parts = (_any_text(line) if line != ANY else r"(?:.*\n)*?.*" for line in lines)
    return re.fullmatch("\n".join(parts), printed) is not None


def test_ids_on_a_page_stand_for_the_ids_of_this_run() -> None:
    ids = IdBook()

    assert ids.command("add '25bp less'") == "add '25bp less'"
    assert ids.translated("Added 7k3q: 25bp less\n", "Added 0abc: 25bp less\n") == (
        "Added 0abc: 25bp less\n"
    )
    assert ids.command("resolve 7k3q yes") == "resolve 0abc yes"
    assert ids.translated("7k3q  25bp less\n", "wxyz  25bp less\n") == "0abc  25bp less\n"
    assert ids.translated("x 9m2n\ny 9m2n\n", "x aaaa\ny bbbb\n") == "x aaaa\ny aaaa\n"


def test_ids_without_a_digit_are_known_by_their_place() -> None:
    ids = IdBook()

    assert ids.translated("Added bswk: yes\n", "Added hqdd: yes\n") == "Added hqdd: yes\n"
    assert ids.command("update bswk") == "update hqdd"
    assert ids.translated("made bswk\n", "made hqdd\n") == "made hqdd\n"


def test_three_dots_stand_for_any_lines_or_any_text() -> None:
    assert is_as_shown("a\n...\nd\n", "a\nb\nc\nd\n")
    assert is_as_shown("a\n...\n", "a\nb\n")
    assert not is_as_shown("a\n...\nd\n", "a\nb\nc\n")
    assert not is_as_shown("a\n", "a\nb\n")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "data").symlink_to(ROOT / "data")
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "FORECASTCTL_USER": "ana",
    }


def printed_by(command: list[str], home: Path) -> str:
    """Everything that a command prints, in the order in which it was printed."""
    done = subprocess.run(
        command,
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.stdout.replace(str(home), "/home/ana")


def rewritten(page: str, home: Path) -> str:
    """The page with what its commands print now; what still holds stays as it is."""
    ids = IdBook()

    def block(match: re.Match[str]) -> str:
        if match["kind"] != "console" or match["skip"]:
            return match[0]
        lines = []
        for example in examples(match["body"]):
            printed = printed_by(["sh", "-c", ids.command(example.command)], home)
            holds = is_as_shown(ids.translated(example.shown, printed), printed)
            command = example.command.replace("\n", "\n> ")
            lines.append(f"$ {command}\n{example.shown if holds else ids.shown(printed)}")
        return f"```console\n{''.join(lines)}```"

    return FENCED.sub(block, page)


def difference(example: Example, shown: str, printed: str) -> str:
    lines = difflib.unified_diff(
        shown.splitlines(), printed.splitlines(), "shown", "printed", lineterm=""
    )
    return "\n".join([f"$ {example.command}", *lines])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path, home: Path) -> None:
    ids = IdBook()
    wrong = []
    for block in blocks(page.read_text("utf-8"), "console"):
        for example in examples(block):
            printed = printed_by(["sh", "-c", ids.command(example.command)], home)
            shown = ids.translated(example.shown, printed)
            if not is_as_shown(shown, printed):
                wrong.append(difference(example, shown, printed))

    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_run(page: Path, home: Path) -> None:
    for block in blocks(page.read_text("utf-8"), "python"):
        script = home / "example.txt"
        script.write_text(block, "utf-8")
        how = ["-m", "doctest"] if ">>> " in block else []
        done = subprocess.run(
            [sys.executable, *how, script],
            cwd=home,
            env=environment(home),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"


def test_readme_shows_the_daily_round() -> None:
    """The tour covers recording, resolving and scoring, and each of its commands is run."""
    shown = "\n".join(blocks((ROOT / "README.md").read_text("utf-8"), "console"))

    for command in ("add", "resolve", "report", "check"):
        assert re.search(rf"^\$ forecastctl (--\S+ \S+ )*{command}\b", shown, re.MULTILINE)


def help_of(*command: str) -> str:
    arguments = [sys.executable, "-m", "forecastctl", *command, "--help"]
    done = subprocess.run(arguments, capture_output=True, encoding="utf-8", check=True, timeout=60)
    return done.stdout


def commands_in(help_text: str) -> list[str]:
    """The names that a help text lists with what they do; options and arguments look different."""
    return re.findall(r"^  ([a-z]+)  +\S", help_text, re.MULTILINE)


def all_commands() -> Iterator[tuple[tuple[str, ...], str]]:
    """Every command that does something, with its help."""
    for name in commands_in(help_of()):
        text = help_of(name)
        below = commands_in(text)
        for inner in below:
            yield (name, inner), help_of(name, inner)
        if not below:
            yield (name,), text


def test_every_command_shows_an_example_and_is_documented() -> None:
    documented = "\n".join(page.read_text("utf-8") for page in PAGES)
    commands = dict(all_commands())

    assert len(commands) > 20
    no_example = [
        name
        for name, text in commands.items()
        if not re.search(rf"^(?!Usage:).*forecastctl {' '.join(name)}\b", text, re.MULTILINE)
    ]
    undocumented = [name for name in commands if f"forecastctl {' '.join(name)}" not in documented]
    assert no_example == []
    assert undocumented == []


if __name__ == "__main__":
    for argument in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as name:
            (Path(name) / "data").symlink_to(ROOT / "data")
            argument.write_text(rewritten(argument.read_text("utf-8"), Path(name)), "utf-8")
