"""Entries and scoring rows made straight from documents, without making records of them.

These loops run over whole ledgers, so they do little per document. A document that does not have
what they need is handed to the codec, which says what is wrong with it.
"""

from collections import Counter
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


def scoring_rows(load: Callable[..., Tables], selection: Selection) -> list[ScoringRow]:
    """Every forecast that the selection looks at, in the order in which they were recorded."""
    tables = load("questions", "forecasts", "resolutions", *_MORE_TABLES.get(selection.by, ()))
    try:
        return list(_scoring_rows(tables, selection))
    except (KeyError, TypeError, AttributeError, ValueError):
        raise _fault(tables) from None


def _entry_rows(tables: Tables, wanted: EntryFilter) -> list[EntryRow]:
    questions, forecasts, resolutions = (
        tables[table] for table in ("questions", "forecasts", "resolutions")
    )
    passes = _question_test(wanted)
    sources = wanted.sources
    latest, updates = _latest(forecasts)
    rows: list[EntryRow] = []
    asked: set[str] = set()
    for (question, source), id in latest.items():
        asked.add(question)
        if sources and source not in sources:
            continue
        doc = questions[question]
        if passes is None or passes(question, doc, resolutions):
            outcome = resolutions.get(question)
            rows.append(_row(id, question, doc, forecasts[id], outcome, updates.get(id, 0)))
    if not sources:
        for question in questions.keys() - asked if len(asked) < len(questions) else ():
            doc = questions[question]
            if passes is None or passes(question, doc, resolutions):
                rows.append(
                    _row(question, question, doc, _NO_FORECAST, resolutions.get(question), 0)
                )
    return rows


def _latest(forecasts: Mapping[str, PlainDoc]) -> tuple[dict[tuple[str, str], str], Counter[str]]:
    """Id of the latest forecast of each (question, source), and the number of earlier ones."""
    latest: dict[tuple[str, str], str] = {}
    updates: Counter[str] = Counter()
    for id, doc in forecasts.items():
        key = (doc["question"], doc["source"])
        best = latest.setdefault(key, id)
        if best is not id:
            count = updates.pop(best, 0) + 1
            if _when_made(doc) >= _when_made(forecasts[best]):
                latest[key] = best = id
            updates[best] = count
    return latest, updates


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


def _question_test(
    wanted: EntryFilter,
) -> Callable[[str, PlainDoc, PlainDoc], bool] | None:
    """What a question has to pass, or None where everything does."""
    unresolved = wanted.unresolved
    if unresolved is None and wanted.question is None and _text_test(wanted) is None:
        return None
    matches = _text_test(wanted)

    def passes(id: str, doc: PlainDoc, resolutions: PlainDoc) -> bool:
        if unresolved is not None and (id not in resolutions) is not unresolved:
            return False
        if wanted.question is not None and id != wanted.question:
            return False
        return matches is None or matches(doc)

    return passes


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
