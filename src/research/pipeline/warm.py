"""The client's side of the template process: start it, ask it for kernels, mind them."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = [
    "ENVIRONMENT",
    "ForkedKernel",
    "NotWarmError",
    "Template",
    "call",
    "close",
    "fork",
    "left_out",
    "overruled",
    "started",
    "template",
]

# One thread for each library: a fork needs it, and sums then have one order. One hash seed, so
# that sets have one order too. Cold kernels get the same. Arrow's allocator, where pandas finds
# Arrow, would otherwise keep a thread for its housekeeping.
ENVIRONMENT = {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
}
SCRIPT = Path(__file__).with_name("template.py")


def overruled(given: Mapping[str, str]) -> list[str]:
    """Say which of a user's variables a build does not heed, and why."""
    return [
        f"{name}={given[name]} is set here; chapters run with {ours}, so that the same inputs give "
        "the same bytes."
        for name, ours in ENVIRONMENT.items()
        if given.get(name, ours) != ours
    ]


class NotWarmError(RuntimeError):
    """A warm kernel cannot be had; the text says why."""


class ThreadsError(NotWarmError):
    """The template imported a library that starts threads: another must do without it.

    Parameters
    ----------
    library : its name.
    """

    def __init__(self, library: str) -> None:
        super().__init__(f"importing {library} starts threads")
        self.library = library


class ForkedKernel:
    """A kernel that the template forked, with the face of `subprocess.Popen`.

    Parameters
    ----------
    channel : socket over which the template minds it; closing it kills the kernel.
    pid : its process.
    seconds : how long the template took to import its libraries.
    """

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket, pid: int, seconds: float) -> None:
        self.pid = pid
        self.seconds = seconds
        self.returncode: int | None = None
        self.peak = 0
        self._channel = channel

    def poll(self) -> int | None:
        """Give the exit code, negative for a signal; None while it runs."""
        if self.returncode is None:
            try:
                self._note(self._channel.recv(64, socket.MSG_DONTWAIT))
            except BlockingIOError:
                pass
            except OSError:
                self._note(b"")
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and give the exit code."""
        if self.poll() is None:
            self._channel.settimeout(timeout)
            try:
                self._note(self._channel.recv(64))
            except TimeoutError:
                kernel = f"kernel {self.pid}"
                raise subprocess.TimeoutExpired(kernel, timeout or 0) from None
        assert self.returncode is not None  # noqa: S101 - _note sets it
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal by way of the template, which knows whether the process still lives."""
        if self.poll() is None:
            with contextlib.suppress(OSError):
                self._channel.send(b"signal %d" % number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _note(self, message: bytes) -> None:
        if message.startswith(b"exit"):
            _, code, peak = message.split()
            self.returncode, self.peak = int(code), int(peak)
        else:
            # The template is gone: the kernel went with it, but not what the kernel started.
            self.returncode = -signal.SIGKILL
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self._channel.close()


class Template:
    """A template process of this process's own; it ends when this process ends.

    Parameters
    ----------
    without : libraries that it leaves to the kernels.
    package : modules of this package that it imports too, if any.
    state : what the package is like while it does.
    """

    def __init__(
        self, without: Collection[str] = (), package: Sequence[str] = (), state: str = ""
    ) -> None:
        self.owner = os.getpid()
        self.without = frozenset(without)
        self.package = tuple(package)
        self.state = state
        self.environment = {**os.environ, **ENVIRONMENT}
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # A session of its own: Ctrl-C at the terminal is for the client, which then closes the
            # socket.
            self.process = subprocess.Popen(
                [
                    *(sys.executable, os.fspath(SCRIPT), str(theirs.fileno())),
                    *(*self.package, *sorted(self.without)),
                ],
                pass_fds=[theirs.fileno()],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        """End it, and with it every kernel that it forked."""
        self._control.close()
        if self.owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)
                return
            self.process.kill()
            self.process.wait()

    async def fork(
        self, argv: Sequence[str], *, cwd: str, env: Mapping[str, str], timeout: float = 60
    ) -> ForkedKernel:
        """Ask for a kernel and wait until it listens.

        Raises
        ------
        NotWarmError
            If the template is unfit or gone, or the kernel ended before it was ready.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = json.dumps({"argv": list(argv), "cwd": cwd, "env": dict(env)}).encode()
        ours.setblocking(False)
        try:
            with theirs:
                socket.send_fds(self._control, [request], [theirs.fileno(), 1, 2])
            loop = asyncio.get_running_loop()
            answer = await asyncio.wait_for(loop.sock_recv(ours, 4096), timeout)
        except (OSError, TimeoutError) as error:
            ours.close()
            msg = f"the template process does not answer ({error})"
            raise NotWarmError(msg) from error
        word, _, rest = answer.decode().partition(" ")
        if word == "ready":
            pid, seconds = rest.split()
            return ForkedKernel(ours, int(pid), float(seconds))
        ours.close()
        raise _refusal(word, rest)

    def call(self, function: str, *arguments: Any, cwd: str) -> Any:
        """Call a function in a fork, where the libraries that it needs are imported already.

        Parameters
        ----------
        function : ``module:name``.
        arguments : what JSON can hold.
        cwd : folder in which it works.

        Raises
        ------
        NotWarmError
            If the template is unfit or gone, or the call left no outcome.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, scratch_folder() as folder:
            outcome = folder / "outcome"
            request = {"call": function, "arguments": arguments, "outcome": os.fspath(outcome)}
            place = {"cwd": cwd, "env": self.environment}
            try:
                with theirs:
                    message = json.dumps(request | place).encode()
                    socket.send_fds(self._control, [message], [theirs.fileno(), 1, 2])
                answer = ours.recv(4096).decode()
                word, _, rest = answer.partition(" ")
                if word in ("threads", "unfit"):
                    raise _refusal(word, rest)
                succeeded, value = pickle.loads(outcome.read_bytes())  # noqa: S301 - our own fork's
            except (OSError, EOFError) as error:
                msg = f"a forked call of {function} failed ({error})"
                raise NotWarmError(msg) from error
        if not succeeded:
            raise value
        return value


def _refusal(word: str, rest: str) -> NotWarmError:
    """Give the error for what a template said in place of a kernel."""
    if word == "threads":
        return ThreadsError(rest)
    reasons = {
        "unfit": rest,
        "exit": f"a forked kernel ended at once, with exit code {rest.partition(' ')[0]}",
    }
    return NotWarmError(reasons.get(word, "the template process ended"))


_lock = threading.Lock()
_template: Template | None = None
# Templates that were replaced and still mind the kernels that they forked.
_replaced: list[Template] = []


def started() -> bool:
    """Tell whether this process has a template already."""
    return _template is not None and _template.alive


def template(package: Sequence[str] = (), state: str = "") -> Template:
    """Give this process's template, started if need be; returns before it is ready.

    Parameters
    ----------
    package : modules of this package that kernels will import: one that is started now has them.
    state : what the package is like. One that has it as it was before makes way.

    Raises
    ------
    NotWarmError
        If this system cannot fork kernels.
    """
    global _template
    if not sys.platform.startswith("linux") or not {"fork", "pidfd_open"} <= set(dir(os)):
        msg = "warm kernels need Linux"
        raise NotWarmError(msg)
    with _lock:
        if _template is not None and _template.alive and _template.state and state:
            if _template.state == state:
                return _template
            _replaced.append(_template)
        elif _template is not None and _template.alive:
            return _template
        elif _template is None:
            atexit.register(close)
        _template = Template(left_out(), package, state)
        return _template


def left_out() -> frozenset[str]:
    """Give the libraries that templates leave out, since importing them starts threads."""
    return _template.without if _template is not None else frozenset()


async def fork(argv: Sequence[str], *, cwd: str, env: Mapping[str, str]) -> ForkedKernel:
    """Ask this process's template for a kernel; see `Template.fork`.

    A library that starts threads when it is imported, as some do, makes a template useless: then
    another one takes its place, which leaves that library to the kernels that want it.

    Raises
    ------
    NotWarmError
        If there can be no template, or it gives no kernel.
    """
    while True:
        asked = template()
        try:
            return await asked.fork(argv, cwd=cwd, env=env)
        except ThreadsError as error:
            _replace(asked, error.library)


def call(function: str, *arguments: Any, cwd: str) -> Any:
    """Call a function in a fork of this process's template; see `Template.call`.

    Raises
    ------
    NotWarmError
        If there can be no template, or it leaves no outcome.
    """
    while True:
        asked = template()
        try:
            return asked.call(function, *arguments, cwd=cwd)
        except ThreadsError as error:
            _replace(asked, error.library)


def _replace(asked: Template, library: str) -> None:
    """Start a template without a library; other threads may have done so meanwhile."""
    global _template
    if library in asked.without:
        msg = f"importing {library} starts threads"
        raise NotWarmError(msg)
    with _lock:
        if _template is asked:
            _replaced.append(asked)
            _template = Template({*asked.without, library}, asked.package, asked.state)


def close() -> None:
    """End this process's templates, if it has any."""
    global _template
    with _lock:
        for each in (*_replaced, _template):
            if each is not None:
                each.close()
        _replaced.clear()
        _template = None
