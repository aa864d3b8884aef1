"""Where the data files that come with the tool are."""

from pathlib import Path

from forecastctl.errors import RefusedError


def shipped_path(name: str) -> Path:
    """Return the path of a data file: inside the installed package, else in the source tree."""
    package = Path(__file__).parent
    for folder in (package / "data", package.parents[1] / "data"):
        path = folder / name
        if path.is_file():
            return path
    raise RefusedError(f"{name} did not come with this installation; install forecastctl again")
