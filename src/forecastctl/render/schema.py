"""The shape of the objects in JSON documents. Keys without a value are null, never absent."""

from typing import TypedDict


class EvidenceObject(TypedDict):
    """The quoted words behind a forecast, and where they stand."""

    article: str | None
    start: int | None
    end: int | None
    quote: str | None


class EntryObject(TypedDict):
    """An entry. A question without a forecast has no source and no probability."""

    id: str
    question: str
    claim: str
    source: str | None
    via: list[str]
    outlet: str | None
    probability: float | None
    low: float | None
    high: float | None
    wording: str | None
    method: str | None
    said: str | None
    claim_kind: str | None
    condition: str | None
    made: str | None
    due: str | None
    due_assumed: bool
    check_on: str | None
    state: str
    outcome: str | None
    happened_on: str | None
    proof: str | None
    by: str | None
    tags: list[str]
    event: str | None
    article: str | None
    url: str | None
    evidence: list[EvidenceObject]
    criteria: str | None
    note: str | None
    updates: int


class EntriesDocument(TypedDict):
    """`entries/1`."""

    schema: str
    entries: list[EntryObject]


class QuestionObject(TypedDict):
    """A question with its state on the day."""

    id: str
    text: str
    criteria: str | None
    condition: str | None
    opened: str | None
    due: str | None
    due_assumed: bool
    check_on: str | None
    tags: list[str]
    event: str | None
    note: str | None
    state: str
    outcome: str | None


class QuestionRowObject(QuestionObject):
    """A question in a list, with the number of sources that forecast it."""

    sources: int


class SourceObject(TypedDict):
    """A source with the number of its entries."""

    id: str
    name: str
    kind: str
    aliases: list[str]
    parent: str | None
    entries: int


class ChangeObject(TypedDict):
    """A record that a transaction added, changed or deleted."""

    table: str
    id: str
    change: str


class CommitObject(TypedDict):
    """A transaction."""

    commit: int
    at: str
    user: str
    command: str
    undone_by: int | None
    changes: list[ChangeObject]


class ResolutionObject(TypedDict):
    """How a question turned out."""

    outcome: str
    happened_on: str | None
    recorded_at: str
    by: str | None
    proof: str | None
    note: str | None


class RangeObject(TypedDict):
    """A probability of the positive event with its range."""

    low: float | None
    typical: float | None
    high: float | None


class SpanObject(TypedDict):
    """Words of an article, and where they stand in its text."""

    start: int | None
    end: int | None
    quote: str | None


class CandidateObject(TypedDict):
    """A forecast found in an article."""

    id: str
    article_id: str
    claim: str
    polarity: str
    source: str
    source_kind: str
    via: list[str]
    hedge: str
    probability: RangeObject
    method: str
    made: str | None
    due: str | None
    due_start: str | None
    due_phrase: str | None
    due_flags: list[str]
    condition: str | None
    kind: str
    evidence: list[SpanObject]
    text_sha256: str | None
    flags: list[str]
    engine: str
    lexicon: str
    confidence: float
    state: str
    forecast: str | None


CANDIDATE_COLUMNS = (
    *("id", "article_id", "file", "claim", "polarity", "source", "source_kind", "via", "hedge"),
    *("probability", "low", "high", "method", "made", "due", "due_start", "due_phrase"),
    *("due_flags", "condition", "kind", "start", "end", "quote", "flags", "engine", "lexicon"),
    *("confidence", "state", "forecast"),
)
"""Of candidates in a spreadsheet; the quote is the first one."""


class ReadArticleObject(TypedDict):
    """The article that candidates were found in; `published_from` says where the day stood."""

    id: str
    file: str | None
    title: str | None
    author: str | None
    outlet: str | None
    url: str | None
    published: str | None
    precision: str
    published_from: str | None
    sha256: str | None
    words: int | None


class DropObject(TypedDict):
    """A sentence with a trigger that gave no candidate, and why."""

    start: int
    end: int
    text: str
    reason: str
    phrase: str


class CandidatesDocument(TypedDict):
    """`candidates/1`."""

    schema: str
    article: ReadArticleObject
    candidates: list[CandidateObject]
    drops: list[DropObject]


REPORT_KEYS = (
    "today",
    "use",
    "include_early",
    "method",
    "without",
    "since",
    "until",
    "by",
    "common",
    "reference",
    "seed",
    "draws",
    "excluded",
)
"""Of `report/1`, before its rows and footnotes; fields of the report with the same names."""

SOURCE_REPORT_KEYS = (
    "source",
    "group",
    "n",
    "n_clusters",
    "n_yes",
    "n_worded",
    "n_announced",
    "excluded",
    "brier",
    "brier_ci",
    "verbal",
    "brier_bounds",
    "hit_rate",
    "hit_rate_ci",
    "base_rate",
    "mean_p",
    "bias",
    "skill",
    "skill_reference",
    "excess",
    "excess_ci",
    "verdict",
    "calibration_call",
    "log_score",
    "n_inf",
    "miscalibration",
    "discrimination",
    "uncertainty",
    "auc",
    "spiegelhalter_z",
    "z_cluster",
    "z_p",
    "z_p_bh",
    "n_shared",
    "peer_excess",
    "shrunk_excess",
    "rank_range",
    "hidden",
    "log_mcb",
    "log_dsc",
    "log_unc",
    "mcb_null_mean",
    "mcb_p",
    "mcb_p_bh",
    "se_cluster",
    "shrunk_ci",
    "trend",
    "n_distinct_p",
)

PHRASE_KEYS = (
    "phrase",
    "said",
    "low",
    "high",
    "n",
    "n_clusters",
    "happened",
    "rate",
    "rate_ci",
    "level",
    "phrase_p",
    "phrase_p_bh",
    "phrase_test",
    "hidden",
)

CALIBRATION_KEYS = (
    "today",
    "use",
    "sources",
    "n",
    "n_clusters",
    "n_worded",
    "bins_wanted",
    "level",
    "seed",
    "draws",
    "excluded",
)

BIN_KEYS = ("low", "high", "n", "k", "mean_p", "rate", "ci", "band", "misses")

STEP_KEYS = ("low", "high", "n", "k")

COMPARISON_KEYS = (
    "today",
    "use",
    "a",
    "b",
    "n_common",
    "n_only_a",
    "n_only_b",
    "n_clusters",
    "n_worded",
    "brier_a",
    "brier_b",
    "mean_diff",
    "se_cluster",
    "ci",
    "level",
    "t",
    "df",
    "p_t",
    "p_signflip",
    "signflip_draws",
    "seed",
    "d_miscalibration",
    "d_discrimination",
    "robust",
    "verdict",
    "hidden",
    "footnotes",
)
