"""Channels to a kernel: what it prints is bounded, so that no loop of prints fills a report."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from jupyter_client.channels import AsyncZMQSocketChannel

__all__ = ["MOST_PRINTED", "BoundedChannel"]

# Characters of a stream that are kept of a cell.
MOST_PRINTED = 200_000
CUT = f"\n[The rest is left out: a cell keeps {MOST_PRINTED:,} characters of what it prints.]\n"


class BoundedChannel(AsyncZMQSocketChannel):
    """The channel of outputs, which shortens what a cell prints without end."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._printed: Counter[tuple[str, str]] = Counter()

    async def get_msg(  # type: ignore[override]  # as its parent does
        self, timeout: float | None = None
    ) -> dict[str, Any]:
        """Give the next message; a stream's text only as far as there is room for it."""
        if self.socket is None:
            # The time was up and the client has closed: who still waits is let go without an error.
            raise asyncio.CancelledError
        message: dict[str, Any] = await super().get_msg(timeout)
        if message["header"]["msg_type"] == "stream":
            content = message["content"]
            stream = (str(message["parent_header"].get("msg_id")), content["name"])
            content["text"] = self._bounded(stream, content["text"])
        return message

    def _bounded(self, stream: tuple[str, str], text: str) -> str:
        before = self._printed[stream]
        self._printed[stream] += len(text)
        if before > MOST_PRINTED:
            return ""
        if self._printed[stream] <= MOST_PRINTED:
            return text
        return text[: MOST_PRINTED - before] + CUT
