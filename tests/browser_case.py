"""Chromium without a window, spoken to through pipes in its DevTools protocol."""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --no-first-run"
    " --disable-dev-shm-usage --disable-background-networking --remote-debugging-pipe"
)
COMPLAINTS = {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"}

ON_3_AND_4 = """
import fcntl, os, sys
kept = [fcntl.fcntl(int(pipe), fcntl.F_DUPFD, 10) for pipe in sys.argv[1:3]]
for place, pipe in enumerate(kept, 3):
    os.dup2(pipe, place)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Where the browser expects its pipes."""

Message = dict[str, Any]


class Browser:
    """One tab. `complaints` and `requests` are those since the page was opened."""

    def __init__(self, profile: Path) -> None:
        assert PROGRAM is not None
        to_browser, write = os.pipe()
        read, from_browser = os.pipe()
        pipes = (to_browser, from_browser)
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", ON_3_AND_4, *map(str, pipes)),
                *(PROGRAM, *FLAGS.split(), f"--user-data-dir={profile}"),
            ],
            pass_fds=pipes,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(profile)},
        )
        for pipe in pipes:
            os.close(pipe)
        self._write, self._read = write, read
        self._rest = b""
        self._count = 0
        self._session: str | None = None
        self._events: list[Message] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        with suppress(OSError, EOFError):
            self.call("Browser.close")
        self._process.wait(timeout=30)
        os.close(self._write)
        os.close(self._read)

    def open(self, path: Path, width: int, scheme: str = "light") -> None:
        """Show the file as wide as this, in the colours that a reader prefers."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.call("Emulation.setEmulatedMedia", features=[feature])
        self._events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self._events):
            self._events.append(self._receive())

    @property
    def complaints(self) -> list[Message]:
        """What stands in the console."""
        return [event for event in self._events if event["method"] in COMPLAINTS]

    @property
    def requests(self) -> list[str]:
        """Every address that was asked for."""
        sent = [one for one in self._events if one["method"] == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]

    def value(self, script: str) -> Any:
        """What a script finds out; waits for promises."""
        done = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def picture(self) -> bytes:
        """The whole page as PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        taken = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        return b64decode(taken["data"])

    def press(self, key: str) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=9
            )

    def call(self, method: str, **params: object) -> Message:
        self._count += 1
        message: Message = {"id": self._count, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return dict(answer["result"])
            self._events.append(answer)

    def _receive(self) -> Message:
        while b"\0" not in self._rest:
            block = os.read(self._read, 2**16)
            if not block:
                raise EOFError("the browser has ended")
            self._rest += block
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))
