"""What all tests can use."""

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

from ledger_table import Book, book_of

settings.register_profile(
    "any machine",
    deadline=None,  # speed is measured in benchmarks/
    derandomize="CI" in os.environ,  # a commit is judged by itself, not by chance
)
settings.load_profile("any machine")


@pytest.fixture
def ledger() -> Callable[[str], Book]:
    """Makes a ledger in memory from a table (see `ledger_table.book_of`)."""
    return book_of
