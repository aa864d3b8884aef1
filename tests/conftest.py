"""What all tests can use."""

from collections.abc import Callable

import pytest

from ledger_table import Book, book_of


@pytest.fixture
def ledger() -> Callable[[str], Book]:
    """Makes a ledger in memory from a table (see `ledger_table.book_of`)."""
    return book_of
