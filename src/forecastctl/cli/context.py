"""What a command is given: the settings of this run, the ledger, the day, and where to print."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from forecastctl.errors import LedgerMissingError, NotFoundError, UsageError

if TYPE_CHECKING:
    from forecastctl.dates import DateSpec
    from forecastctl.errors import Problem
    from forecastctl.render.tables import Advance, Terminal
    from forecastctl.store.base import Commit, Reader, Transaction
    from forecastctl.store.tiny import TinyStore
    from forecastctl.words import Lexicon

FORMATS = ("table", "json", "jsonl", "csv")
COLOURS = ("auto", "always", "never")


class Settings(NamedTuple):
    """The options that every command takes; None where one was not given."""

    ledger: str | None = None
    today: "DateSpec | None" = None
    color: str | None = None
    format: str | None = None
    quiet: bool | None = None
    verbose: bool | None = None

    def overridden_by(self, later: "Settings") -> "Settings":
        """These settings with everything that `later` says instead."""
        given = {name: value for name, value in later._asdict().items() if value is not None}
        return self._replace(**given)


class Context:
    """One run of one command.

    Text for stdout is collected and written in one go when the command is done, so that a closed
    pipe never comes between the ledger and the person. Everything else goes to stderr at once.
    """

    def __init__(self, settings: Settings, environ: Mapping[str, str]) -> None:
        self.settings = settings
        self.environ = environ
        self.output: list[str] = []
        self.remarks: list[str] = []

    @property
    def quiet(self) -> bool:
        """True with -q."""
        return bool(self.settings.quiet)

    @property
    def verbose(self) -> bool:
        """True with -v."""
        return bool(self.settings.verbose)

    @property
    def format(self) -> str:
        """How results are shown: one of FORMATS."""
        return self.settings.format or "table"

    def require_format(self, *allowed: str) -> str:
        """The format, or exit 2 where this command has no rows to print in it."""
        if self.format not in allowed:
            raise UsageError(
                f"--format {self.format} is not for this command; it has {' and '.join(allowed)}"
            )
        return self.format

    @cached_property
    def today(self) -> date:
        """The day of this run: --today, else the local date."""
        local = datetime.now().astimezone().date()
        if self.settings.today is None:
            return local
        try:
            return self.settings.today.single_day(local)
        except ValueError as error:
            raise UsageError(f"--today: {error}") from None

    def now(self) -> datetime:
        """This second in UTC: when something is recorded."""
        return datetime.now(UTC).replace(microsecond=0)

    @cached_property
    def user(self) -> str:
        """Whose judgement the journal records: FORECASTCTL_USER, else the login name."""
        named = self.environ.get("FORECASTCTL_USER", "").strip()
        return named or login_name(self.environ)

    @property
    def default_source(self) -> str:
        """Who predicts when nobody is named."""
        return self.environ.get("FORECASTCTL_SOURCE", "").strip() or "me"

    @cached_property
    def lexicon(self) -> "Lexicon":
        """The probability words, with the user's own table merged in."""
        from forecastctl.words import shipped_lexicon

        return shipped_lexicon(self.words)

    @property
    def words(self) -> Path | None:
        """The user's own table of probability words: the file that FORECASTCTL_WORDS names."""
        own = self.environ.get("FORECASTCTL_WORDS")
        return Path(own).expanduser() if own else None

    @property
    def names_ledger(self) -> bool:
        """True where the user said which ledger to use."""
        return bool(self.settings.ledger or self.environ.get("FORECASTCTL_LEDGER"))

    @cached_property
    def ledger_path(self) -> Path:
        """The file of the ledger: --ledger, FORECASTCTL_LEDGER, else the default place."""
        named = self.settings.ledger or self.environ.get("FORECASTCTL_LEDGER")
        if named is None or not named:
            return default_ledger(self.environ)
        if "://" in named:
            raise UsageError(f"{named}: ledgers on servers are not in this version; name a file")
        return Path(named).expanduser()

    @cached_property
    def store(self) -> "TinyStore":
        """The ledger. Opening it reads nothing yet."""
        return self.open_store(self.ledger_path)

    def open_store(self, path: Path) -> "TinyStore":
        """A ledger at another path, with this run's lock time-out and randomness."""
        from forecastctl.store.tiny import TinyStore

        return TinyStore(path, random_bytes=os.urandom, lock_timeout=self.lock_timeout)

    @property
    def lock_timeout(self) -> float:
        """Seconds to wait for the lock."""
        text = self.environ.get("FORECASTCTL_LOCK_TIMEOUT", "10")
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds < float("inf"):
            raise UsageError(f"FORECASTCTL_LOCK_TIMEOUT is '{text}'; give seconds, such as 10")
        return seconds

    def read(self) -> "Reader":
        """The ledger as of now; a default ledger that is not there yet reads as empty."""
        if not self.ledger_path.exists():
            if self.names_ledger:
                raise self.missing()
            self.note("No ledger yet: forecastctl add makes one; forecastctl demo shows the tool")
        return self.reader

    @cached_property
    def reader(self) -> "Reader":
        """The ledger as it is when first asked for: all that a command needs that only reads."""
        from forecastctl.store.journal_view import read_ledger

        return read_ledger(self.ledger_path, os.urandom)

    @contextmanager
    def transaction(self, command: str) -> Iterator["Transaction"]:
        """One transaction of this run's user, begun now.

        The folder of the default ledger is made here: nobody makes it by hand.
        """
        if not self.names_ledger:
            self.ledger_path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.store.transaction(command, self.user, self.now()) as ledger:
            yield ledger
        self._tell_warnings()

    def undo(self, *, dry_run: bool = False) -> "Commit | None":
        """Take the newest transaction back in this user's name; None where nothing is left."""
        taken_back = self.store.undo(self.user, self.now(), dry_run=dry_run)
        self._tell_warnings()
        return taken_back

    def _tell_warnings(self) -> None:
        for warning in self.store.warnings:
            self.note(f"Warning: {warning}")
        self.store.warnings.clear()

    def existing(self) -> "TinyStore":
        """The ledger of a command that needs entries; without one there are none to find."""
        if not self.ledger_path.exists():
            if self.names_ledger:
                raise self.missing()
            raise NotFoundError("there is no ledger yet, so no entries; forecastctl add makes one")
        return self.store

    def missing(self) -> LedgerMissingError:
        """What to say where the ledger is needed and is not there."""
        return LedgerMissingError(
            f"no ledger at {self.ledger_path}; make one: forecastctl init {self.ledger_path}"
        )

    def print(self, text: str) -> None:
        """Add a line or block to the result."""
        if text:
            self.output.append(text if text.endswith("\n") else text + "\n")

    def note(self, text: str) -> None:
        """Say something beside the result, on stderr, unless -q; after a result it waits for it."""
        if self.quiet or not text:
            return
        if self.output:
            self.remarks.append(text)
        else:
            _write_line(sys.stderr, text)

    def show(self, text: str) -> None:
        """Show what a prompt is about, on stderr. The text is safe to print, and may be coloured.

        What was printed before comes before it.
        """
        self.flush()
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    @contextmanager
    def working(self, what: str, total: int | None = None) -> Iterator["Advance"]:
        """Show a bar on stderr while long work is done, where that is a terminal.

        Where the number of steps is known, what comes back is to be called after each.
        """
        if self.quiet or not sys.stderr.isatty():
            yield lambda: None
            return
        from forecastctl.render.tables import progress

        with progress(what, sys.stderr, total=total) as advance:
            yield advance

    def complain(self, problem: "Problem") -> None:
        """Name one fault of data that was read; -q does not silence it."""
        field = f"{problem.field}: " if problem.field else ""
        self.warn(f"{problem.where}: {field}{problem.message}")

    def warn(self, text: str) -> None:
        """Say on stderr, -q or not, that something was left out of the result."""
        _write_line(sys.stderr, text)

    def flush(self) -> None:
        """Write what was collected: the result to stdout, then the remarks on it."""
        text, remarks = "".join(self.output), tuple(self.remarks)
        self.discard()
        if text:
            sys.stdout.write(text)
            sys.stdout.flush()
        for remark in remarks:
            _write_line(sys.stderr, remark)

    def discard(self) -> None:
        """Forget what was collected: the command has failed."""
        self.output.clear()
        self.remarks.clear()

    @property
    def can_ask(self) -> bool:
        """True where a person can answer: stdin is a terminal."""
        return sys.stdin is not None and sys.stdin.isatty()

    def ask(self, prompt: str, *, otherwise: str) -> str:
        """The answer to a prompt on stderr; exit 2 with `otherwise` where nobody can be asked."""
        if not self.can_ask:
            raise UsageError(otherwise)
        sys.stderr.write(_harmless(prompt))
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            sys.stderr.write("\n")
            raise EOFError
        return answer.strip()

    def ask_for_line(self, prompt: str, text: str) -> str:
        """A line that begins as this text, to be changed where the terminal allows it."""
        from forecastctl.text import visible

        try:
            import readline
        except ImportError:  # a Python without it: the line is typed anew
            return self.ask(prompt, otherwise=prompt)
        if not (self.can_ask and sys.stdout.isatty()):
            return self.ask(prompt, otherwise=prompt)
        readline.set_startup_hook(lambda: readline.insert_text(visible(text)))
        try:
            return input(_harmless(prompt)).strip()
        finally:
            readline.set_startup_hook(None)

    def confirm(self, prompt: str, *, otherwise: str) -> bool:
        """True for yes; every other answer is no."""
        return self.ask(f"{prompt} [y/N] ", otherwise=otherwise).casefold() in {"y", "yes"}

    @property
    def prompt_terminal(self) -> "Terminal":
        """How what is asked may look on stderr; the window may have changed since."""
        return terminal_of(sys.stderr, self.environ, self.settings.color or "auto")

    @cached_property
    def terminal(self) -> "Terminal":
        """How results may look on stdout."""
        return terminal_of(sys.stdout, self.environ, self.settings.color or "auto")


def terminal_of(stream: TextIO, environ: Mapping[str, str], colour: str) -> "Terminal":
    """What the stream can show: its width, whether it is a terminal, whether to use colour."""
    from forecastctl.render.tables import Terminal

    is_terminal = stream.isatty()
    wants_none = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
    forced = environ.get("FORCE_COLOR", "") not in {"", "0"}
    by_itself = (is_terminal and not wants_none) or (forced and not environ.get("NO_COLOR"))
    return Terminal(
        width=_width(stream, environ, is_terminal=is_terminal),
        colour={"always": True, "never": False}.get(colour, by_itself),
        is_terminal=is_terminal,
        encoding=stream.encoding or "ascii",
    )


def _width(stream: TextIO, environ: Mapping[str, str], *, is_terminal: bool) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    if is_terminal:
        try:
            return os.get_terminal_size(stream.fileno()).columns or 80
        except OSError:
            return 80
    return 80


def default_ledger(environ: Mapping[str, str]) -> Path:
    """`$XDG_DATA_HOME/forecastctl/ledger.jsonl`, else below `~/.local/share`."""
    base = environ.get("XDG_DATA_HOME", "")
    folder = Path(base) if base.startswith("/") else Path.home() / ".local" / "share"
    return folder / "forecastctl" / "ledger.jsonl"


def login_name(environ: Mapping[str, str]) -> str:
    """The login name, from the environment or the user database."""
    for variable in ("LOGNAME", "USER"):
        if environ.get(variable):
            return environ[variable]
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _harmless(text: str) -> str:
    """Text of ours with words of others in it, as a terminal may see it; lines stay lines."""
    from forecastctl.text import visible

    return "\n".join(visible(line) for line in text.split("\n"))


def _write_line(stream: TextIO, text: str) -> None:
    try:
        stream.write(_harmless(text if text.endswith("\n") else text + "\n"))
        stream.flush()
    except OSError:
        return
