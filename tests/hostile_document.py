"""Hypothesis strategies for exports full of text that breaks careless readers."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from forecastctl.formats.document import Document
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    ClaimKind,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Precision,
    Question,
    Resolution,
    Said,
    Source,
    SourceKind,
)

PIECES = (
    '"',
    "'",
    "''",
    ",",
    ";",
    "\\",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "=1+1",
    "+",
    "-",
    "@x",
    " ",
    "\u202e",
    "\u2028",
    "\x1b[31m",
    "\x07",
    "\ufeff",
    "é",
    "e\u0301",
    "🦔",
    "שלום",
    "none",
    "null",
    "1e5",
    "a",
    "[link]",
)
TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
SPOKEN = TEXT.map(lambda text: text if text.strip() else text + "x")
MAYBE = st.none() | TEXT
DAY = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MOMENT = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
P = st.sampled_from((0.0, 1.0, 1 / 3, 5e-324, 0.1 + 0.2)) | st.floats(0, 1)

SOURCE_IDS = ("538", "a-b", "me", "żółć")
ARTICLE_IDS = ("000000000001", "1234567e0000", "abcdefabcdef")
QUESTION_IDS = ("00000001", "12345678", "1234e567", "zzzzzzzz")
FORECAST_IDS = ("00000002", "2234e567", "87654321", "yyyyyyyy")
CANDIDATE_IDS = ("a00000000000", "b00000000000")


@st.composite
def sources(draw: st.DrawFn, id: str) -> Source:
    parents = [other for other in SOURCE_IDS if other != id]
    return Source(
        id=id,
        name=draw(SPOKEN) + id,
        kind=draw(st.sampled_from(SourceKind)),
        aliases=tuple(draw(st.lists(TEXT.map(lambda text: f"{text}{id}*"), max_size=1))),
        parent=draw(st.none() | st.sampled_from(parents)),
    )


@st.composite
def articles(draw: st.DrawFn, id: str) -> Article:
    published = draw(st.none() | DAY)
    return Article(
        id=id,
        title=draw(MAYBE),
        url=draw(MAYBE),
        publisher=draw(st.none() | st.sampled_from(SOURCE_IDS)),
        authors=tuple(draw(st.lists(st.sampled_from(SOURCE_IDS), max_size=2))),
        published=published,
        precision=Precision.MONTH if published else Precision.NONE,
        retrieved=draw(st.none() | DAY),
        sha256=draw(st.none() | st.just("1" * 64) | st.just("ab" * 32)),
        words=draw(st.none() | st.integers(0, 10**6)),
    )


@st.composite
def questions(draw: st.DrawFn, id: str) -> Question:
    due = draw(st.none() | DAY)
    return Question(
        id=id,
        text=draw(SPOKEN),
        criteria=draw(MAYBE),
        condition=draw(MAYBE),
        opened=draw(st.none() | DAY),
        due=due,
        due_assumed=due is not None and draw(st.booleans()),
        check_on=draw(st.none() | DAY),
        tags=tuple(draw(st.lists(SPOKEN, max_size=3))),
        event=draw(MAYBE),
        note=draw(MAYBE),
        origin=draw(MAYBE),
    )


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    span = draw(st.none() | st.tuples(st.integers(0, 99), st.integers(100, 200)))
    quote = draw(MAYBE) if span else draw(TEXT)
    start, end = span or (None, None)
    return Evidence(
        article=draw(st.none() | st.sampled_from(ARTICLE_IDS)), start=start, end=end, quote=quote
    )


@st.composite
def forecasts(draw: st.DrawFn, id: str) -> Forecast:
    low, p, high = sorted(draw(st.tuples(P, P, P)))
    has_range = draw(st.booleans())
    wording = draw(MAYBE)
    return Forecast(
        id=id,
        question=draw(st.sampled_from(QUESTION_IDS)),
        source=draw(st.sampled_from(SOURCE_IDS)),
        made=draw(DAY),
        made_at=draw(st.none() | MOMENT),
        via=tuple(draw(st.lists(st.sampled_from(SOURCE_IDS), max_size=2))),
        probability=p if has_range else draw(st.none() | P),
        low=low if has_range else None,
        high=high if has_range else None,
        wording=wording,
        method=Method.WORDED if wording else draw(st.sampled_from((Method.STATED, Method.JUDGED))),
        said=draw(st.sampled_from(Said)),
        claim_kind=draw(st.none() | st.sampled_from(ClaimKind)),
        evidence=tuple(draw(st.lists(evidence(), max_size=2))),
        url=draw(MAYBE),
        note=draw(MAYBE),
        origin=draw(MAYBE),
    )


@st.composite
def resolutions(draw: st.DrawFn, question: str) -> Resolution:
    return Resolution(
        question=question,
        outcome=draw(st.sampled_from(Outcome)),
        recorded_at=draw(MOMENT),
        happened_on=draw(st.none() | DAY),
        by=draw(MAYBE),
        proof=draw(MAYBE),
        note=draw(MAYBE),
        origin=draw(MAYBE),
    )


@st.composite
def candidates(draw: st.DrawFn, id: str, accepted_as: tuple[str, ...]) -> Candidate:
    forecast = draw(st.none() | st.sampled_from(accepted_as)) if accepted_as else None
    return Candidate(
        id=id,
        article=draw(st.sampled_from(ARTICLE_IDS)),
        claim=draw(SPOKEN),
        source=draw(SPOKEN),
        source_kind="author",
        hedge=draw(TEXT),
        probability=draw(st.none() | P),
        due=draw(st.none() | DAY),
        flags=tuple(draw(st.lists(TEXT, max_size=2))),
        evidence=tuple(draw(st.lists(evidence(), max_size=2))),
        context=draw(st.none() | SPOKEN),
        confidence=draw(P),
        state=CandidateState.ACCEPTED if forecast else CandidateState.REJECTED,
        forecast=forecast,
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """An export in which everything that is named is there."""
    made = tuple(draw(forecasts(id)) for id in FORECAST_IDS if draw(st.booleans()))
    ids = tuple(forecast.id for forecast in made)
    resolved = [id for id in QUESTION_IDS if draw(st.booleans())]
    return Document(
        sources=tuple(draw(sources(id)) for id in SOURCE_IDS),
        articles=tuple(draw(articles(id)) for id in ARTICLE_IDS),
        questions=tuple(draw(questions(id)) for id in QUESTION_IDS),
        forecasts=made,
        resolutions=tuple(draw(resolutions(id)) for id in resolved),
        candidates=tuple(draw(candidates(id, ids)) for id in CANDIDATE_IDS),
    )
