"""Rule 9: events that the article dates, and words that point back to a date."""

from time import process_time

from horizon_case import FRIDAY, shown

from forecastctl.extract.base import ArticleText, Block, BlockKind, Horizon, Meta
from forecastctl.extract.horizon import find_horizons
from forecastctl.extract.horizon_events import EventDates


def article(*paragraphs: str) -> ArticleText:
    text = "\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(start=start, end=start + len(paragraph), kind=BlockKind.PARA))
        start += len(paragraph) + 1
    return ArticleText(text=text, blocks=tuple(blocks), meta=Meta())


def dated(told: str, sentence: str) -> Horizon:
    """The one date of the sentence that ends an article."""
    whole = article(told, sentence)
    found = find_horizons(sentence, FRIDAY)
    [horizon] = EventDates(whole, FRIDAY).dated(found, len(told) + 1)
    return horizon


def of_clause(told: str, clause: str) -> str | None:
    horizon = EventDates(article(told), FRIDAY).of_clause(clause)
    return f"{horizon.phrase}: {shown(horizon)}" if horizon else None


TOLD = "The visit to Oslo, which was put off twice, takes place on April 20-23. A ship left."


def test_an_event_ends_on_the_last_day_that_the_article_gives_it() -> None:
    horizon = dated(TOLD, "They will sign during the visit.")
    assert horizon.phrase == "during the visit"
    assert shown(horizon) == "2023-04-20..2023-04-23 event event_date"


def test_before_and_after_an_event_are_cut_off_at_it() -> None:
    horizon = dated(TOLD, "They will meet before the visit.")
    assert shown(horizon) == "-..2023-04-19 event event_date"
    horizon = dated(TOLD, "They will meet after the visit.")
    assert shown(horizon) == "2023-04-24..- event event_date open_end"


def test_another_noun_for_the_same_sort_of_event_may_name_it() -> None:
    assert (
        dated(TOLD, "It will be told during the trip.").last == dated(TOLD, "during the visit").last
    )


def test_an_event_without_a_date_stays_open() -> None:
    assert shown(dated(TOLD, "They will meet during the trial.")) == "-..- event"


def test_talks_without_a_date_take_place_during_the_dated_visit() -> None:
    horizon = dated(TOLD, "They will sign during the talks.")
    assert shown(horizon) == "2023-04-20..2023-04-23 event event_date"


def test_a_date_of_another_sentence_does_not_date_an_event() -> None:
    told = "The summit was moved. On April 20 a ship left."
    assert shown(dated(told, "It will end during the summit.")) == "-..- event"


def test_a_relative_date_does_not_date_an_event() -> None:
    assert shown(dated("The vote is on Monday.", "It falls after the vote.")) == "-..- event"


def test_the_day_on_which_an_event_begins_is_not_its_last() -> None:
    told = "They begin talks on April 20."
    assert shown(dated(told, "It will come up during the talks.")) == "-..- event"


def test_a_pointer_takes_the_last_date_of_its_block() -> None:
    sentence = "Coal will double by 2030, and gas will treble by the same date."
    whole = article("Oil peaks in 2040.", sentence)
    found = EventDates(whole, FRIDAY).dated(find_horizons(sentence, FRIDAY), 19)
    assert [(each.phrase, shown(each)) for each in found] == [
        ("by 2030", "-..2030-12-31 by_year"),
        ("by the same date", "-..2030-12-31 anaphor"),
    ]


def test_a_pointer_without_a_date_in_its_block_stays_open() -> None:
    assert shown(dated("Oil peaks in 2040.", "Gas will end by the same date.")) == "-..- anaphor"


def test_a_clause_about_a_dated_event_is_due_with_it() -> None:
    expected = "visit: 2023-04-20..2023-04-23 event event_date"
    assert of_clause(TOLD, "the visit will not change much") == expected
    assert of_clause(TOLD, "the king’s visit will not change much") == expected


def test_a_clause_that_only_mentions_an_event_is_not() -> None:
    assert of_clause(TOLD, "prices will fall, whatever the visit brings") is None


def test_a_clause_about_an_event_that_is_over_is_not() -> None:
    assert of_clause("The visit took place on March 1-3.", "the visit will be long felt") is None


def test_a_season_is_that_of_the_storms_the_article_is_about() -> None:
    told = "The 2023 hurricane season is near."
    horizon = dated(told, "There will be ten storms this season.")
    assert shown(horizon) == "2023-06-01..2023-11-30 event event_date"
    expected = "season: 2023-06-01..2023-11-30 event event_date"
    assert of_clause(told, "a 60% chance of a quiet season") == expected


def test_other_seasons_have_no_day() -> None:
    assert of_clause("The league season is near.", "a 60% chance of a good season") is None


def test_time_is_linear_in_pointers() -> None:
    def seconds(times: int) -> float:
        sentence = "By 2030 it ends by the same date. " * times
        whole = article(sentence)
        find_horizons.cache_clear()
        start = process_time()
        EventDates(whole, FRIDAY).dated(find_horizons(sentence, FRIDAY), 0)
        return process_time() - start

    assert min(seconds(2000), seconds(2000)) < 40 * max(seconds(200), 1e-3)
