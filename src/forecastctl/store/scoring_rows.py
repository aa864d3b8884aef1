"""Scoring rows made straight from documents, without making records of them.

This loop runs over whole ledgers, so it does little per document. A document that does not have
what it needs is handed to the codec, which says what is wrong with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from forecastctl.scoring.tables import GroupBy, ScoringRow, Selection
from forecastctl.store.codec import PlainDoc, PlainTables, first_fault

Groups = Callable[[PlainDoc, PlainDoc], tuple[str, ...]]
"""The groups that a forecast on a question counts in."""

DIRECT = ("(direct)",)
NO_GROUP = ("(none)",)
HORIZONS = ((7, "0-7"), (30, "8-30"), (90, "31-90"), (365, "91-365"))
"""Largest number of days from made to due, and what that horizon is called."""


def scoring_rows(load: Callable[..., PlainTables], selection: Selection) -> Iterator[ScoringRow]:
    """Every forecast that the selection looks at, in the order in which they were recorded."""
    tables = load("questions", "forecasts", "resolutions", *_MORE_TABLES.get(selection.by, ()))
    try:
        yield from _scoring_rows(tables, selection)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise first_fault(tables) from None


def _scoring_rows(tables: PlainTables, selection: Selection) -> Iterator[ScoringRow]:
    questions, resolutions = tables["questions"], tables["resolutions"]
    groups_of = _groups(selection.by, tables)
    looks_at = _scoring_test(selection)
    order = 0
    for id, doc in tables["forecasts"].items():
        order += 1
        question_id = doc["question"]
        question = questions[question_id]
        if looks_at is not None and not looks_at(doc, question):
            continue
        get, ask = doc.get, question.get
        resolution = resolutions.get(question_id)
        row = (
            id,
            question_id,
            doc["source"],
            get("probability"),
            get("low"),
            get("high"),
            get("wording"),
            doc["method"],
            doc["said"],
            get("claim_kind"),
            doc["made"],
            (get("made_at", "")[:-1], order),
            question["type"] == "binary",
            ask("due"),
            "due_assumed" in question,
            ask("event"),
            resolution and resolution["outcome"],
            resolution and resolution.get("happened_on"),
            resolution and resolution["recorded_at"][:10],
            groups_of(doc, question) if groups_of else (),
        )
        yield tuple.__new__(ScoringRow, row)


def _scoring_test(
    selection: Selection,
) -> Callable[[PlainDoc, PlainDoc], bool] | None:
    """What is looked at at all: an explicit method, and a period that holds the due day."""
    if selection.method is None and selection.since is None and selection.until is None:
        return None
    methods = selection.method
    since = selection.since.isoformat() if selection.since else ""
    until = selection.until.isoformat() if selection.until else "9999-12-31"
    is_bounded = bool(selection.since or selection.until)

    def looks_at(forecast: PlainDoc, question: PlainDoc) -> bool:
        if methods is not None and forecast["method"] not in methods:
            return False
        return not is_bounded or ("due" in question and since <= question["due"] <= until)

    return looks_at


_MORE_TABLES: Mapping[GroupBy, Sequence[str]] = {
    GroupBy.PUBLISHER: ("articles",),
    GroupBy.PARENT: ("sources",),
    GroupBy.SOURCE_KIND: ("sources",),
}


def _groups(by: GroupBy, tables: PlainTables) -> Groups | None:
    """How to tell the groups of a forecast, or None where the source itself is the row."""
    articles, sources = tables.get("articles", {}), tables.get("sources", {})

    def publisher(forecast: PlainDoc) -> str | None:
        evidence: Sequence[PlainDoc] = forecast.get("evidence", ())
        article = articles.get(evidence[0].get("article", "")) if evidence else None
        return article.get("publisher") if article else None

    known: Mapping[GroupBy, Groups] = {
        GroupBy.VIA: lambda forecast, _: _each(forecast.get("via"), DIRECT),
        GroupBy.PUBLISHER: lambda forecast, _: _one(publisher(forecast), DIRECT),
        GroupBy.PARENT: lambda forecast, _: _one(
            sources.get(forecast["source"], {}).get("parent"), DIRECT
        ),
        GroupBy.TAG: lambda _, question: _each(question.get("tags"), NO_GROUP),
        GroupBy.SOURCE_KIND: lambda forecast, _: _one(
            sources.get(forecast["source"], {}).get("kind"), NO_GROUP
        ),
        GroupBy.CLAIM_KIND: lambda forecast, _: _one(forecast.get("claim_kind"), NO_GROUP),
        GroupBy.HORIZON: lambda forecast, question: horizon(forecast["made"], question.get("due")),
        GroupBy.QUARTER: lambda _, question: quarter(question.get("due")),
    }
    return known.get(by)


def _one(value: str | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return otherwise if value is None else (value,)


def _each(values: Sequence[str] | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values)) if values else otherwise


@lru_cache(maxsize=4096)
def horizon(made: str, due: str | None) -> tuple[str, ...]:
    """The bucket of the days from made to due; `(none)` for undated and for made after due."""
    if due is None or made > due:
        return NO_GROUP
    days = (date.fromisoformat(due) - date.fromisoformat(made)).days
    return (next((name for most, name in HORIZONS if days <= most), "366+"),)


def quarter(due: str | None) -> tuple[str, ...]:
    """The quarter that a due day lies in, such as `2026-q4`."""
    return NO_GROUP if due is None else (f"{due[:4]}-q{(int(due[5:7]) + 2) // 3}",)
