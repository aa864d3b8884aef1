"""Entry point of `forecastctl` and `python -m forecastctl`."""

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code.

    A process that ends with its command has no garbage worth a collection: neither while it
    loads its modules nor, with all it holds frozen, when it ends.
    """
    gc.disable()
    if sys.argv[1:] == ["--version"] and _print_version():
        return
    from forecastctl.cli.main import main as run_from_shell

    code = run_from_shell(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def _print_version() -> bool:
    """Answer `--version` at the speed of bare Python; False leaves a failure to be told."""
    from forecastctl import __version__

    try:
        print(f"forecastctl {__version__}", flush=True)
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    main()
