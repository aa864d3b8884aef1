"""Pages from the network: over https, within limits, and from public addresses only.

A name is resolved once, every address it has is checked, and the connection goes to one of those,
so that a name cannot show another address to the check than to the connection.
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from importlib.util import find_spec
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

from forecastctl.errors import RefusedError

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
MOST_SECONDS = 30.0
SECONDS_OF_SILENCE = 10.0
SCHEMES = ("https", "http")
_HEADERS = {
    "User-Agent": "forecastctl",
    "Accept": "text/html, application/xhtml+xml, text/*;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
_ENCODINGS = frozenset({"gzip", "deflate", "identity"})
"""Others shrink so far that one chunk could fill the memory."""


class Fetched(NamedTuple):
    """A page as it came: where it was in the end, its type and charset as declared, its bytes."""

    url: str
    media_type: str
    charset: str | None
    content: bytes


class Limits(NamedTuple):
    """How long and how large a page may be, and whether it may come from a private address."""

    seconds: float = MOST_SECONDS
    size: int = 20 * 2**20
    allow_private: bool = False


def fetch(url: str, limits: Limits) -> Fetched:
    """Read a page; everything that goes wrong is one sentence."""
    if find_spec("httpx") is None:
        raise RefusedError(
            "reading URLs needs the extra web: pip install 'forecastctl[web]'; or save the page "
            "and give the file"
        )
    return _within(limits.seconds, lambda: _follow(url, limits), url)


_Result = TypeVar("_Result")


def _within(seconds: float, work: Callable[[], _Result], url: str) -> _Result:
    """Do the work in a thread that is left alone when it takes too long.

    Looking a name up and reading a head that drips in byte by byte have no time limit of their own.
    """
    done: list[_Result] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise RefusedError(
            f"{url} took longer than {seconds:g} seconds; save the page and give the file"
        )
    return done[0]


def _follow(url: str, limits: Limits) -> Fetched:
    import httpx

    timeout = httpx.Timeout(min(SECONDS_OF_SILENCE, limits.seconds))
    with httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(client, url, limits)
            if isinstance(answer, Fetched):
                return answer
            url = answer
    raise RefusedError(
        f"{url} is redirected more than {MOST_REDIRECTS} times; give the address of the article"
    )


def _ask(client: "httpx.Client", url: str, limits: Limits) -> Fetched | str:
    """The page, or the address that the answer points to."""
    import httpx

    host, addresses = _checked(url, limits)
    error: Exception | None = None
    for address in addresses:
        try:
            with client.stream(
                "GET",
                httpx.URL(url).copy_with(host=address),
                headers={"Host": host, **_HEADERS},
                extensions={"sni_hostname": urlsplit(url).hostname},
            ) as response:
                return _answer(url, response, limits)
        except httpx.ConnectError as refused:
            error = refused
        except httpx.TimeoutException:
            raise RefusedError(f"{url} does not answer; try again later") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as broken:
            reason = str(broken) or type(broken).__name__
            raise RefusedError(f"{url} cannot be read: {reason}") from None
    reason = re.sub(r"^\[Errno -?\d+\] ", "", str(error))
    raise RefusedError(f"{url} cannot be reached: {reason}")


def _answer(url: str, response: "httpx.Response", limits: Limits) -> Fetched | str:
    status = response.status_code
    if response.has_redirect_location:
        return urljoin(url, response.headers["location"])
    if status != 200:
        raise RefusedError(f"{url} answers {status} {response.reason_phrase}; is the address right")
    media_type = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not (media_type.startswith("text/") or media_type == "application/xhtml+xml"):
        raise RefusedError(f"{url} is {media_type}, not a page; save its text and give that")
    if response.headers.get("content-encoding", "gzip").lower() not in _ENCODINGS:
        raise RefusedError(f"{url} is packed in a way that was not asked for; save its text")
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limits.size:
            raise RefusedError(f"{url} is larger than {limits.size // 2**20} MiB; save its text")
    return Fetched(url, media_type, response.charset_encoding, bytes(content))


def _checked(url: str, limits: Limits) -> tuple[str, list[str]]:
    """The value of the Host header, and the addresses that the host may be asked at."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise RefusedError(f"{url} is not an address; write https://...") from None
    if parts.scheme not in SCHEMES or not host:
        raise RefusedError(f"{url} is not a page on the web; write https://...")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("the address has a password in it; save the page and give the file")
    addresses = _addresses(url, host, port or (443 if parts.scheme == "https" else 80))
    private = [address for address in addresses if not is_public(address)]
    if private and not limits.allow_private:
        raise RefusedError(
            f"{url} is at the private address {private[0]}; --allow-private reads it"
        )
    if parts.scheme == "http" and len(private) < len(addresses):
        raise RefusedError(f"{url} is not encrypted, so anybody could change it; write https://")
    return parts.netloc, addresses


def _addresses(url: str, host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise RefusedError(f"{url}: there is no host {host}; is the address right") from None
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet, also when it is wrapped in IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = None
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return _is_global(inner) if inner is not None else _is_global(ip)


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 behind a translator (RFC 6052)."""


def _is_global(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
