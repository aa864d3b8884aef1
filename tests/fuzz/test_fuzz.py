"""Every fuzz target on what was found once, and on a handful of random bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS, clean_up

CORPUS = Path(__file__).parent / "corpus"
FOUND = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
WRITTEN = st.text(alphabet=st.characters(codec="utf-8"), max_size=60).map(str.encode)


@pytest.fixture(autouse=True, scope="module")
def _scratch(monkeypatch_module: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    clean_up()


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_once_stays_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.binary(max_size=80) | WRITTEN)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_end_in_a_result_or_a_refusal(name: str, data: bytes) -> None:
    TARGETS[name](data)
