"""Writing a record in the user's editor. The ledger is never locked meanwhile."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from forecastctl.errors import ForecastctlError, RefusedError, UsageError

if TYPE_CHECKING:
    from forecastctl.actions.edit import Edited
    from forecastctl.actions.record import Draft
    from forecastctl.cli.context import Context

MISTAKE = "#! "

T = TypeVar("T")


def edit_in_editor(context: "Context", typed: str, *, allow_new_sources: bool) -> "Edited":
    """Let the user edit an entry as a form, and store what came of it."""
    from forecastctl.actions.edit import edit_entry
    from forecastctl.actions.form import form_text, parse_form
    from forecastctl.actions.lookup import entry_of

    before = entry_of(context.existing().read(), typed)

    def store(text: str) -> "Edited":
        changes = parse_form(text, before)
        with context.transaction("edit") as ledger:
            return edit_entry(
                ledger,
                before.id,
                changes,
                today=context.today,
                allow_new_sources=allow_new_sources,
            )

    return _until_right(context, form_text(before), store)


def edited_draft(context: "Context", claim: str | None) -> "Draft":
    """Let the user fill in the form of a new entry."""
    from forecastctl.actions.form import new_form, parse_new
    from forecastctl.cli.draft import draft_of

    form = new_form({"claim": claim} if claim else None)
    return _until_right(context, form, lambda text: draft_of(context, parse_new(text)))


def _until_right(context: "Context", form: str, use: Callable[[str], T]) -> T:
    """Open the form, use what was written, and open it again with the message of a mistake."""
    if not context.can_ask:
        raise UsageError("-e opens an editor, and stdin is no terminal; use the options instead")
    draft = _keep_draft(form)
    while True:
        _open(context, draft)
        text = draft.read_text(encoding="utf-8")
        if text == form:
            draft.unlink()
            raise RefusedError("nothing was changed")
        written = "".join(
            line for line in text.splitlines(keepends=True) if not line.startswith(MISTAKE)
        )
        try:
            done = use(written)
        except RefusedError:
            draft.unlink()
            raise
        except (ValueError, ForecastctlError) as error:
            message = " ".join(str(error).split())
            again = context.confirm(
                f"{message}\nThe draft is kept: {draft}\nEdit again?", otherwise=message
            )
            if not again:
                raise RefusedError(f"{message}; the draft is kept: {draft}") from None
            draft.write_text(f"{MISTAKE}{message}\n{written}", encoding="utf-8")
            continue
        draft.unlink()
        return done


def _keep_draft(form: str) -> Path:
    handle, name = tempfile.mkstemp(prefix="forecastctl-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(form)
    return Path(name)


def _open(context: "Context", draft: Path) -> None:
    editor = context.environ.get("VISUAL") or context.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.run([*shlex.split(editor), str(draft)], check=False).returncode
    except (OSError, ValueError) as error:
        draft.unlink(missing_ok=True)
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError(
            f"the editor '{editor}' cannot be started: {reason.lower()}; set EDITOR"
        ) from None
    if code != 0:
        raise RefusedError(f"'{editor}' ended with {code}; the draft is kept: {draft}")
