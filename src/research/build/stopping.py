"""Commands that are asked to stop: by Ctrl-C, by a closed terminal, or by the system."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

__all__ = ["Stopped", "stoppable"]

# A closed terminal sends the first of them, where there is such a signal.
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM") if hasattr(signal, name)
)


class Stopped(BaseException):
    """The process was asked to end: what it started ends first.

    Parameters
    ----------
    number : of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """The exit code that shells expect of a process that a signal ended."""
        return 128 + self.number


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals that ask a process to end into an exception, as Python does with Ctrl-C.

    A second one ends the process at once. Outside the main thread, which alone receives signals,
    nothing is changed; a signal that is ignored, as by ``nohup``, stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]

    def stop(number: int, _: FrameType | None) -> NoReturn:
        for each in heeded:
            signal.signal(each, signal.SIG_DFL)
        raise Stopped(number)

    for number in heeded:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])
