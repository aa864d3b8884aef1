"""The `conftest.py` under which TinyDB's own tests run: every database is a ledger file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import MemoryStorage

from forecastctl.store.tiny import LedgerStorage


class Storage(LedgerStorage):
    """Takes, and ignores, the options that the tests give to JSONStorage."""

    def __init__(self, path: str | Path, *, ensure_ascii: bool = True) -> None:
        super().__init__(path)


@pytest.fixture(autouse=True)
def ledger_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """`TinyDB(path)` is a ledger file too; its tables stay TinyDB's own, with whole-number ids."""
    monkeypatch.setattr(TinyDB, "default_storage_class", Storage)


@pytest.fixture(params=["ledger"])
def db(tmp_path: Path) -> Iterator[TinyDB]:
    database = TinyDB(tmp_path / "test.db")
    database.insert_multiple({"int": 1, "char": letter} for letter in "abc")
    yield database
    database.close()


@pytest.fixture
def storage() -> Any:
    caching: Any = CachingMiddleware
    return caching(MemoryStorage)()
