"""Coverage-guided fuzzing: python -m fuzz.run TARGET [libFuzzer options], from tests/.

New findings are left as crash-* files; once mended they belong into corpus/TARGET. `make fuzz`
sets up what is needed and runs every target for a while.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["forecastctl"]):
    from forecastctl.formats.registry import IMPORTS
    from foreign_samples import SAMPLES
    from fuzz.targets import TARGETS, clean_up

CORPUS = Path(__file__).parent / "corpus"


def main() -> None:
    """Fuzz one target with the options that follow its name."""
    name, *options = sys.argv[1:]
    found = Path(__file__).parents[2] / "build" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    if name == "imports":
        write_samples(found)
    arguments = [sys.argv[0], f"-artifact_prefix={found}/", *options, str(found)]
    seeds = CORPUS / name
    if seeds.is_dir():
        arguments.append(str(seeds))
    atheris.Setup(arguments, TARGETS[name])
    try:
        atheris.Fuzz()
    finally:
        clean_up()


def write_samples(folder: Path) -> None:
    """Put a small file of every format to begin from, behind the byte that names the format."""
    for name, sample in SAMPLES.items():
        number = ("", *IMPORTS).index(name) if name in IMPORTS else 0
        content = sample.path(folder).read_bytes()
        (folder / f"sample-{name}").write_bytes(bytes([number]) + content)


if __name__ == "__main__":
    main()
