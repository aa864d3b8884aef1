"""Entries and scoring rows made straight from documents, without making records of them.

These loops run over whole ledgers, so they do little per document. A document that does not have
what they need is handed to the codec, which says what is wrong with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from forecastctl.errors import LedgerDamagedError
from forecastctl.model import Outcome
from forecastctl.scoring.tables import GroupBy, ScoringRow, Selection
from forecastctl.store.base import EntryFilter, EntryRow
from forecastctl.store.codec import PlainDoc, decode

Tables = Mapping[str, Mapping[str, PlainDoc]]
"""Documents by table and id, in the order in which they were recorded."""

Groups = Callable[[PlainDoc, PlainDoc], tuple[str, ...]]
"""The groups that a forecast on a question counts in."""

DIRECT = ("(direct)",)
NO_GROUP = ("(none)",)
HORIZONS = ((7, "0-7"), (30, "8-30"), (90, "31-90"), (365, "91-365"))
"""Largest number of days from made to due, and what that horizon is called."""


def entry_rows(tables: Tables, wanted: EntryFilter) -> list[EntryRow]:
    """The latest forecast of each source on each question; questions without any as well."""
    try:
        return _entry_rows(tables, wanted)
    except (KeyError, TypeError, AttributeError):
        raise _fault(tables) from None


def scoring_rows(load: Callable[..., Tables], selection: Selection) -> Iterator[ScoringRow]:
    """Every forecast that the selection looks at, in the order in which they were recorded."""
    tables = load("questions", "forecasts", "resolutions", *_MORE_TABLES.get(selection.by, ()))
    try:
        yield from _scoring_rows(tables, selection)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise _fault(tables) from None


def _entry_rows(tables: Tables, wanted: EntryFilter) -> list[EntryRow]:
    forecasts, resolutions = tables["forecasts"], tables["resolutions"]
    questions = _wanted_questions(tables, wanted)
    first, several = _forecasts_on(questions, tables)
    sources = wanted.sources
    rows: list[EntryRow] = []
    add = rows.append
    for question, only in first.items():
        doc, outcome = questions[question], resolutions.get(question)
        on_it = several.get(question)
        for id, updates in _latest(on_it, forecasts) if on_it else ((only, 0),):
            forecast = forecasts[id]
            if not sources or forecast["source"] in sources:
                add(_row(id, question, doc, forecast, outcome, updates))
    if not sources:
        for id, doc in questions.items():
            if id not in first:
                add(_row(id, id, doc, _NO_FORECAST, resolutions.get(id), 0))
    return rows


def _wanted_questions(tables: Tables, wanted: EntryFilter) -> Mapping[str, PlainDoc]:
    """The questions that pass the filter."""
    questions, resolutions = tables["questions"], tables["resolutions"]
    if wanted.question is not None:
        questions = {id: doc for id, doc in questions.items() if id == wanted.question}
    if wanted.unresolved is not None:
        is_kept = wanted.unresolved
        questions = {id: doc for id, doc in questions.items() if (id not in resolutions) is is_kept}
    matches = _text_test(wanted)
    if matches is not None:
        questions = {id: doc for id, doc in questions.items() if matches(doc)}
    return questions


def _forecasts_on(
    questions: Mapping[str, PlainDoc], tables: Tables
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The first forecast on each of these questions, and all on those that have several."""
    known = tables["questions"]
    first: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for id, doc in tables["forecasts"].items():
        question = doc["question"]
        if question in questions:
            before = first.setdefault(question, id)
            if before is not id:
                several.setdefault(question, [before]).append(id)
        elif question not in known:
            raise KeyError(question)
    return first, several


def _latest(ids: Sequence[str], forecasts: Mapping[str, PlainDoc]) -> Iterator[tuple[str, int]]:
    """The latest forecast of each source, and how many came before it."""
    by_source: dict[str, list[str]] = {}
    for id in ids:
        by_source.setdefault(forecasts[id]["source"], []).append(id)
    for mine in by_source.values():
        yield sorted(mine, key=lambda id: _when_made(forecasts[id]))[-1], len(mine) - 1


def _when_made(doc: PlainDoc) -> tuple[str, str]:
    """Sorts by day, then instant. Without its `Z` a fraction sorts behind its whole second."""
    return doc["made"], doc.get("made_at", "")[:-1]


_OUTCOMES: Mapping[str | None, Outcome | None] = {
    None: None,
    **{outcome.value: outcome for outcome in Outcome},
}
_NO_FORECAST: PlainDoc = {"source": None, "method": "", "said": "+", "made": None}
_UNRESOLVED: PlainDoc = {"outcome": None}
_new_row = tuple.__new__


def _row(
    id: str,
    question_id: str,
    question: PlainDoc,
    forecast: PlainDoc,
    resolution: PlainDoc | None,
    updates: int,
) -> EntryRow:
    due = question.get("due")
    row = (
        id,
        question_id,
        forecast["source"],
        question["text"],
        forecast.get("probability"),
        forecast["method"] == "worded",
        forecast["said"],
        forecast["made"],
        due,
        "due_assumed" in question,
        question.get("check_on", due),
        _OUTCOMES[(resolution or _UNRESOLVED)["outcome"]],
        tuple(question.get("tags", ())),
        updates,
    )
    return _new_row(EntryRow, row)


def _text_test(wanted: EntryFilter) -> Callable[[PlainDoc], bool] | None:
    """What the document of a question has to pass, or None where every one does."""
    tag, search = wanted.tag, wanted.search and _folded(wanted.search)
    before = wanted.due_before and wanted.due_before.isoformat()
    if not (tag or search or before):
        return None

    def matches(doc: PlainDoc) -> bool:
        if tag and tag not in doc.get("tags", ()):
            return False
        if before and doc.get("due", "9999-99-99") >= before:
            return False
        return (
            not search
            or search in _folded(doc["text"])
            or search in _folded(doc.get("criteria", ""))
        )

    return matches


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


def _scoring_rows(tables: Tables, selection: Selection) -> Iterator[ScoringRow]:
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
        yield _new_row(ScoringRow, row)


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


def _groups(by: GroupBy, tables: Tables) -> Groups | None:
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


def _fault(tables: Tables) -> LedgerDamagedError:
    """What is wrong with documents that could not be used: the first fault in them."""
    for table, docs in tables.items():
        for id, doc in docs.items():
            try:
                decode(table, id, doc)
            except LedgerDamagedError as error:
                return error
    for id, doc in tables["forecasts"].items():
        if doc["question"] not in tables["questions"]:
            message = f"forecasts {id}: question: there is no question {doc['question']}"
            return LedgerDamagedError(f"{message}; see: forecastctl log {id}")
    return LedgerDamagedError("a document of the ledger cannot be used; see: forecastctl verify")
