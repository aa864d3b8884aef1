"""The plan of the house: who may import whom, what start-up leaves out, how long code gets."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "forecastctl"
SAMPLE = Path(__file__).parents[1] / "data" / "sample-article.txt"

GROUND_FLOOR = {
    *("model", "frozen", "ids", "dates", "probability", "words", "text", "shipped", "errors"),
}

MAY_IMPORT = {
    "cli": {"actions", "render", "formats", "extract", "store", "scoring"},
    "render": {"scoring", "store.base"},
    "actions": {"store.base", "scoring", "extract", "formats"},
    "formats": set(),
    "extract": set(),
    "store": {"scoring.tables", "scoring.engine"},
    "scoring": set(),
    "__main__": {"cli"},
    "__init__": {"actions", "formats", "extract", "store", "scoring"},
}
"""What each part may import of the package, beside itself and the ground floor."""

THIRD_PARTY = {
    "typer": ("cli/",),
    "rich": ("render/tables.py",),
    "tinydb": ("store/tiny.py",),
    "dateutil": ("dates.py",),
    "orjson": ("store/", "formats/", "render/document.py"),
    "spacy": ("extract/",),
    "trafilatura": ("extract/main_text.py",),
    "httpx": ("extract/fetch.py",),
}
"""Where each library may be imported; no other library may be imported at all."""

STANDARD_LIBRARY = sys.stdlib_module_names | {"_sha2"}  # new in 3.12

NETWORK = {"asyncio", "ftplib", "http", "smtplib", "socket", "ssl", "urllib.request"}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "getpass.getuser"}
CLOCK = {"time.time", "time.time_ns", "time.localtime", "time.gmtime"}
CHANCE = {"os.urandom", "random.random", "uuid.uuid4", "secrets.token_bytes"}
ONLY_IN_CLI = ENVIRONMENT | CLOCK | CHANCE
CLOCK_METHODS = {"now", "utcnow", "today"}
FILE_METHODS = {"read_text", "read_bytes", "write_text", "write_bytes"}
FILE_LINES = 450
FUNCTION_LINES = 40


@dataclass(frozen=True)
class Module:
    """One file of the package, read once."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def part(self) -> str:
        """The package that the file belongs to, or its own name on the ground floor."""
        return self.name.partition("/")[0].removesuffix(".py")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full dotted name of everything imported, at any depth."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = ("forecastctl", *self.path.relative_to(PACKAGE).parent.parts)
        return ".".join((*package[: len(package) + 1 - node.level], node.module or "")).strip(".")


MODULES = [Module(path) for path in sorted(PACKAGE.rglob("*.py"))]


def each_import() -> Iterator[tuple[Module, int, str]]:
    for module in MODULES:
        for line, name in module.imports():
            yield module, line, name


def is_within(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def offenders(found: Iterable[tuple[Module, int, str]]) -> list[str]:
    return [f"{module.name}:{line}: {what}" for module, line, what in found]


def test_no_part_imports_upwards_or_sideways() -> None:
    def is_wrong(module: Module, imported: str) -> bool:
        if not is_within(imported, ["forecastctl"]):
            return False
        inside = imported.removeprefix("forecastctl").lstrip(".")
        allowed = {module.part, *GROUND_FLOOR, "__version__", *MAY_IMPORT.get(module.part, ())}
        return not is_within(inside, allowed)

    assert offenders(found for found in each_import() if is_wrong(found[0], found[2])) == []


def test_every_file_belongs_to_a_known_part() -> None:
    known = GROUND_FLOOR | MAY_IMPORT.keys()

    assert {module.part for module in MODULES} <= known


def test_libraries_are_imported_only_where_they_belong() -> None:
    def is_wrong(module: Module, imported: str) -> bool:
        library = imported.partition(".")[0]
        if library == "forecastctl" or library in STANDARD_LIBRARY:
            return False
        places = THIRD_PARTY.get(library, ())
        return not any(module.name.startswith(place) for place in places)

    assert offenders(found for found in each_import() if is_wrong(found[0], found[2])) == []


def test_the_network_is_reached_only_by_fetching_a_page() -> None:
    found = (
        (module, line, name)
        for module, line, name in each_import()
        if is_within(name, NETWORK) and module.name != "extract/fetch.py"
    )

    assert offenders(found) == []


def handed_in(module: Module) -> set[int]:
    """Default arguments of the store: plain TinyDB code has nobody who would hand them in."""
    if module.name != "store/tiny.py":
        return set()
    functions = (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef))
    defaults = (value for one in functions for value in one.args.kw_defaults if value is not None)
    return {id(node) for value in defaults for node in ast.walk(value)}


def test_clock_environment_and_chance_come_in_as_arguments() -> None:
    """Below `cli/` nothing asks what day it is, who runs it, or for a random number."""

    def asked(module: Module) -> Iterator[tuple[Module, int, str]]:
        defaults = handed_in(module)
        for node in ast.walk(module.tree):
            if id(node) in defaults:
                continue
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ONLY_IN_CLI:
                yield module, node.lineno, ast.unparse(node)
            match node:
                case ast.Call(func=ast.Attribute(attr=method)) if method in CLOCK_METHODS:
                    yield module, node.lineno, ast.unparse(node.func)
        for line, name in module.imports():
            if name in ONLY_IN_CLI:
                yield module, line, name

    below = (module for module in MODULES if module.part != "cli")

    assert offenders(found for module in below for found in asked(module)) == []


def calls(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def test_nothing_below_the_command_line_prints_or_asks() -> None:
    found = (
        (module, line, name)
        for module in MODULES
        if module.part not in ("cli", "__main__")
        for line, name in calls(module)
        if name in ("print", "input") or name.startswith(("sys.stdout.", "sys.stderr.", "sys.exit"))
    )

    assert offenders(found) == []


def test_actions_and_scoring_touch_no_files() -> None:
    found = (
        (module, line, name)
        for module in MODULES
        if module.part in ("actions", "scoring")
        for line, name in calls(module)
        if name in ("open", "os.open") or name.rpartition(".")[2] in FILE_METHODS
    )

    assert offenders(found) == []


def test_no_file_grows_too_long() -> None:
    lengths = ((module, len(module.path.read_text("utf-8").splitlines())) for module in MODULES)

    assert offenders((m, n, "lines") for m, n in lengths if n > FILE_LINES) == []


def code_lines(function: ast.FunctionDef, *, with_signature: bool) -> int:
    """Lines of a function without its docstring; commands are excused their parameters."""
    body = function.body
    start = function.lineno if with_signature else body[0].lineno
    docstring = 0
    if ast.get_docstring(function, clean=False) is not None:
        docstring = (body[0].end_lineno or 0) - body[0].lineno + 1
    return (function.end_lineno or 0) - start + 1 - docstring


def test_no_function_grows_too_long() -> None:
    def long_ones(module: Module) -> Iterator[tuple[Module, int, str]]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                lines = code_lines(node, with_signature=module.part != "cli")
                if lines > FUNCTION_LINES:
                    yield module, node.lineno, f"{node.name} has {lines} lines"

    assert offenders(found for module in MODULES for found in long_ones(module)) == []


LIBRARIES = {"numpy", "scipy", "pandas", "spacy", "pydantic", "trafilatura", "lxml", "httpx"}
HEAVY = LIBRARIES | {"rich.markdown", "asyncio", "http.client", "sqlite3", "ssl"}
"""None of these may be loaded by an everyday command."""

REPORTING_LOADED = """
import json, sys
from forecastctl.cli.main import run
code = run(sys.argv[2:])
with open(sys.argv[1], "w") as out:
    json.dump([code, sorted(sys.modules)], out)
"""


Loader = Callable[..., tuple[int, set[str]]]


@pytest.fixture
def loaded_by(tmp_path: Path) -> Loader:
    """Runs one command in a process of its own and returns its exit code and what it loaded."""

    def run(*arguments: str) -> tuple[int, set[str]]:
        report = tmp_path / "loaded.json"
        subprocess.run(
            [sys.executable, "-c", REPORTING_LOADED, str(report), *arguments],
            env={"HOME": str(tmp_path), "PATH": os.defpath, "TZ": "UTC", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=60,
        )
        code, modules = json.loads(report.read_text("utf-8"))
        return code, set(modules)

    return run


EVERYDAY = [
    (["add", "Rain falls in Lisbon", "-p", "70%", "--due", "2199-01-31"], 0),
    (["list"], 0),
    (["list", "--format", "json"], 0),
    (["due"], 0),
    (["check"], 0),
    (["report"], 0),
    (["extract", "-n", "--engine", "rules", str(SAMPLE)], 0),
    (["review", "--list"], 0),
    (["words", "show", "likely"], 0),
    (["demo"], 0),
]


def test_everyday_commands_load_nothing_heavy(loaded_by: Loader) -> None:
    """Start-up is a feature: a cheap command must stay cheap in a loop."""
    for arguments, expected in EVERYDAY:
        code, modules = loaded_by(*arguments)

        assert code == expected, arguments
        assert modules & HEAVY == set(), arguments


def test_the_version_costs_no_more_than_bare_python() -> None:
    """A script may ask for it at any time: neither the command line nor typing is loaded."""
    code = (
        "import sys; sys.argv[1:] = ['--version']; from forecastctl.__main__ import main; main();"
        "print(*sorted({'typer', 'typing', 're', 'forecastctl.cli.main'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={"PYTHONPATH": str(PACKAGE.parent), "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout.splitlines()[1:] == [""]
