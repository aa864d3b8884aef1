"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from forecastctl.errors import RefusedError


def write_file(path: Path, text: str) -> None:
    """Write beside the file, then rename: a reader sees the old or the new, whole.

    What a link names is replaced, not the link. Devices and pipes are written to.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8", newline="")
            return
        path = Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(f"{path} cannot be written: {reason}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
