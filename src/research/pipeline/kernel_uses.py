"""What a chapter used is told by its kernel: with the end of each cell, all that was noted so far.

A kernel of a build loads this module as an extension of IPython. A result alone could not tell it:
a cell that looks at a question and then shows nothing has used it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.uses import noted

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["USED", "Told"]

USED = "research_used"
"""Key of what was used, in the content of the reply that ends a cell."""


class Told:
    """In place of a session's ``send``, which all messages of a kernel go through.

    Parameters
    ----------
    send : the session's own.
    """

    def __init__(self, send: Callable[..., Any]) -> None:
        self._send = send

    def __call__(
        self, stream: Any, msg_or_type: Any, content: Any = None, *rest: Any, **more: Any
    ) -> Any:
        """Send a message; into one that ends a cell, all that was used so far."""
        if msg_or_type == "execute_reply" and isinstance(content, dict):
            content = {**content, USED: noted()}
        return self._send(stream, msg_or_type, content, *rest, **more)


def load_ipython_extension(shell: Any) -> None:
    """Have this kernel tell what its notebook used.

    Parameters
    ----------
    shell : the kernel's `ipykernel.zmqshell.ZMQInteractiveShell`.
    """
    session = shell.kernel.session
    session.send = Told(session.send)
