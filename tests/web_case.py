"""A server on the loopback interface that answers as a test tells it to."""

import gzip
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Answer = Callable[[BaseHTTPRequestHandler], None]

STORY = """\
<p>The port will probably stay closed until the dockers have voted, officials said on Monday.
The crews want to be paid for the nights that they have spent on the quay since the winter.</p>
<p>“We expect the dockers to vote on Friday,” said Omar Diaz, who speaks for the crews of the
harbour. The ferries to the islands are not part of the quarrel and will run as they always do.</p>
<p>Freight rates may rise by a tenth if the terminal is still shut in May, the Quay Institute
said in a note to its clients. It was the first time that it had said so in four years.</p>
"""


def page(body: str = STORY, head: str = "", title: str = "Port talks stall") -> str:
    """A page with an article, its navigation and its foot."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Tradewatch</title>{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/ports">Ports</a></li></ul></nav>
<main><article><h1>{title}</h1>
{body}</article></main>
<aside><p>Sign up for our newsletter</p></aside>
<footer><p>© Tradewatch</p><script>track("the port will sink");</script></footer></body></html>"""


def html(text: str, headers: Mapping[str, str] | None = None, charset: str = "utf-8") -> Answer:
    """Answers with a page."""
    content = text.encode(charset)
    return plain(content, {"Content-Type": f"text/html; charset={charset}", **(headers or {})})


def plain(content: bytes, headers: Mapping[str, str], status: int = 200) -> Answer:
    """Answers with these bytes."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def zipped(text: str) -> Answer:
    """Answers with a page that is packed."""
    return plain(
        gzip.compress(text.encode()),
        {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"},
    )


def redirect(target: str, status: int = 302) -> Answer:
    """Sends the reader elsewhere."""
    return plain(b"", {"Location": target}, status)


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[str]:
    """The address of a server with these answers by path; it is gone at the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path)
            try:
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
