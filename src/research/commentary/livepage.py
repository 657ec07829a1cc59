"""The live page: a report on this machine alone that shows what was saved, and what is wrong."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

__all__ = ["LivePage", "Shown"]

HOST = "127.0.0.1"
# Seconds after which a page that nothing happened to is told so, to see whether it is still there.
_BEAT = 15.0
_SCRIPT = Path(__file__).with_name("live.js")
_STYLE = Path(__file__).with_name("live.css")
_WAITING = "<!DOCTYPE html><html lang='en'><title>Report</title><body><h1>Not built yet</h1></body>"


@dataclass(frozen=True)
class Shown:
    """What the page shows.

    Parameters
    ----------
    version : counts the pages.
    page : the report.
    problems : what is wrong with what was saved last, a line each; the page is the last good one.
    note : what is going on.
    """

    version: int = 0
    page: str = _WAITING
    problems: tuple[str, ...] = ()
    note: str = ""

    def told(self) -> str:
        """Give what an open page needs to know, as JSON."""
        told = {"version": self.version, "problems": self.problems, "note": self.note}
        return json.dumps(told, ensure_ascii=False)


@dataclass
class LivePage:
    """Serves a page on the loopback, and tells open ones when there is another.

    Parameters
    ----------
    port : of the page; a free one where it is 0.

    Raises
    ------
    OSError
        If something else has the port.
    """

    port: int = 0
    shown: Shown = field(default_factory=Shown, init=False)
    _changed: threading.Condition = field(default_factory=threading.Condition, init=False)
    _ended: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._server = _Server((HOST, self.port), _Handler)
        self._server.live = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Address of the page."""
        return f"http://{HOST}:{self.port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def show(
        self, page: str | None = None, *, problems: Sequence[str] = (), note: str = ""
    ) -> None:
        """Show a page, or what is wrong while the last good one stays.

        Parameters
        ----------
        page : the report; the one that is shown where left out.
        problems : a line each.
        note : what is going on.
        """
        with self._changed:
            before = self.shown
            other = page is not None and page != before.page
            self.shown = Shown(
                before.version + other,
                page if page is not None else before.page,
                tuple(problems),
                note,
            )
            self._changed.notify_all()

    def note(self, note: str) -> None:
        """Say what is going on, and leave all else as it is."""
        with self._changed:
            self.shown = replace(self.shown, note=note)
            self._changed.notify_all()

    def after(self, seen: str) -> str | None:
        """Wait for something else to be shown; None when the page has ended.

        Parameters
        ----------
        seen : what was told last. It is told again after a while, where nothing happens.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self.shown.told() != seen, _BEAT)
            return None if self._ended else self.shown.told()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    live: LivePage


class _Handler(BaseHTTPRequestHandler):
    """Answers for the page and for its events; anybody else's pages may not ask."""

    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        live = self.server.live
        if self.headers.get("Host") not in (f"{HOST}:{live.port}", f"localhost:{live.port}"):
            # A name that leads here was given by a page from elsewhere.
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path == "/":
            self._send(_with_script(live.shown))
        elif self.path == "/events":
            self._tell(live)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send(self, page: str) -> None:
        content = page.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _tell(self, live: LivePage) -> None:
        """Send events to a page until it is closed, or the watch ends."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        told: str | None = live.shown.told()
        try:
            while told is not None:
                self.wfile.write(f"data: {told}\n\n".encode())
                self.wfile.flush()
                told = live.after(told)
        except OSError:
            # The page was closed.
            return

    def log_message(self, *_: Any) -> None:
        """Keep the terminal for what concerns the texts."""


def _with_script(shown: Shown) -> str:
    """Give the page with what keeps it fresh, and its version."""
    style = _STYLE.read_text(encoding="utf-8")
    script = _SCRIPT.read_text(encoding="utf-8").replace("VERSION", str(shown.version))
    before, _, after = shown.page.rpartition("</body>")
    return f"{before}<style>\n{style}</style>\n<script>\n{script}</script>\n</body>{after}"
