"""The single-sentence cases of the evaluation data, checked by the scorer beside them."""

import importlib.util
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract_case import candidates_of
from forecastctl.extract.parse import is_available
from forecastctl.model import Candidate
from shipped_case import SHARED

FOLDER = SHARED / "extraction"
BEYOND_RULES = {13: "a quotation inside a quotation needs a parse to be cut out of its sentence"}
"""Cases that words and commas alone do not solve, each with its reason."""


def _cases() -> list[dict[str, Any]]:
    path = FOLDER / "tricky.jsonl"
    return [json.loads(line) for line in path.open(encoding="utf-8")] if path.is_file() else []


CASES = _cases()
pytestmark = pytest.mark.skipif(not CASES, reason="the evaluation data are not here")


@cache
def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", Path(FOLDER, "evaluate.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _line(number: int, candidate: Candidate) -> dict[str, object]:
    return {
        "doc": f"tricky-{number}",
        "claim": candidate.claim,
        "polarity": candidate.said.value,
        "speaker": candidate.source,
        "p_low": candidate.low,
        "p": candidate.probability,
        "p_high": candidate.high,
        "deadline": candidate.due.isoformat() if candidate.due else None,
        "start_date": candidate.due_start.isoformat() if candidate.due_start else None,
        "condition": candidate.condition,
        "via": list(candidate.via),
        "kind": candidate.claim_kind.value,
    }


def _complaints(case: Mapping[str, Any], engine: str) -> list[str]:
    published = date.fromisoformat(case["published"])
    found = candidates_of(case["text"], engine, published)
    lines = [_line(case["id"], candidate) for candidate in found]
    checked = _scorer().check_tricky(lines)
    return next(list(why) for each, why in checked if each["id"] == case["id"])


def _name(case: Mapping[str, Any]) -> str:
    return f"{case['id']}-{case['category']}"


@pytest.mark.skipif(not is_available(), reason="the extra nlp is not installed")
@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_parse_engine_passes_every_case(case: Mapping[str, Any]) -> None:
    assert _complaints(case, "parse") == []


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_rules_engine_passes_every_case_but_the_named_ones(
    case: Mapping[str, Any], request: pytest.FixtureRequest
) -> None:
    if reason := BEYOND_RULES.get(case["id"]):
        request.applymarker(pytest.mark.xfail(reason=reason))
    assert _complaints(case, "rules") == []
