"""What the tests of the command line hand to each other."""

import json
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What a command did: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        document: dict[str, object] = json.loads(self.out)
        return document

    @property
    def id(self) -> str:
        """The whole id that a command with -q printed."""
        return self.out.strip()


Cli = Callable[..., Result]
Add = Callable[..., str]
