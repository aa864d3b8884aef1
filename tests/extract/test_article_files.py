"""Files that are articles, and files that are none: one clear sentence each."""

from contextlib import suppress
from pathlib import Path
from time import perf_counter

import pytest

from forecastctl.errors import RefusedError
from forecastctl.extract.article import article_from_bytes, read_article
from forecastctl.extract.base import ArticleText, Meta
from forecastctl.extract.sentences import sentences_of

TEXT = "Port talks stall\n\nThe port will “probably” stay closed.\n"
GERMAN = """Die Gespräche im Hafen stocken seit Montag, und die Gewerkschaft rechnet nicht damit,
dass der Hafen vor dem Herbst wieder geöffnet wird. Die Reedereien wollen ihre Schiffe nun über
andere Häfen leiten, was die Preise für Fracht nach Ansicht von Fachleuten steigen lassen dürfte.
Der Minister sagte, er werde am Freitag mit beiden Seiten sprechen."""


def content(data: bytes, name: str = "brief.txt") -> ArticleText:
    return article_from_bytes(data, name, Meta())


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedError) as refused:
        content(data)
    return str(refused.value)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_utf_8_or_what_its_first_bytes_say(codec: str) -> None:
    assert content(TEXT.encode(codec)).text == TEXT


def test_text_that_is_not_utf_8_is_refused_with_the_place() -> None:
    assert refusal("Café talks".encode("latin-1")) == (
        "brief.txt is not UTF-8: byte 3 is 0xe9; save it as UTF-8"
    )


def test_a_broken_utf_16_text_is_refused() -> None:
    assert "is not UTF-16, as its first bytes say" in refusal(b"\xff\xfea")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04...", "is a zip file or an office document"),
        (b"\x1f\x8b\x08", "is compressed"),
        (b"\x7fELF\x00\x01", "is not text"),
        (b"{\\rtf1 The port", "is a rich text document"),
    ],
)
def test_other_files_are_refused_by_what_they_are(data: bytes, what: str) -> None:
    assert f"brief.txt {what}" in refusal(data)


@pytest.mark.parametrize("data", [b"", b"\n \n", "\ufeff".encode(), "\u00a0\n".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data) == ("brief.txt has no text; give a file or page with the article in it")


def test_a_file_of_nothing_but_furniture_is_refused_unless_that_is_wanted() -> None:
    data = b"Contact us\nSubscribe\nShare this\n"

    assert refusal(data) == (
        "brief.txt has nothing but navigation and notices; --all reads them too"
    )
    assert article_from_bytes(data, "brief.txt", Meta(), keep_furniture=True).blocks


def test_a_text_in_another_language_is_refused() -> None:
    assert refusal(GERMAN.encode()) == (
        "brief.txt does not look English (2% of its words are English function words); "
        "only English can be read"
    )


def test_a_short_text_may_do_without_small_words() -> None:
    assert content(b"Xi to visit Moscow in March\nOil prices rise").blocks


@pytest.mark.parametrize("unit", [b"<!--x-->", b"<!-- ", b"<?xml ", b" ", b"<!--x--><"])
def test_it_takes_no_time_to_tell_that_a_file_is_no_page(unit: bytes) -> None:
    start = perf_counter()

    for data in (unit * 10_000, b"The port will open. " + unit * 10_000):
        with suppress(RefusedError):
            content(data)

    assert perf_counter() - start < 5


def test_letters_under_heaps_of_accents_are_refused() -> None:
    heap = "The port will open. a" + "\u0301\u0315" * 200_000

    assert "heaps accents on a letter" in refusal(heap.encode())


def test_emoji_in_a_row_are_text() -> None:
    assert content(("The port will open. " + "😀" * 500).encode()).blocks


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.txt", "no such file or directory"), (".", "is a directory")],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(RefusedError, match=f"{name} cannot be read: {reason}"):
        read_article(name, Meta())


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(21 * 2**20)

    with pytest.raises(RefusedError, match="is larger than 20 MiB"):
        read_article(str(path), Meta())


def test_five_megabytes_are_read_within_seconds() -> None:
    paragraph = "The port will probably stay closed, officials of the harbour said on Monday. " * 9
    data = f"{paragraph}\n".encode() * 8_000
    start = perf_counter()

    article = content(data)

    assert len(data) > 5_000_000
    assert len(sentences_of(article)) == 72_000
    assert perf_counter() - start < 10
