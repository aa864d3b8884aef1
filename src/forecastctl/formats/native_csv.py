"""Our own export as CSV: a row for each forecast, and for each question without any."""

from collections.abc import Mapping
from typing import Any

from forecastctl.formats.csv_columns import (
    ARTICLE,
    COLUMNS,
    EVIDENCE,
    FORECAST,
    NEEDED,
    QUESTION,
    REQUIRED,
    RESOLUTION,
    SOURCE,
    UNDATED,
    Part,
    bare,
    text_cell,
    write_part,
)
from forecastctl.formats.document import (
    Collector,
    Document,
    Located,
    Parsed,
    ReadOptions,
    counted,
)
from forecastctl.formats.fields import problem_of, shorten
from forecastctl.formats.table import Row, header_faults, read_rows, write_row
from forecastctl.model import (
    Article,
    Evidence,
    Forecast,
    Precision,
    Question,
    Resolution,
    Source,
)

NAME = "forecastctl"


def write_csv(document: Document) -> str:
    """The table, by question, then forecast."""
    sources = {source.id: source for source in document.sources}
    articles = {article.id: article for article in document.articles}
    resolutions = {resolution.question: resolution for resolution in document.resolutions}
    forecasts: dict[str, list[Forecast]] = {}
    for forecast in document.forecasts:
        forecasts.setdefault(forecast.question, []).append(forecast)
    lines = [write_row(COLUMNS)]
    for question in document.questions:
        shared = _EMPTY | _question_cells(question, resolutions.get(question.id))
        mine = forecasts.get(question.id, ())
        rows = [shared | _forecast_cells(forecast, sources, articles) for forecast in mine]
        for row in rows or [shared]:
            lines.append(write_row(row[name] for name in COLUMNS))
    return "".join(lines)


def _question_cells(question: Question, resolution: Resolution | None) -> dict[str, str]:
    cells = write_part(QUESTION, question)
    cells["due"] = cells["due"] or UNDATED
    cells["origin"] = text_cell(question.origin or "")
    return cells | (write_part(RESOLUTION, resolution) if resolution else {})


def _forecast_cells(
    forecast: Forecast, sources: Mapping[str, Source], articles: Mapping[str, Article]
) -> dict[str, str]:
    cells = write_part(FORECAST, forecast)
    cells["source_kind"] = sources[forecast.source].kind
    cells["origin"] = text_cell(forecast.origin or "")
    if forecast.evidence:
        first = forecast.evidence[0]
        article = articles.get(first.article or "")
        cells |= write_part(ARTICLE, article) if article else {}
        cells |= write_part(EVIDENCE, first)
    return cells


_EMPTY = dict.fromkeys(COLUMNS, "")


def left_out(document: Document) -> str | None:
    """What the table cannot hold, as a sentence, or None."""
    quotes = sum(max(len(forecast.evidence) - 1, 0) for forecast in document.forecasts)
    kinds = ((quotes, "further quote"), (len(document.candidates), "candidate"))
    counts = [counted(n, what) for n, what in kinds if n]
    return f"left out: {' and '.join(counts)}; --to json has everything" if counts else None


def recognises(text: str) -> bool:
    """True where the first line has the columns that no other table of forecasts has."""
    first = text.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")
    return {"question_id", "forecast_id", "recorded_at"} <= set(first.split(","))


def read_csv(text: str, options: ReadOptions) -> Parsed:
    """Read our own table; what it does not hold keeps its default."""
    collector = Collector(NAME)
    try:
        rows = list(read_rows(text))
    except ValueError as error:
        collector.problem("file", None, str(error))
        return collector.parsed()
    header = [name.strip() for name in rows[0].cells] if rows else []
    if _is_usable(collector, header, options):
        reader = _RowReader(collector, header)
        for row in rows[1:]:
            reader.read(row)
        reader.add_passed_on()
    return collector.parsed()


def _is_usable(collector: Collector, header: list[str], options: ReadOptions) -> bool:
    """Check the columns; without the required ones no row can be read."""
    faults = header_faults(header, REQUIRED)
    for fault in faults:
        collector.problem("line 1", None, fault)
    unknown = [shorten(name) for name in header if name not in COLUMNS]
    if unknown and options.strict:
        collector.problem("line 1", None, f"unknown columns: {', '.join(unknown)}")
    elif unknown:
        collector.notes.append(f"ignored columns: {', '.join(unknown)}")
    return not faults


class _RowReader:
    """Reads row after row; a row with any problem is left out whole."""

    def __init__(self, collector: Collector, header: list[str]) -> None:
        self._collector = collector
        self._header = header
        self._passed_on: dict[str, str] = {}
        self._columns = {
            part.table: {column.field: column.name for column in part.columns}
            for part in (QUESTION, SOURCE, FORECAST, ARTICLE, RESOLUTION)
        }
        self._spoken_of = {
            part.table: frozenset(c.field for c in part.columns if c.name in header) - {"id"}
            for part in (QUESTION, SOURCE, FORECAST, ARTICLE, RESOLUTION)
        }

    def read(self, row: Row) -> None:
        """Read one row."""
        where = f"line {row.line}"
        if len(row.cells) != len(self._header):
            message = f"has {len(row.cells)} cells, but there are {len(self._header)} columns"
            self._collector.problem(where, None, message)
            self._collector.refuse("forecasts")
            return
        cells = dict(zip(self._header, row.cells, strict=True))
        n_problems = len(self._collector.problems)
        records = self._records(where, cells)
        is_good = len(self._collector.problems) == n_problems
        if not (is_good and all([self._keep(located) for located in records])):
            self._collector.refuse("forecasts" if cells["forecast_id"] else "questions")

    def add_passed_on(self) -> None:
        """Keep the sources that only passed something on: of them the id is all there is."""
        for id, where in self._passed_on.items():
            if not self._collector.has("sources", id):
                source = Source(id=id, name=id)
                self._collector.add(Located(where, "sources", source, frozenset()))

    def _keep(self, located: Located) -> bool:
        if not isinstance(located.record, Forecast):
            return self._collector.agree(located, self._columns[located.table])
        for id in located.record.via:
            self._passed_on.setdefault(id, located.where)
        return self._collector.add(located)

    def _records(self, where: str, cells: Mapping[str, str]) -> list[Located]:
        """The records of a row. Where something is wrong it is noted, and some are missing."""
        origin = bare(cells.get("origin", "")) or None
        is_forecast = bool(cells["forecast_id"])
        question = self._made(where, cells, QUESTION, {} if is_forecast else {"origin": origin})
        found = [question]
        if question and self._is_given(where, cells, RESOLUTION, "outcome"):
            extra = {"question": question.record.id}
            found.append(self._made(where, cells, RESOLUTION, extra))
        if question and self._is_given(where, cells, FORECAST, "forecast_id"):
            found.append(self._made(where, cells, SOURCE, {"name": bare(cells["source"])}))
            found.append(self._article(where, cells))
            evidence = self._evidence(where, cells)
            of_forecast = {"question": question.record.id, "origin": origin, "evidence": evidence}
            found.append(self._made(where, cells, FORECAST, of_forecast))
        return [located for located in found if located]

    def _is_given(self, where: str, cells: Mapping[str, str], part: Part, key: str) -> bool:
        """True where the cell is filled without which the rest of the part means nothing."""
        if cells.get(key):
            return True
        stray = next((column.name for column in part.columns if cells.get(column.name)), None)
        if stray:
            self._collector.problem(where, key, f"is empty, but {stray} is given")
        return False

    def _article(self, where: str, cells: Mapping[str, str]) -> Located | None:
        if not self._is_given(where, cells, ARTICLE, "article"):
            return None
        is_dated = bool(cells.get("article_published"))
        precision = Precision.DAY if is_dated else Precision.NONE
        located = self._made(where, cells, ARTICLE, {"precision": precision})
        return located and located._replace(fields=self._spoken_of["articles"])

    def _evidence(self, where: str, cells: Mapping[str, str]) -> tuple[Evidence, ...]:
        values = self._values(where, cells, EVIDENCE)
        if not values:
            return ()
        try:
            return (Evidence(**values),)
        except ValueError as error:
            self._collector.problem(where, "quote", problem_of(error)[1])
            return ()

    def _made(
        self,
        where: str,
        cells: Mapping[str, str],
        part: Part,
        extra: Mapping[str, object],
    ) -> Located | None:
        values = self._values(where, cells, part)
        if values is None:
            return None
        fields = self._spoken_of[part.table] | (extra.keys() - {"question", "name"})
        try:
            return Located(where, part.table, part.make(**values, **extra), fields)
        except ValueError as error:
            field, message = problem_of(error)
            column = self._columns[part.table].get(field or "", field)
            self._collector.problem(where, column, message)
            return None

    def _values(self, where: str, cells: Mapping[str, str], part: Part) -> dict[str, Any] | None:
        """The fields of a part that are filled; None, and the problems noted, where one is bad."""
        values = {}
        is_good = True
        for name, field, _, read in part.columns:
            cell = cells.get(name)
            try:
                if cell:
                    values[field] = read(cell)
                elif name in NEEDED:
                    raise ValueError(NEEDED[name])
            except ValueError as error:
                self._collector.problem(where, name, str(error))
                is_good = False
        return values if is_good else None
