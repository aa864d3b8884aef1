"""Scoring rows made straight from documents, in one pass, without making records of them.

This runs over whole ledgers. Of every document only what scoring needs is kept, in the order of the
columns of a `ScoringRow`, so that a row is three tuples put together.
"""

from collections.abc import Callable, Iterable, Iterator

from forecastctl.scoring.tables import GroupBy, ScoringRow, Selection
from forecastctl.store.codec import PlainTables
from forecastctl.store.entries import Version
from forecastctl.store.groups import Groups, by_forecast, by_question

_FromForecast = tuple[
    str,
    str,
    str,
    float | None,
    float | None,
    float | None,
    str | None,
    str,
    str,
    str | None,
    str,
    tuple[str, int],
]
_FromQuestion = tuple[bool, str | None, bool, str | None]
_FromResolution = tuple[str | None, str | None, str | None]
_METHOD = 7
_UNRESOLVED: _FromResolution = (None, None, None)
_NO_GROUPS: Groups = ()


class Gathered:
    """What scoring needs of a ledger. KeyError and the like: one of its documents is wrong."""

    def __init__(
        self, versions: Iterable[Version], docs: Callable[[str], PlainTables], by: GroupBy
    ) -> None:
        self._of_forecast = by_forecast(by, docs)
        self._of_question = by_question(by)
        self._forecasts: dict[str, _FromForecast] = {}
        self._questions: dict[str, _FromQuestion] = {}
        self._resolutions: dict[str, _FromResolution] = {}
        self._groups: dict[str, Groups] = {}
        self._gather(versions)

    def rows(self, selection: Selection) -> Iterator[ScoringRow]:
        """Every forecast that the selection looks at, in the order in which they were recorded."""
        questions, resolutions = self._questions, self._resolutions
        looks_at, groups_of = _test(selection), self._groups_of()
        new = tuple.__new__
        for forecast in self._forecasts.values():
            on = forecast[1]
            question = questions[on]
            if looks_at is None or looks_at(forecast, question):
                groups = groups_of(forecast, question) if groups_of else _NO_GROUPS
                resolution = resolutions.get(on, _UNRESOLVED)
                yield new(ScoringRow, (*forecast, *question, *resolution, groups))

    def _gather(self, versions: Iterable[Version]) -> None:
        """Take in all versions; in one piece, because calls would take half of the time."""
        forecasts, questions, resolutions = self._forecasts, self._questions, self._resolutions
        of_forecast, of_question, groups = self._of_forecast, self._of_question, self._groups
        places: dict[str, int] = {}
        for order, (table, id, doc) in enumerate(versions):
            if doc is None:
                self._delete(table, id)
                places.pop(id, None)
            elif table == "forecasts":
                get = doc.get
                forecasts[id] = (
                    id,
                    doc["question"],
                    doc["source"],
                    get("probability"),
                    get("low"),
                    get("high"),
                    get("wording"),
                    doc["method"],
                    doc["said"],
                    get("claim_kind"),
                    doc["made"],
                    (get("made_at", "")[:-1], places.setdefault(id, order)),
                )
                if of_forecast:
                    groups[id] = of_forecast(doc)
            elif table == "questions":
                due, is_assumed = doc.get("due"), "due_assumed" in doc
                questions[id] = (doc["type"] == "binary", due, is_assumed, doc.get("event"))
                if of_question:
                    groups[id] = of_question(doc)
            elif table == "resolutions":
                on, recorded_on = doc.get("happened_on"), doc["recorded_at"][:10]
                resolutions[id] = (doc["outcome"], on, recorded_on)

    def _delete(self, table: str, id: str) -> None:
        if table == "forecasts":
            self._forecasts.pop(id, None)
        elif table == "questions":
            self._questions.pop(id, None)
        elif table == "resolutions":
            self._resolutions.pop(id, None)

    def _groups_of(self) -> "Callable[[_FromForecast, _FromQuestion], Groups] | None":
        groups = self._groups
        if self._of_forecast:
            return lambda forecast, _: groups[forecast[0]]
        if self._of_question:
            return lambda forecast, _: groups[forecast[1]]
        return None


def _test(
    selection: Selection,
) -> Callable[[_FromForecast, _FromQuestion], bool] | None:
    """What is looked at at all: an explicit method, and a period that holds the due day."""
    if selection.method is None and selection.since is None and selection.until is None:
        return None
    methods = selection.method
    since = selection.since.isoformat() if selection.since else ""
    until = selection.until.isoformat() if selection.until else "9999-12-31"
    is_bounded = bool(selection.since or selection.until)

    def looks_at(forecast: _FromForecast, question: _FromQuestion) -> bool:
        if methods is not None and forecast[_METHOD] not in methods:
            return False
        due = question[1]
        return not is_bounded or (due is not None and since <= due <= until)

    return looks_at
