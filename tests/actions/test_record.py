"""Adding claims, joining questions, updating."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forecastctl.actions.record import (
    Added,
    Draft,
    DraftForecast,
    DraftUpdate,
    add_entry,
    add_forecast,
    check_add,
    update_forecast,
)
from forecastctl.errors import ConflictError, NotFoundError, UsageError
from forecastctl.model import Method, SourceKind
from ledger_table import NOW, TODAY, Book, book_of, stated

DRAFT = Draft(
    claim="The Fed cuts rates in December",
    source="Reuters",
    stated=stated(0.7),
    made=TODAY,
    due=date(2026, 12, 9),
)


def add(book: Book, draft: Draft, **options: bool) -> Added:
    with book.write("add") as ledger:
        return add_entry(ledger, draft, today=TODAY, **options)


def update(book: Book, typed: str, draft: DraftUpdate) -> Added:
    with book.write("update") as ledger:
        return update_forecast(ledger, typed, draft, today=TODAY)


def test_a_new_claim_makes_question_forecast_and_source_at_once() -> None:
    book = book_of("source  p")

    added = add(book, replace(DRAFT, tags=(" rates", "rates "), event="December meeting"))

    entry = book.read().entry(added.forecast.id)
    assert entry == added.entry
    assert added.question_is_new
    assert entry.question.text == "The Fed cuts rates in December"
    assert (entry.question.due, entry.question.opened) == (date(2026, 12, 9), TODAY)
    assert (entry.question.tags, entry.question.event) == (("rates",), "december-meeting")
    assert entry.forecast is not None
    assert (entry.forecast.source, entry.forecast.probability) == ("reuters", 0.7)
    assert [source.name for source in added.new_sources] == ["Reuters"]


def test_words_are_kept_with_their_range() -> None:
    added = add(book_of("source  p"), replace(DRAFT, stated=stated(0.8, "likely")))

    forecast = added.forecast
    assert (forecast.wording, forecast.method) == ("likely", Method.WORDED)
    assert (forecast.low, forecast.high) == (0.8 - 0.1, 0.8 + 0.1)


def test_my_own_source_is_of_kind_self_others_are_unknown() -> None:
    book = book_of("source  p")

    add(book, replace(DRAFT, source="me", via=("City Post",)))

    kinds = {source.id: source.kind for source in book.read().sources()}
    assert kinds == {"me": SourceKind.SELF, "city-post": SourceKind.UNKNOWN}


def test_the_same_claim_and_day_by_another_source_joins_the_question() -> None:
    book = book_of(
        """
        source   p    claim                           due
        reuters  70%  The Fed cuts rates in December  2026-12-09
        """
    )

    added = add(book, replace(DRAFT, claim="the  FED cuts rates in december ", source="me"))

    assert not added.question_is_new
    assert added.entry.question.id == "001q0000"
    assert [entry.id for entry in added.others] == ["001f0000"]


@pytest.mark.parametrize(
    "different",
    [
        {"due": date(2026, 12, 10)},
        {"due": None},
        {"condition": "unemployment rises"},
        {"claim": "The Fed cuts rates twice in December"},
    ],
)
def test_another_day_condition_or_text_is_another_question(different: dict[str, object]) -> None:
    book = book_of(
        """
        source  p    claim                           due
        me      70%  The Fed cuts rates in December  2026-12-09
        """
    )

    assert add(book, replace(DRAFT, source="me", **different)).question_is_new  # type: ignore[arg-type]


def test_the_same_prediction_by_the_same_source_is_refused_with_the_update_command() -> None:
    book = book_of(
        """
        source   p    claim                           due
        reuters  70%  The Fed cuts rates in December  2026-12-09
        """
    )

    with pytest.raises(ConflictError) as refused:
        add(book, replace(DRAFT, stated=stated(0.6)))

    assert str(refused.value) == (
        "001f is this prediction; a new probability: forecastctl update 001f -p 60%"
    )
    assert refused.value.exit_code == 6
    assert book.n_commits() == 1


def test_similar_open_questions_are_named_and_resolved_ones_are_not() -> None:
    book = book_of(
        """
        source  p    claim                                outcome
        me      70%  The Fed cuts rates in December 2026  -
        me      70%  The Fed cuts rates in December 2025  yes
        """
    )

    added = add(book, DRAFT)

    assert [question.id for question in added.similar] == ["001q0000"]


def test_joining_fills_in_what_the_question_lacks_and_keeps_the_note_with_the_forecast() -> None:
    book = book_of(
        """
        source  p    claim                           due         tags
        me      70%  The Fed cuts rates in December  2026-12-09  fed
        """
    )

    added = add(book, replace(DRAFT, criteria="by 25bp", tags=("rates",), note="heard on TV"))

    question = added.entry.question
    assert (question.criteria, question.tags, question.note) == ("by 25bp", ("fed", "rates"), None)
    assert added.forecast.note == "heard on TV"


def test_joining_with_other_criteria_is_a_conflict() -> None:
    book = book_of(
        """
        source  p    claim                           due         criteria
        me      70%  The Fed cuts rates in December  2026-12-09  by 25bp
        """
    )

    with pytest.raises(ConflictError, match=r"001q asks this already, with another criteria"):
        add(book, replace(DRAFT, criteria="by 50bp"))


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (replace(DRAFT, claim=" \n\t"), "the claim is blank"),
        (replace(DRAFT, made=date(2026, 11, 22)), "lies after today"),
        (replace(DRAFT, due=date(2026, 11, 20)), "lies after the due day"),
        (replace(DRAFT, check_on=date(2026, 11, 20)), "lies before the forecast"),
        (replace(DRAFT, source="Author"), "nobody's name"),
        (replace(DRAFT, source="THE  author"), "nobody's name"),
        (replace(DRAFT, source="officials"), "officials (Reuters)"),
        (replace(DRAFT, source="..."), "no letter or digit"),
        (replace(DRAFT, via=("reuters",)), "cannot pass on its own words"),
        (replace(DRAFT, tags=("rates", " ")), "a tag is blank"),
    ],
)
def test_impossible_drafts_are_refused_and_nothing_is_written(draft: Draft, message: str) -> None:
    book = book_of("source  p")

    with pytest.raises(UsageError) as refused:
        add(book, draft)

    assert message in str(refused.value)
    assert refused.value.exit_code == 2
    assert book.n_commits() == 0


def test_a_new_name_one_typo_from_an_old_one_is_asked_about() -> None:
    book = book_of("source  p\nreuters  70%")
    draft = replace(DRAFT, source="Retuers")

    [pair] = check_add(book.read(), draft, today=TODAY).did_you_mean

    assert (pair.typed, pair.source.id) == ("Retuers", "reuters")
    with pytest.raises(UsageError, match=r"did you mean Reuters\? .* add --new-source"):
        add(book, draft)
    assert add(book, draft, allow_new_sources=True).forecast.source == "retuers"


def test_short_names_are_never_taken_for_typos() -> None:
    book = book_of("source  p\nabc  70%")

    assert add(book, replace(DRAFT, source="bbc")).forecast.source == "bbc"


def test_a_quote_with_a_link_points_to_an_article_known_by_its_address() -> None:
    book = book_of("source  p")
    url = "https://example.org/fed"

    added = add(book, replace(DRAFT, url=url, quote=" a 70% chance "))

    [evidence] = added.forecast.evidence
    # echo -n https://example.org/fed | sha256sum
    assert evidence.article == "d51b6bf5e6f8"
    assert (evidence.quote, added.forecast.url) == ("a 70% chance", url)
    article = book.read().article("d51b6bf5e6f8")
    assert article is not None
    assert (article.url, article.sha256) == (url, None)


def test_a_quote_without_a_link_is_evidence_by_itself() -> None:
    added = add(book_of("source  p"), replace(DRAFT, quote="a 70% chance"))

    assert [(each.article, each.quote) for each in added.forecast.evidence] == [
        (None, "a 70% chance")
    ]


def test_a_forecast_can_be_added_to_a_question_by_its_id() -> None:
    book = book_of("source  p\nreuters  70%")
    draft = DraftForecast(source="me", stated=stated(0.55), made=TODAY, note="a hunch")

    with book.write() as ledger:
        added = add_forecast(ledger, "001Q", draft, today=TODAY)

    assert (added.entry.question.id, added.forecast.note) == ("001q0000", "a hunch")
    assert [entry.id for entry in added.others] == ["001f0000"]


def test_a_forecast_made_after_the_outcome_is_a_conflict_an_earlier_one_is_not() -> None:
    book = book_of(
        """
        source   p    due         outcome  on
        reuters  70%  2026-12-31  yes      2026-11-10
        """
    )
    early = DraftForecast(source="me", stated=stated(0.55), made=date(2026, 11, 10))

    late = replace(early, made=date(2026, 11, 11))
    refusal = pytest.raises(ConflictError, match="was resolved yes on 2026-11-10; give --made")
    with refusal, book.write() as ledger:
        add_forecast(ledger, "001q", late, today=TODAY)
    with book.write() as ledger:
        assert add_forecast(ledger, "001q", early, today=TODAY).entry.resolution is not None


def test_an_update_stands_beside_the_old_probability() -> None:
    book = book_of("source  p    made\nme  70%  2026-10-01")

    added = update(book, "001f", DraftUpdate(stated=stated(0.6), made=TODAY, note="new data"))

    assert added.entry.forecast == added.forecast
    assert (added.entry.updates, added.forecast.probability) == (1, 0.6)
    assert added.forecast.note == "new data"
    assert book.read().forecast("001f0000") is not None


def test_history_typed_in_later_does_not_become_the_latest() -> None:
    book = book_of("source  p    made\nme  70%  2026-10-01")

    added = update(book, "001f", DraftUpdate(stated=stated(0.6), made=date(2026, 9, 1)))

    assert added.entry.id == "001f0000"
    assert added.forecast.id != "001f0000"


def test_of_two_updates_on_one_day_the_later_moment_counts() -> None:
    book = book_of("source  p    made\nme  70%  2026-10-01")
    later = datetime(2026, 11, 21, 15, tzinfo=UTC)

    update(book, "001f", DraftUpdate(stated=stated(0.6), made=TODAY, made_at=later))
    added = update(book, "001f", DraftUpdate(stated=stated(0.5), made=TODAY, made_at=NOW))

    assert added.entry.forecast is not None
    assert added.entry.forecast.probability == 0.6


def test_the_same_probability_on_the_same_day_is_a_conflict_another_day_is_not() -> None:
    book = book_of("source  p    made\nme  70%  2026-11-20")

    with pytest.raises(ConflictError, match="001f says the same"):
        update(book, "001f", DraftUpdate(stated=stated(0.7), made=date(2026, 11, 20)))
    assert update(book, "001f", DraftUpdate(stated=stated(0.7), made=TODAY)).entry.updates == 1


def test_an_update_after_the_due_day_or_the_outcome_is_refused() -> None:
    book = book_of(
        """
        source  p    due         outcome  on
        me      70%  2026-11-19  -        -
        me      70%  2026-12-31  no       2026-11-10
        """
    )
    today = DraftUpdate(stated=stated(0.6), made=TODAY)

    with pytest.raises(UsageError, match="after the due day 2026-11-19"):
        update(book, "001f", today)
    with pytest.raises(ConflictError, match="002q was resolved no on 2026-11-10"):
        update(book, "002f", today)


def test_a_question_id_updates_its_only_source_and_asks_which_of_several() -> None:
    book = book_of(
        """
        source   p    claim
        me       70%  Alpha happens
        me       70%  Beta happens
        reuters  60%  Beta happens
        me       -    Gamma happens
        """
    )
    new = DraftUpdate(stated=stated(0.5), made=TODAY)

    assert update(book, "001q", new).entry.forecast == update_result(book, "me")
    with pytest.raises(UsageError, match="name one of them: 002f me, 003f reuters"):
        update(book, "002q", new)
    with pytest.raises(UsageError, match="forecastctl add --question 004q -p 50%"):
        update(book, "004q", new)
    with pytest.raises(NotFoundError, match="no entry has an id that begins with 'zzzz'"):
        update(book, "zzzz", new)


def update_result(book: Book, source: str) -> object:
    return book.read().forecasts_on("001q0000")[-1]
