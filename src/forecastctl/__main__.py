"""Entry point of `forecastctl` and `python -m forecastctl`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from forecastctl.cli.main import main as run_from_shell

    sys.exit(run_from_shell(sys.argv[1:]))


if __name__ == "__main__":
    main()
