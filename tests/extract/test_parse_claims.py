"""The parse engine words the claim of every trigger form, with polarity and condition."""

from datetime import date

import pytest

from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import Meta
from forecastctl.extract.engine import Extractor
from forecastctl.model import Candidate, Precision
from forecastctl.words import shipped_lexicon

pytest.importorskip("spacy")

PUBLISHED = Meta(published=date(2024, 3, 15), precision=Precision.DAY, outlet="Harbour News")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(shipped_lexicon(), "parse")


def candidates(extractor: Extractor, text: str) -> tuple[Candidate, ...]:
    return extractor.extract(article_from_text(text, PUBLISHED)).candidates


def claims(extractor: Extractor, text: str) -> list[str]:
    return [f"{found.claim} {found.said}" for found in candidates(extractor, text)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ferry will return in May.", "The ferry will return in May 2024 +"),
        ("The ferry is expected to return.", "The ferry will return +"),
        ("The ferry is unlikely to return.", "The ferry will return -"),
        ("The owners plan to sell the ferry.", "The owners will sell the ferry +"),
        ("Kern expects that the ferry will return.", "The ferry will return +"),
        ("Kern expects the ferry to return.", "The ferry will return +"),
        ("Kern expects a strike.", "There will be a strike +"),
        ("A strike is possible.", "There will be a strike +"),
        ("A strike cannot be ruled out.", "There will be a strike +"),
        ("Kern expects the signing of the lease.", "The lease will be signed +"),
        ("A fall in rents is expected.", "Rents will fall +"),
        ("Kern puts the chance of a strike at 30%.", "There will be a strike +"),
        ("There is a risk that the ferry will sink.", "The ferry will sink +"),
        ("It is likely that the ferry will return.", "The ferry will return +"),
        ("It is possible that they lose.", "They will lose +"),
        ("Kern denied that fares will rise.", "Fares will rise -"),
        ("The council has no plans to sell the pier.", "The council will sell the pier -"),
        ("Growth is projected at 4 percent in 2025.", "Growth will be at 4 percent in 2025 +"),
        ("Growth of 3 percent is expected.", "There will be growth of 3 percent +"),
        ("The council plans for a new bridge.", "There will be a new bridge +"),
        ("The fair is planned for next year.", "The fair will take place in 2025 +"),
        ("A vote is expected for June.", "A vote will take place in June 2024 +"),
        ("Kern Foods said Friday it will cut fares.", "Kern Foods will cut fares +"),
        ("The council ruled out a toll.", "There will be a toll -"),
        ("Kern expects that the toll will not rise.", "The toll will rise -"),
        ("Nobody expects that the toll will not rise.", "The toll will rise +"),
        ("It is possible that the ferry will not sail.", "The ferry will sail -"),
        (
            "The forecast calls for the river to peak on Friday.",
            "The river will peak on 22 March 2024 +",
        ),
        (
            "Kern expects rents to rise, above an old forecast of 2%.",
            "Rents will rise, above an old forecast of 2% +",
        ),
        ("Hopefully the rain will stop.", "The rain will stop +"),
        ("Support for version 2 ends on 4 May.", "Support for version 2 will end on 4 May 2024 +"),
        ("The fair opens on 4 April.", "The fair will open on 4 April 2024 +"),
        (
            "The vote is scheduled for the spring.",
            "The vote will take place in the spring of 2024 +",
        ),
    ],
)
def test_every_form_of_trigger_has_its_claim(extractor: Extractor, text: str, claim: str) -> None:
    assert claims(extractor, text) == [claim]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The lease could be signed on Monday.", "The lease will be signed on 18 March 2024 +"),
        ("However, fares will also rise, Kern said.", "Fares will rise +"),
        ("By 2030, fares are expected to double.", "Fares will double by 2030 +"),
        ("The mayor, an engineer, will resign.", "The mayor will resign +"),
        ("The tax, which nobody likes, will stay.", "The tax will stay +"),
        (
            "The tour of the envoy to Oslo, which will take place in June, is his first.",
            "The tour of the envoy to Oslo will take place in June 2024 +",
        ),
        ("Kern praised a plan that the council will adopt.", "The council will adopt a plan +"),
        (
            "The guests expected to arrive in May need rooms.",
            "The guests will arrive in May 2024 +",
        ),
        ("“The pier,” said Ms Ito, “will reopen in June.”", "The pier will reopen in June 2024 +"),
        ("The pier, he said, will reopen.", "The pier will reopen +"),
        ("Kern plans to apply for a loan.", "Kern will apply for a loan +"),
        ("FARES: Tickets will cost more.", "Tickets will cost more +"),
        ("4 June 2024: The pier will close.", "The pier will close on 4 June 2024 +"),
        ("Let’s Row will close its shop.", "Let’s Row will close its shop +"),
        ("Fares will rise, with some delay.", "Fares will rise +"),
        ("The storm, now far away, will pass.", "The storm will pass +"),
        ("Kern puts the odds of a strike in May at 60%.", "There will be a strike in May 2024 +"),
        (
            "The owners will sell the ferry in the autumn sale.",
            "The owners will sell the ferry in the autumn sale +",
        ),
    ],
)
def test_a_claim_is_what_the_clause_says_and_no_more(
    extractor: Extractor, text: str, claim: str
) -> None:
    assert claims(extractor, text) == [claim]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ferry will not return.", "The ferry will return -"),
        ("No decision will be taken.", "A decision will be taken -"),
        ("The ferry will carry no lorries.", "The ferry will carry lorries -"),
        ("The council will not accept any offer.", "The council will accept an offer -"),
        ("Kern does not think the ferry will return.", "The ferry will return -"),
        ("The ferry will no longer stop here.", "The ferry will stop here -"),
        (
            "The ferry will cost no more than 40 euros.",
            "The ferry will cost no more than 40 euros +",
        ),
        ("Neither boat will return.", "Either boat will return -"),
        ("Not until 2030 will the line carry cars.", "The line will carry cars before 2030 -"),
        ("Nobody will miss the ferry.", "Somebody will miss the ferry -"),
        ("Neither Kern nor Diaz expects the ferry to return.", "The ferry will return -"),
        ("Kern does not expect any major local delays.", "There will be major local delays -"),
        (
            "The ferry won’t return until after Easter.",
            "The ferry will return before Easter 2024 -",
        ),
        ("The ferry will never fail to return.", "The ferry will return +"),
    ],
)
def test_negations_go_into_the_sign(extractor: Extractor, text: str, claim: str) -> None:
    assert claims(extractor, text) == [claim]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fares will rise, queues may grow, and the pier is likely to close.",
            ["Fares will rise +", "Queues will grow +", "The pier will close +"],
        ),
        (
            "The talks will not end the strike but will calm the owners.",
            ["The talks will end the strike -", "The talks will calm the owners +"],
        ),
        (
            "The council will widen the road and build a bridge.",
            ["The council will widen the road and build a bridge +"],
        ),
        (
            "The owners will hide that the boat is meant for war and will speak of trade.",
            [
                "The owners will hide that the boat is meant for war +",
                "The owners will speak of trade +",
            ],
        ),
    ],
)
def test_a_conjunct_with_its_own_modal_is_a_claim_of_its_own(
    extractor: Extractor, text: str, expected: list[str]
) -> None:
    assert claims(extractor, text) == expected


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If the wind drops, the race will start.", "the wind drops"),
        ("The race will start if the wind drops.", "the wind drops"),
        ("Unless the wind drops, the race will end.", "the wind does not drop"),
        ("Unless the wind is mild, the race will end.", "the wind is not mild"),
        ("Once the wind has dropped, the race will start.", "the wind has dropped"),
        ("Should the wind drop, the race will start.", "the wind drop"),
        ("Without a new sail, the boat would lose.", "Without a new sail"),
    ],
)
def test_a_condition_stays_out_of_the_claim(
    extractor: Extractor, text: str, condition: str
) -> None:
    [found] = candidates(extractor, text)

    assert found.condition == condition
    assert "wind" not in found.claim
    assert found.claim_kind == "conditional"


@pytest.mark.parametrize(
    ("text", "claim", "flags"),
    [
        ("The bank said its shop would close.", "The bank’s shop will close", ()),
        ("The bank said it would close two branches.", "The bank will close two branches", ()),
        ("“I will resign,” said Ada Kern.", "Ada Kern will resign", ()),
        ("“We will resign,” said Ada Kern.", "They will resign", ("needs_context",)),
        ("It will close two branches.", "It will close two branches", ("needs_context",)),
        ("Ada Kern spoke on Monday, and Kern will resign.", "Ada Kern will resign", ()),
    ],
)
def test_a_claim_names_its_speaker_or_is_flagged(
    extractor: Extractor, text: str, claim: str, flags: tuple[str, ...]
) -> None:
    [found] = candidates(extractor, text)

    assert found.claim == claim
    assert tuple(flag for flag in found.flags if flag == "needs_context") == flags


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Fares will rise over the next two years.",
            "Fares will rise over the two years to 15 March 2026",
        ),
        ("Fares will rise within two years.", "Fares will rise by 15 March 2026"),
        (
            "Fares will rise over the next 12 months.",
            "Fares will rise over the year to 15 March 2025",
        ),
        (
            "The upcoming hurricane season will be quiet.",
            "The hurricane season of 2024 will be quiet",
        ),
        ("Next year’s fair will be cancelled.", "2025’s fair will be cancelled"),
        ("Fares will rise through most of this year.", "Fares will rise through most of 2024"),
    ],
)
def test_dates_are_resolved_as_they_fit(extractor: Extractor, text: str, claim: str) -> None:
    assert [found.claim for found in candidates(extractor, text)] == [claim]


def test_the_quote_is_the_clause_and_stands_in_the_text(extractor: Extractor) -> None:
    text = "“Fares will rise in May,” said Kern, who added that the pier may close."

    found = candidates(extractor, text)

    quotes = [text[span.start : span.end] for one in found for span in one.evidence]
    assert quotes == ["Fares will rise in May", "the pier may close"]


@pytest.mark.parametrize(
    "text",
    [
        "If fares are to rise, the council must say so.",
        "It’s the enemy’s possible answer.",
        "His will is clear.",
        "What the mayor will say is anybody’s guess.",
    ],
)
def test_what_foretells_nothing_has_no_claim(extractor: Extractor, text: str) -> None:
    assert claims(extractor, text) == []


def test_it_is_named_where_the_clause_above_names_it(extractor: Extractor) -> None:
    text = "She called the tour a success, adding that it will end in Oslo."

    [found] = candidates(extractor, text)

    assert found.claim == "The tour will end in Oslo"
    assert "needs_context" in found.flags


@pytest.mark.parametrize(
    "text",
    [
        "Kern warned the crew that it will be dangerous to stay.",
        "The council met, and it will rain.",
    ],
)
def test_it_without_a_meaning_names_nothing(extractor: Extractor, text: str) -> None:
    assert [found.claim[:8] for found in candidates(extractor, text)] == ["It will "]
