"""What is fuzzed: each target takes any bytes and must end in a result or in a designed refusal.

A refusal is one line. Anything else that comes out (another exception, a traceback, an exit code
that is not in the table, a ledger that no longer verifies) is a finding.
"""

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from datetime import date
from functools import cache
from pathlib import Path

from forecastctl.actions.check import parse_threshold
from forecastctl.dates import parse_date
from forecastctl.errors import ForecastctlError
from forecastctl.extract.article import article_from_bytes
from forecastctl.extract.base import Meta
from forecastctl.extract.engine import Extractor
from forecastctl.formats.registry import IMPORTS
from forecastctl.model import Precision
from forecastctl.probability import format_probability, parse_probability
from forecastctl.store.journal import Journal
from forecastctl.store.journal_view import JournalView
from forecastctl.store.lines import RawChange
from forecastctl.words import shipped_lexicon

TODAY = date(2026, 11, 21)
PUBLISHED = Meta(published=TODAY, precision=Precision.DAY)
EXIT_CODES = frozenset({0, 1, 2, 3, 4, 5, 6, 75})
CRASHED = "please report it"
BIG_LEDGER = 200_000
"""Bytes from which on a ledger that grows under fuzzing is begun anew."""


def dates(data: bytes) -> None:
    """Days and periods as they are typed."""
    with _refusals():
        spec = parse_date(_text(data))
        assert spec.first_day(TODAY) <= spec.last_day(TODAY)


def probabilities(data: bytes) -> None:
    """Probabilities as they are typed: numbers, odds and words."""
    with _refusals():
        parsed = parse_probability(_text(data))
        assert 0 <= parsed.probability <= 1
        assert format_probability(parsed.probability).endswith("%")


def ranges(data: bytes) -> None:
    """Thresholds of check."""
    with _refusals():
        parsed = parse_threshold(_text(data)).range
        assert parsed.low <= parsed.high
        parsed.alerts(3)


def articles(data: bytes) -> None:
    """Texts of articles, through the rules engine to candidates."""
    with _refusals():
        article = article_from_bytes(
            data, "brief.txt", Meta(published=TODAY, precision=Precision.DAY)
        )
        for candidate in _extractor().extract(article).candidates:
            for evidence in candidate.evidence:
                assert article.text[evidence.start : evidence.end] == evidence.quote


def pages(data: bytes) -> None:
    """Saved pages: their text and what they say of themselves."""
    page = b"<!doctype html><html><body>" + data
    with _refusals():
        article = article_from_bytes(page, "page.html", Meta())
        _extractor().extract(article)


def journals(data: bytes) -> None:
    """Ledgers with foreign bytes in place of some of theirs."""
    ledger = _scratch() / "journal.jsonl"
    ledger.write_bytes(_spliced(_sample_ledger(), data))
    with _refusals():
        Journal(ledger).verify()
    with _refusals():
        list(JournalView(Journal(ledger).snapshot()).versions())
    with _refusals():
        list(Journal(ledger).snapshot().commits())


def imports(data: bytes) -> None:
    """Files to import: the first byte names the format, or leaves it to be found out."""
    names = ("", *IMPORTS)
    name = names[data[0] % len(names)] if data else ""
    ending = "json" if data[1:2] == b"{" else "csv"
    (_scratch() / f"in.{ending}").write_bytes(data[1:])
    options = ["--from", name] if name else []
    _command("import", f"in.{ending}", *options, "--scale", "0-1", "-n")


def commands(data: bytes) -> None:
    """A random command line on a ledger that lives on from one to the next."""
    words = [_word(part) for part in data.split(b"\0")[:12]]
    command = COMMANDS[data[0] % len(COMMANDS)] if data else "list"
    _command(*command.split(), *words)
    _require_sound(_scratch() / "ledger.jsonl")


COMMANDS = (
    "add",
    "add -p 70% --due +30d",
    "add -s reuters -p likely --due none",
    "update",
    "edit",
    "resolve",
    "reopen",
    "delete -y",
    "undo",
    "list",
    "list --format json",
    "list --search",
    "due",
    "show",
    "log",
    "question list",
    "source list",
    "source add",
    "source alias",
    "source merge -y",
    "question merge -y",
    "report",
    "report --by",
    "calibration",
    "compare",
    "check",
    "check -w",
    "verify",
    "path",
    "help",
    "words show",
    "article list",
    "review --list",
    "export",
)

TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (dates, probabilities, ranges, articles, pages, journals, imports, commands)
}


@contextmanager
def _refusals() -> Iterator[None]:
    """Let a refusal pass that is one line."""
    try:
        yield
    except (ForecastctlError, ValueError) as error:
        is_designed = isinstance(error, ForecastctlError) or type(error) is ValueError
        if not is_designed or "\n" in str(error):
            raise AssertionError(f"{type(error).__name__} is no refusal: {error}") from error


def _command(*argv: str) -> None:
    """Run a command line in the scratch folder, and look at what it says and how it ends."""
    from forecastctl.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["--ledger", "ledger.jsonl", "--today", TODAY.isoformat(), *argv])
    assert code in EXIT_CODES, (code, argv)
    assert CRASHED not in err.getvalue() + out.getvalue(), (argv, err.getvalue())
    assert "\x1b" not in err.getvalue() + out.getvalue(), argv


def _require_sound(ledger: Path) -> None:
    if ledger.exists():
        assert Journal(ledger).verify().ok
        if ledger.stat().st_size > BIG_LEDGER:
            ledger.unlink()


def _word(part: bytes) -> str:
    """An argument. None of them leads out of the scratch folder or to another ledger."""
    text = _text(part).replace("/", "_").replace("\\", "_").replace(":", ";")
    return "" if text.startswith(("--ledger", "-o", "--no-")) else text


def _text(data: bytes) -> str:
    """The bytes as the shell would hand them over."""
    return data.decode("utf-8", "surrogateescape")


def _spliced(whole: bytes, data: bytes) -> bytes:
    """The ledger, with the data in it from a place that its first bytes choose."""
    if len(data) < 4:
        return data
    at = int.from_bytes(data[:2]) % (len(whole) + 1)
    skipped = data[2] if data[3] % 2 else 0
    return whole[:at] + data[4:] + whole[at + skipped :]


@cache
def _scratch() -> Path:
    """A folder to live in while fuzzing; it is also the home."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz"))
    os.environ |= {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "FORECASTCTL_USER": "ana",
        "TZ": "UTC",
        "EDITOR": "true",
        "NO_COLOR": "1",
    }
    os.chdir(folder)
    return folder


def clean_up() -> None:
    """Remove the scratch folder."""
    if _scratch.cache_info().currsize:
        os.chdir("/")
        with suppress(OSError):
            shutil.rmtree(_scratch())
        _scratch.cache_clear()


@cache
def _sample_ledger() -> bytes:
    """A small ledger with a change, a deletion and an undo in it."""
    folder = _scratch()
    ledger = folder / "sample.jsonl"
    at = "2026-11-21T10:00:00Z"
    versions: tuple[dict[str, object] | None, ...] = ({"text": "A?"}, {"text": "Ä?"}, None)
    for doc in versions:
        with Journal(ledger).writing(new_ledger_id="w") as writer:
            writer.append([RawChange("questions", "q1", doc)], user="ana", command="add", at=at)
    return ledger.read_bytes()


@cache
def _extractor() -> Extractor:
    return Extractor(shipped_lexicon())
