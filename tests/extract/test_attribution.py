"""Who says it: the order of search, one table for each rule."""

from datetime import date

import pytest
from speaker_case import FRIDAY, named, speakers_of, who

from forecastctl.extract.base import Meta, SourceKind

CLAUSES = [
    ("Ada Kern", "will", "Ada Kern said prices will rise."),
    ("Ada Kern", "will", "Ada Kern said that prices will rise."),
    ("Ada Kern", "will", "Prices will rise, Ada Kern said."),
    ("Ada Kern", "will", "Prices will rise, said Ada Kern, the head of the bank."),
    ("Ada Kern", "will", "Prices, Ada Kern said, will rise."),
    ("Ada Kern", "will", "Finance minister Ada Kern, 51, warned on Friday that prices will rise."),
    ("Ada Kern", "will", "Ada Kern, the finance minister, has warned that prices will rise."),
    ("Ada Kern", "will", "The finance minister, Ada Kern, told parliament prices will rise."),
    ("Ada Kern", "will", "In a statement on Monday, Ada Kern announced that the port will close."),
    ("Ada Kern", "will", "Speaking in Paris, Ada Kern added that the port will close."),
    ("Ada Kern", "will", '"The port will close," Ada Kern told reporters.'),
    ("Ada Kern via Reuters", "will", "Ada Kern told Reuters that the port will close."),
    ("Ada Kern via Daily Herald", "will", "“The port will close,” Ada Kern told the Daily Herald."),
    ("Ada Kern", "will", "“The port will close,” said Ada Kern of Tradewatch. "),
    ("Ada Kern", "will", "“Talks are slow,” said Ada Kern. “But the port will close.”"),
    (
        "Ada Kern",
        "will",
        "“Talks are slow. The port will close. Nobody can stop it,” said Ada Kern.",
    ),
    ("Ada Kern", "will", "Ada Kern said: “Talks are slow. The port will close.”"),
    (
        "Ada Kern",
        "will",
        "“Talks are slow.\n“The port will close.\n“Nobody can stop it,” said Ada Kern.",
    ),
    (
        "Ada Kern",
        "will",
        "Ada Kern said: “Talks are slow.\n“The port will close.\n“Nobody can stop it.”",
    ),
    ("Ada Kern", "will", "Ada Kern met lenders on Monday. She said the port will close."),
    ("Ada Kern", "will", "Ada Kern met Omar Diaz on Monday. She said the port will close."),
    ("Omar Diaz", "will", "Ada Kern met Omar Diaz on Monday. He said the port will close."),
    ("Ada Kern", "will", "Ada Kern denied the charge, saying the port will close in May."),
    ("Ada Kern", "will", "Ada Kern opened the hearing and said the port will close."),
    ("Ada Kern", "will", "Ada Kern went on to say that the port will close."),
    ("Ada Kern", "will", "Ada Kern made it clear that the port will close."),
    ("Ada Kern", "will", "Ada Kern was quoted as saying the port will close."),
    ("Ada Kern", "will", "Kern said the port will close. Ada Kern runs the bank."),
    ("officials", "will", "Officials say the port will close."),
    ("officials in Ankara", "will", "Officials in Ankara say the port will close."),
    ("Port officials", "will", "Port officials said on Tuesday the strike will end."),
    ("police", "will", "Police said the road will stay shut until Friday."),
    (
        "spokesman for the ministry",
        "will",
        "A spokesman for the ministry said the port will close.",
    ),
    ("senior official", "will", "The port will close, a senior official said."),
    (
        "two people briefed on the matter",
        "will",
        "The port will close, two people briefed on the matter said.",
    ),
    ("Ministry of Trade", "will", "The Ministry of Trade said the port will close."),
    ("Bank of England", "will", "The Bank of England said inflation will fall."),
    ("the ministry", "will", "The ministry said the port will close."),
    ("Northbank", "will", "Northbank, which runs the port, said the port will close."),
    (
        "International Energy Agency",
        "will",
        "The International Energy Agency (IEA) met. Demand will fall, the IEA said.",
    ),
    ("Harlow & Sons", "will", "Harlow & Sons said sales will fall."),
    ("U.S. officials", "will", "U.S. officials said the tariff will stay."),
    ("Ada Kern", "will", "“Inflation,” Ada Kern said, “will fall.”"),
    (
        "Ada Kern",
        "will",
        "As Ada Kern put it last week, growth was weak. As Ada Kern said, the port will close.",
    ),
    (
        "Mr. Toccafondi",
        "will",
        "Education undersecretary Mr. Toccafondi says many schools will close.",
    ),
    ("author", "will", "The port will close in May."),
    ("author", "will", "Critics said the plan was rushed. The port will close in May."),
    ("author", "will", "The port will close, and officials are worried about jobs."),
]
PHRASES = [
    ("Tradewatch", "will", "According to Tradewatch, prices will rise."),
    ("Tradewatch", "will", "Prices will rise, according to Tradewatch."),
    ("Tradewatch", "will", "According to a report by Tradewatch, prices will rise."),
    ("Tradewatch", "will", "According to Tradewatch data, prices will rise."),
    ("Tradewatch", "will", "According to Tradewatch’s spring outlook the market will shrink."),
    ("Ada Kern", "will", "In Ada Kern’s view, prices will rise."),
    ("one minister", "will", "The port, in the words of one minister, “will never reopen”."),
    ("Tradewatch", "will", "Per Tradewatch, prices will rise."),
    (
        "the chief executive via two people briefed on the matter",
        "is unlikely",
        "According to two people briefed on the matter, the chief executive thinks it is unlikely.",
    ),
    (
        "officials via Journal via Herald",
        "expect",
        "The Herald reported, citing the Journal, that officials expect a deal.",
    ),
    ("Ada Kern via Reuters", "will", "The port will close, Ada Kern said, according to Reuters."),
]
FORECASTERS = [
    ("officials", "anticipate", "Officials anticipate a deal in May."),
    ("Goldman", "35%", "Goldman puts the chance of a recession at 35%."),
    ("economists", "expect", "Economists expect rates to fall next year."),
    ("Northbank", "forecast", "Northbank has forecast a rise in rents."),
    ("author", "expected", "The visit is expected to be short."),
    ("author", "expected", "Growth expected in May will be slow."),
    ("author", "will", "The report due in May will show a rise."),
    (
        "the staff",
        "expected",
        "The staff lowered its outlook. Output was expected to fall in 2025.",
    ),
    ("NOAA", "chance", "NOAA's May outlook gives an 85% chance of storms."),
    ("investors", "will", "Investors are worried the fund will close."),
    ("opponents", "will", "The law passed, with opponents worried that costs will rise."),
    ("many analysts", "will", "Many analysts think prices will rise."),
    ("author", "will", "This suggests that prices will rise."),
    ("author", "will", "The data suggest that prices will rise."),
    ("Tradewatch", "will", "Tradewatch data suggest that prices will rise."),
    ("the report", "will", "The report says prices will rise."),
    ("the study", "will", "The study found that seas will rise by 2050."),
]
OWNERS = [
    ("Northbank", "plans", "Northbank plans to cut 400 jobs."),
    ("author", "will", "Northbank will cut 400 jobs."),
    ("author", "aims", "The programme aims to halve road deaths by 2030."),
    ("Ada Kern", "plans", "Ada Kern said Northbank plans to cut 400 jobs."),
    ("Ada Kern", "vowed", "Ada Kern vowed to close the port."),
    ("the government", "intends", "The government intends to close the port."),
]
TWO = [
    (
        "engineers",
        "will fail",
        "The ministry says the bridge will open in May, but engineers say it will fail inspection.",
    ),
    (
        "the ministry",
        "will open",
        "The ministry says the bridge will open in May, but engineers say it will fail inspection.",
    ),
    (
        "Ada Kern",
        "will rise",
        "Ada Kern said prices will rise, while Omar Diaz said they will fall.",
    ),
    (
        "Omar Diaz",
        "will fall",
        "Ada Kern said prices will rise, while Omar Diaz said they will fall.",
    ),
    ("Lena Ortiz", "will", "“We will leave,” said Lena Ortiz. Omar Diaz stayed."),
    ("Omar Diaz", "will stay", "“We will leave,” said Lena Ortiz. “I will stay,” said Omar Diaz."),
    (
        "he via Lena Ortiz",
        "will",
        "“He told me, ‘We will be out by Friday,’ and left,” said Lena Ortiz, a resident.",
    ),
]
OWN = [
    ("author", "will", "We expect that prices will rise."),
    ("author", "will", "I think prices will rise."),
    ("Omar Diaz", "will", "“I think prices will rise,” said Omar Diaz."),
    (
        "Omar Diaz",
        "will",
        "Omar Diaz, chief economist at Northbank, said he thinks prices will rise.",
    ),
    ("Omar Diaz", "would", "Omar Diaz said the port was doomed. It would close in May."),
]


@pytest.mark.parametrize(("speaker", "mark", "text"), CLAUSES)
def test_a_reporting_clause_names_the_speaker(speaker: str, mark: str, text: str) -> None:
    assert named(text, mark) == speaker


@pytest.mark.parametrize(("speaker", "mark", "text"), PHRASES)
def test_a_source_phrase_names_the_speaker(speaker: str, mark: str, text: str) -> None:
    assert named(text, mark) == speaker


@pytest.mark.parametrize(("speaker", "mark", "text"), FORECASTERS)
def test_whoever_expects_is_the_speaker_and_a_passive_names_nobody(
    speaker: str, mark: str, text: str
) -> None:
    assert named(text, mark) == speaker


INTENTIONS = [
    ("Northbank", "no plans", "Northbank has no plans to open branches."),
    ("Northbank", "intention", "Northbank has announced its intention to open branches."),
    ("Northbank", "committed", "Northbank is committed to opening branches."),
    ("Northbank", "decided", "Northbank has decided to open branches."),
    ("Northbank", "hopes", "Northbank hopes to open branches."),
    ("author", "plans", "The plans to open branches were dropped."),
]


@pytest.mark.parametrize(("speaker", "mark", "text"), [*OWNERS, *INTENTIONS])
def test_an_unreported_plan_belongs_to_whom_the_sentence_says_intends_it(
    speaker: str, mark: str, text: str
) -> None:
    assert named(text, mark, kind="plan") == speaker


@pytest.mark.parametrize(("speaker", "mark", "text"), TWO)
def test_each_of_two_speakers_keeps_their_own_words(speaker: str, mark: str, text: str) -> None:
    assert named(text, mark) == speaker


@pytest.mark.parametrize(("speaker", "mark", "text"), OWN)
def test_first_person_is_the_author_outside_quotes_and_the_speaker_inside(
    speaker: str, mark: str, text: str
) -> None:
    assert named(text, mark) == speaker


MORE = [
    ("Tom Reed", "will", "Tom Reed, 45, from Leeds, said: “The ward will close.”"),
    ("Tom Reed", "will", "“The ward will close,” says Tom Reed, whose clinic is next door."),
    ("Tom Reed", "will", "Asked about the ward, Tom Reed replied that it will close."),
    ("Tom Reed", "will", "Last week Tom Reed, the mayor, promised the ward will stay open."),
    ("Tom Reed", "will", "Mayor Tom Reed has pledged that the ward will stay open."),
    ("Tom Reed", "will", "The ward, Tom Reed thinks, will close."),
    ("Tom Reed", "will", "Tom Reed and his team say the ward will close."),
    ("Tom Reed", "will", "Tory MP Tom Reed said rules will change."),
    ("Tom Reed", "will", "Labour’s shadow chancellor, Tom Reed, said rules will change."),
    ("Tom Reed", "will", "NASA Administrator Tom Reed said rules will change."),
    ("Anna Lee", "will", "Anna Lee (pictured), the coach, said the team will win."),
    ("Tom Reed", "will", "Tom Reed was angry. “It will not stand.”"),
    ("Tom Reed", "will", "Tom Reed's lawyer was absent. “I will fight,” Reed said."),
    ("Xi Jinping", "will", "Xi Jinping arrived. Xi said the talks will go on."),
    ("Ban Ki-moon", "will", "Ban Ki-moon said the talks will go on."),
    ("the company", "will", "A statement from the company said it will close the ward."),
    ("the company’s chief executive", "will", "The company’s chief executive said it will close."),
    ("Department of Health", "will", "The Department of Health said rules will change."),
    ("the interim government", "would", "The interim government promised reforms that would help."),
    ("author", "will", "The ward, which Tom Reed said was old, will close in May."),
    ("Tom Reed", "would", "The ward, which Tom Reed said would close in May, is old."),
    ("author", "will", "What Tom Reed says will matter."),
    ("author", "will", "The law, proposed by Tom Reed, will take effect in May."),
    ("author", "will", "Tom Reed will say on Monday that prices will rise."),
    ("some experts", "will", "Some experts believe the shark will vanish."),
    ("a few participants", "would", "A few participants noted that growth would slow."),
    ("World Bank", "will", "Growth will slow, the World Bank forecasts."),
    ("YouGov", "will", "A YouGov poll suggests the party will win."),
    ("officials via Reuters", "will", "Reuters quoted officials as saying the ward will close."),
    ("sources via Reuters", "will", "The ward will close, Reuters reported, citing sources."),
    (
        "Tom Reed via Guardian",
        "will",
        "Speaking to the Guardian, Tom Reed said the ward will close.",
    ),
    ("source close to the family", "will", "A source close to the family said it will appeal."),
    ("people familiar with the matter", "will", "People familiar with the matter say it will."),
    ("some of the world’s pilots", "will", "Some of the world’s pilots say it will fly."),
    ("Harlow Institute", "will", "Rents will fall, a study of the Harlow Institute found."),
    ("Gawker.com", "will", "Gawker.com said it will go on."),
    ("Tom Reed via BBC", "will", "Tom Reed said in an interview with the BBC that it will close."),
]


@pytest.mark.parametrize(("speaker", "mark", "text"), MORE)
def test_appositions_titles_and_asides_do_not_hide_the_speaker(
    speaker: str, mark: str, text: str
) -> None:
    assert named(text, mark) == speaker


def test_an_intention_verb_owns_plans_only() -> None:
    text = "Northbank plans to cut 400 jobs."

    assert who(text, "plans", kind="scheduled").cue == "owner"
    assert who(text, "plans", kind="forecast").cue == "author"


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("clause", "Ada Kern said prices will rise."),
        ("phrase", "According to Tradewatch, prices will rise."),
        ("forecaster", "Economists expect that prices will rise."),
        ("clause", "“Talks are slow,” said Ada Kern. “Prices will rise.”"),
        ("author", "Prices will rise."),
    ],
)
def test_the_cue_tells_which_rule_found_the_speaker(cue: str, text: str) -> None:
    assert who(text).cue == cue


# Kinds of sources


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("person", "Ada Kern said prices will rise."),
        ("person", "Dr. Kern said prices will rise."),
        ("person", "The minister said prices will rise."),
        ("organisation", "The IMF said prices will rise."),
        ("organisation", "The Bank of Harlow said prices will rise."),
        ("organisation", "The Ministry of Trade said prices will rise."),
        ("organisation", "The ministry said prices will rise."),
        ("organisation", "Harlow Foods said prices will rise."),
        ("outlet", "Prices will rise, Reuters reported."),
        ("outlet", "Prices will rise, the Harlow Gazette reported."),
        ("anonymous", "Officials said prices will rise."),
        ("anonymous", "A senior official said prices will rise."),
        ("anonymous", "Two people briefed on the matter said prices will rise."),
        ("author", "Prices will rise."),
    ],
)
def test_every_speaker_has_a_kind(kind: str, text: str) -> None:
    assert who(text).source_kind is SourceKind(kind)


# Named failures


def test_two_speakers_in_one_paragraph_keep_their_quotes_apart() -> None:
    text = "“We will leave,” said Lena Ortiz. Omar Diaz disagreed: “They would be fools.”"

    assert named(text, "will") == "Lena Ortiz"
    assert named(text, "would") == "Omar Diaz"


def test_the_object_of_told_is_never_the_speaker() -> None:
    assert named("Ada Kern told Omar Diaz that prices will rise.") == "Ada Kern"
    assert named("Ada Kern told RIA Novosti that prices will rise.") == "Ada Kern via RIA Novosti"
    assert named("Residents were told by Ada Kern that the road will close.") == "Ada Kern"


def test_a_pronoun_after_two_candidates_takes_the_one_that_agrees() -> None:
    text = "Ada Kern met Omar Diaz. {} said the port will close."

    assert named(text.format("She")) == "Ada Kern"
    assert named(text.format("He")) == "Omar Diaz"


def test_a_pronoun_takes_the_last_speaker_before_others_who_are_named() -> None:
    text = "Kim Rowe spoke first. Robin Vale thanked Kim Rowe. He said the port will close."

    assert named(text) == "Robin Vale"


def test_a_pronoun_reaches_into_the_block_before_and_no_further() -> None:
    near = "Ada Kern spoke.\nShe said the port will close."
    far = "Ada Kern spoke.\nIt rained all day in the town.\nShe said the port will close."

    assert named(near) == "Ada Kern"
    assert named(far) == "she"


def test_it_and_they_stand_for_bodies_and_for_several() -> None:
    assert named("Northbank cut jobs. It said rents will rise.") == "Northbank"
    assert named("The engineers met. They said the dam will hold.") == "the engineers"


def test_an_inferred_speaker_is_flagged() -> None:
    found = who("Ada Kern met lenders. She said prices will rise.")

    assert found.flags == ("inferred_speaker",)
    assert who("Ada Kern said prices will rise.").flags == ()


def test_the_speaker_may_follow_a_quote_of_several_sentences() -> None:
    text = "“Talks are slow. Prices will rise. That is all,” said Ada Kern."

    assert named(text) == "Ada Kern"


@pytest.mark.parametrize("mark", ["will", "could", "might"])
def test_a_quote_over_three_paragraphs_keeps_its_speaker(mark: str) -> None:
    text = (
        "Ada Kern said: “Prices will rise.\n"
        "“Wages could follow.\n"
        "“Rents might not.”\n"
        "The hall was empty."
    )

    assert named(text, mark) == "Ada Kern"


def test_a_quote_that_ends_in_the_next_paragraph_without_a_new_mark_goes_on() -> None:
    text = 'The coach Omar Diaz said, "We played well.\n\nWe will win the next one."'

    assert named(text) == "Omar Diaz"


def test_an_anonymous_plural_is_named_as_it_stands() -> None:
    found = who("Officials in Harlow expect the port will close.")

    assert (found.name, found.source_kind) == ("officials in Harlow", SourceKind.ANONYMOUS)


def test_an_outlet_inside_the_name_of_a_speaker_is_part_of_the_name() -> None:
    found = who("Lena Ortiz of the Harlow Gazette said the port will close.")

    assert (found.name, found.via) == ("Lena Ortiz", ())


def test_a_biography_of_the_author_speaks_for_nobody_else() -> None:
    text = "Prices will rise, said Omar Diaz.\nAda Kern is an analyst. Her book will appear in May."

    assert named(text, "will appear") == "author"


def test_an_institution_speaks_for_itself_in_its_own_document() -> None:
    text = "Tradewatch expects that prices will rise."

    assert who(text, meta=Meta(outlet="Tradewatch")).source_kind is SourceKind.AUTHOR
    assert who(text, meta=Meta(outlet="Tradewatch blog")).source_kind is SourceKind.AUTHOR
    assert who(text, meta=Meta(outlet="Harlow Gazette")).name == "Tradewatch"
    assert who("We expect that prices will rise.").source_kind is SourceKind.AUTHOR


def test_a_doubted_prediction_has_two_speakers() -> None:
    text = "The ministry says the bridge will open, but engineers doubt that it may carry trains."

    assert named(text, "will") == "the ministry"
    assert named(text, "may") == "engineers"


# Names


def test_titles_and_roles_are_no_part_of_a_full_name() -> None:
    for role in ("Finance minister", "President", "Dr", "The Harlow mayor", "Economist"):
        assert named(f"{role} Ada Kern said prices will rise.") == "Ada Kern"


def test_a_title_stays_where_only_a_surname_is_known() -> None:
    assert named("Mr. Toll said prices will rise.") == "Mr. Toll"


def test_a_surname_stands_for_the_full_name_of_the_article() -> None:
    assert named("Ada Kern spoke. Prices will rise, Kern said.") == "Ada Kern"
    assert named("Ada Kern spoke. Prices will rise, Dr Kern said.") == "Ada Kern"
    assert named("Ada van der Kern spoke. Van der Kern said prices will rise.") == (
        "Ada van der Kern"
    )


def test_initials_stand_for_the_long_name_of_the_article() -> None:
    text = "The Harlow Port Authority (HPA) met. The HPA said the port will close."

    assert named(text) == "Harlow Port Authority"


def test_a_description_stands_for_the_person_named_before() -> None:
    text = "Ada Kern, the finance minister, met lenders. The minister said prices will rise."

    assert named(text) == "Ada Kern"
    assert named("The minister said prices will rise.") == "the minister"


# Speech that goes on


def test_reported_speech_goes_on_without_a_reporter() -> None:
    found = who("Ada Kern said the port was lost. It would close in May.", "would")

    assert (found.name, found.cue) == ("Ada Kern", "continued")
    assert found.flags == ("inferred_speaker",)


def test_would_goes_on_only_after_the_past_tense() -> None:
    assert who("Ada Kern says the port is lost. A storm would sink it.", "would").name == "author"


def test_a_condition_is_no_reported_speech() -> None:
    text = "Ada Kern said the port was lost. If it sank, it would close."

    assert who(text, "would", condition="it sank").name == "author"


def test_forecasts_by_nobody_belong_to_the_forecaster_of_the_block() -> None:
    text = "Tradewatch expects a slow year. Rents are forecast to fall."

    assert named(text, "forecast") == "Tradewatch"
    assert named("The market is slow. Rents are forecast to fall.", "forecast") == "author"


# The day of speaking and the bounds


@pytest.mark.parametrize(
    ("day", "words", "text"),
    [
        (date(2024, 5, 13), "Ada Kern said on Monday", "Ada Kern said on Monday prices will rise."),
        (
            date(2024, 5, 13),
            "Ada Kern said on Monday that",
            "Ada Kern said on Monday that prices will rise.",
        ),
        (
            date(2023, 12, 31),
            "Last year Ada Kern said",
            "Last year Ada Kern said prices will rise.",
        ),
        (date(2024, 1, 31), "In January, Ada Kern said", "In January, Ada Kern said it will rise."),
        (None, "Ada Kern said", "Ada Kern said prices will rise on Monday."),
        (None, "Ada Kern said", "Prices will rise on Monday, Ada Kern said."),
        (None, "Ada Kern said", "Ada Kern said next month prices will rise."),
        (None, "said Ada Kern", "“Prices will rise,” said Ada Kern."),
        (None, "according to Tradewatch", "Prices will rise, according to Tradewatch."),
    ],
)
def test_the_day_beside_the_verb_is_the_day_of_speaking(
    day: date | None, words: str, text: str
) -> None:
    found = who(text)

    assert found.said_on == day
    assert text[found.start : found.end] == words


def test_without_a_day_of_publication_only_full_dates_are_days_of_speaking() -> None:
    assert who("Ada Kern said on Monday prices will rise.", day=None).said_on is None


def test_reporting_spans_cut_who_speaks_and_leave_who_expects() -> None:
    text = "Ada Kern said on Monday that analysts expect rents will fall, according to Reuters."
    speakers, [sentence] = speakers_of(text)

    spans = [text[start:end] for start, end in speakers.reporting_spans(sentence)]

    assert spans == ["Ada Kern said on Monday that", "according to Reuters"]


def test_words_that_name_nobody_have_no_bounds() -> None:
    found = who("Prices will rise.", day=FRIDAY)

    assert (found.start, found.end, found.via, found.said_on) == (None, None, (), None)


def test_who_did_something_before_is_found_past_it() -> None:
    found = who("All members who filed projections expected that rents will fall.", "expected")
    assert found.name.lower() == "all members"


@pytest.mark.parametrize(
    "text",
    [
        "Storms and floods will spread, threatening crops that will be lost.",
        "The storm has been maintaining its shape, and warnings will likely follow.",
        "Heat and strife in the region threatened to hurt trade, and losses will follow.",
    ],
)
def test_what_only_threatens_or_maintains_says_nothing(text: str) -> None:
    assert who(text).source_kind is SourceKind.AUTHOR
