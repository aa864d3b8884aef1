"""Pages from the network: what is read, and every limit on it, against a server of our own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from threading import Event

import pytest

from forecastctl.errors import RefusedError
from forecastctl.extract.article import read_article
from forecastctl.extract.base import ArticleText, Meta
from forecastctl.extract.fetch import Limits, fetch, is_public
from web_case import STORY, html, page, plain, redirect, serving, zipped

pytest.importorskip("httpx", reason="needs the extra web")

import httpx

MIB = 2**20


def read(url: str) -> ArticleText:
    return read_article(url, Meta(), allow_private=True)


def refusal(url: str, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as refused:
        fetch(url, limits or Limits(allow_private=True))
    return str(refused.value)


def test_a_page_is_read_with_its_address() -> None:
    with serving({"/story": html(page())}) as site:
        article = read(f"{site}/story")

    assert article.text.startswith("Port talks stall\n\nThe port will probably stay closed")
    assert "Home" not in article.text
    assert "newsletter" not in article.text
    assert article.meta.title == "Port talks stall"
    assert article.meta.url == f"{site}/story"


def test_redirects_are_followed_to_the_page() -> None:
    answers = {"/a": redirect("/b"), "/b": redirect("c", 301), "/c": html(page())}
    with serving(answers) as site:
        assert read(f"{site}/a").meta.url == f"{site}/c"


def test_a_redirect_that_never_ends_is_told() -> None:
    with serving({"/a": redirect("/b"), "/b": redirect("/a")}) as site:
        assert "is redirected more than 5 times" in refusal(f"{site}/a")


def test_a_packed_page_is_unpacked() -> None:
    with serving({"/": zipped(page())}) as site:
        assert "The port will probably stay closed" in read(f"{site}/").text


def test_a_packed_page_counts_at_its_full_size() -> None:
    with serving({"/": zipped(page("<p>Freight rates may rise.</p>" * 100_000))}) as site:
        limits = Limits(size=MIB, allow_private=True)
        assert refusal(f"{site}/", limits).endswith("is larger than 1 MiB; save its text")


def test_packings_that_were_not_asked_for_are_refused() -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "br"}
    with serving({"/": plain(b"\x0b\x02\x80abc\x03", headers)}) as site:
        assert "packed in a way that was not asked for" in refusal(f"{site}/")


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "made-up", "rot13", "utf-7"])
def test_a_charset_that_is_declared_wrongly_does_no_harm(declared: str) -> None:
    content = page(STORY.replace("Omar Diaz", "Ömer Díaz")).encode()
    with serving({"/": plain(content, {"Content-Type": f"text/html; charset={declared}"})}) as site:
        assert "Ömer Díaz" in read(f"{site}/").text


def test_the_charset_of_the_head_is_used_where_it_is_needed() -> None:
    text = page(STORY.replace("Omar Diaz", "Omar Díaz"))
    headers = {"Content-Type": "text/html; charset=iso-8859-1"}
    with serving({"/": plain(text.encode("cp1252"), headers)}) as site:
        assert "“We expect the dockers to vote on Friday,” said Omar Díaz" in read(f"{site}/").text


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 503])
def test_an_answer_that_is_no_page_is_told_with_its_number(status: int) -> None:
    with serving({"/": plain(b"", {}, status)}) as site:
        assert f"{site}/ answers {status}" in refusal(f"{site}/")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_what_is_no_page_is_refused_by_its_type(kind: str) -> None:
    with serving({"/": plain(b"%PDF-1.7", {"Content-Type": kind})}) as site:
        assert refusal(f"{site}/") == (
            f"{site}/ is {kind}, not a page; save its text and give that"
        )


def test_plain_text_is_read_as_it_is() -> None:
    content = b"Port talks stall\n\nThe port will open on 4 April.\n"
    with serving({"/": plain(content, {"Content-Type": "text/plain"})}) as site:
        assert read(f"{site}/").text == content.decode()


def test_a_page_of_50_mb_is_refused_long_before_its_end() -> None:
    sent: list[int] = []

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", str(50 * MIB))
        request.end_headers()
        for _ in range(50):
            request.wfile.write(b"x" * MIB)
            sent.append(MIB)

    with serving({"/": endless}) as site:
        limits = Limits(size=2 * MIB, allow_private=True)
        assert refusal(f"{site}/", limits).endswith("is larger than 2 MiB; save its text")
    assert sum(sent) < 50 * MIB


@pytest.mark.parametrize("drip", [b"H", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_page_that_takes_too_long_is_given_up(drip: bytes) -> None:
    """Also where every byte comes in time, so that no single wait is long."""
    done = Event()

    def slow(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(drip)
        while not done.wait(0.02):
            request.wfile.write(b"x")

    with serving({"/": slow}) as site:
        message = refusal(f"{site}/", Limits(seconds=0.5, allow_private=True))
        done.set()

    assert message in (
        f"{site}/ took longer than 0.5 seconds; save the page and give the file",
        f"{site}/ does not answer; try again later",
    )


def test_nobody_there_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        refused = refusal(f"http://127.0.0.1:{port}/")

    assert refused.endswith("/ cannot be reached: Connection refused")


def test_an_answer_that_is_not_http_is_told() -> None:
    def babble(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"220 smtp.example ESMTP\r\n")

    with serving({"/": babble}) as site:
        assert "cannot be read" in refusal(f"{site}/")


def test_private_addresses_are_refused_unless_allowed() -> None:
    with serving({"/": html(page())}) as site:
        assert refusal(f"{site}/", Limits()) == (
            f"{site}/ is at the private address 127.0.0.1; --allow-private reads it"
        )
        assert fetch(f"{site}/", Limits(allow_private=True)).media_type == "text/html"


def test_a_name_is_judged_by_all_of_its_addresses() -> None:
    assert "at the private address" in refusal("https://localhost:1/", Limits())


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    @contextmanager
    def stream(_: httpx.Client, __: str, url: httpx.URL, **___: object) -> Iterator[httpx.Response]:
        asked.append(str(url))
        yield httpx.Response(302, headers={"Location": "https://10.0.0.1/admin"})

    monkeypatch.setattr(httpx.Client, "stream", stream)

    assert refusal("https://8.8.8.8/story", Limits()) == (
        "https://10.0.0.1/admin is at the private address 10.0.0.1; --allow-private reads it"
    )
    assert asked == ["https://8.8.8.8/story"]


def test_what_is_not_encrypted_is_refused_outside_a_private_network() -> None:
    assert refusal("http://192.0.2.1.example.invalid/").endswith("is the address right")
    assert refusal("http://8.8.8.8/", Limits()) == (
        "http://8.8.8.8/ is not encrypted, so anybody could change it; write https://"
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://ana:secret@example.org/", "the address has a password in it"),
        ("https://", "is not a page on the web"),
        ("https://[::1/", "is not an address"),
        ("https://example.org:99999/", "is not an address"),
        ("https://no-such-host.invalid/", "there is no host no-such-host.invalid"),
        ("https://xn--\u2603.invalid/", "there is no host"),
    ],
)
def test_addresses_that_cannot_be_right_are_refused(url: str, reason: str) -> None:
    message = refusal(url, Limits())

    assert reason in message
    assert "secret" not in message


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
        *("64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1"),
    ],
)
def test_addresses_of_no_public_network_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_without_the_extra_an_address_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("forecastctl.extract.fetch.find_spec", lambda _: None)

    assert "pip install 'forecastctl[web]'" in refusal("https://example.org/", Limits())
