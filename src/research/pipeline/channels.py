"""Channels to a kernel: what it prints is bounded, also where the kernel itself bounds nothing."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_client.channels import AsyncZMQSocketChannel

from research.pipeline.outputs import Printed

__all__ = ["BoundedChannel"]


class BoundedChannel(AsyncZMQSocketChannel):
    """The channel of outputs, which shortens what a cell prints without end."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._printed = Printed()

    async def get_msg(  # type: ignore[override]  # as its parent does
        self, timeout: float | None = None
    ) -> dict[str, Any]:
        """Give the next message; a stream's text only as far as there is room for it."""
        if self.socket is None:
            # The time was up and the client has closed: who still waits is let go without an error.
            raise asyncio.CancelledError
        message: dict[str, Any] = await super().get_msg(timeout)
        if message["header"]["msg_type"] == "stream":
            content, cell = message["content"], str(message["parent_header"].get("msg_id"))
            content["text"] = self._printed.kept(cell, content["name"], content["text"])
        return message

    async def _recv(self, **options: Any) -> dict[str, Any]:  # type: ignore[override]
        # The same, where it closed while a message was at the door.
        if self.socket is None:
            raise asyncio.CancelledError
        message: dict[str, Any] = await super()._recv(**options)
        return message
