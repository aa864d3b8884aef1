"""What the tests of the command line hand to each other."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """What a command did: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def id(self) -> str:
        """The whole id that a command with -q printed."""
        return self.out.strip()


Cli = Callable[..., Result]
Add = Callable[..., str]
