"""The template process: Python with the libraries imported, forked for every warm kernel.

It forks for single calls too (``{"call": "module:function", ...}``), whose outcome is pickled into
a file that the client names.

Run as a script, by path, so that nothing of this package is imported unless the client names it: a
forked kernel reads the package's modules afresh. A build names what its chapters import, between
requests, for as long as the package stays as it was. The process stays single-threaded, opens
nothing, and asks nobody: requests come as messages on one socket, each with a socket of its own
over which that kernel is minded.

What is said over a kernel's socket: the child says ``ready <pid> <seconds>`` once it listens; the
template says ``exit <code> <peak memory in KiB>`` when it ends, ``threads <library>`` or ``unfit
<reason>``; the client says ``signal <number>``. When the client closes it, or is gone, the kernel
is killed.
"""

from __future__ import annotations

import sys

# Its own folder must not be searched for modules, neither here nor in a kernel. Python's -P would
# see to that, and would also keep IPython and spawned workers from the folder of the notebook.
if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]

import atexit
import builtins
import contextlib
import ctypes
import gc
import importlib
import json
import os
import pickle
import random
import selectors
import signal
import socket
import time
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# What every chapter imports, and what few do: the latter in pieces, between requests, so that no
# kernel waits long for it. Only what is there is imported. A kernel forked before imports for
# itself what it needs.
with open(__file__.removesuffix("template.py") + "libraries.json") as _file:  # noqa: PTH123
    _libraries = json.load(_file)
PRELOAD, LATER = tuple(_libraries["first"]), tuple(_libraries["later"])
# This project's own package.
OWN = "research"
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LARGEST_REQUEST = 1 << 20


class Kernel:
    """A forked kernel as the template sees it: its process and the socket to its client."""

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.channel = channel
        self.watch = os.pidfd_open(pid)

    def signal(self, number: int) -> None:
        """Send a signal to the kernel and what it started."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            # Between the fork and its setsid() the child has no group yet.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def reap(self) -> bytes:
        """Wait for the process that has ended, and say how."""
        _, status, usage = os.wait4(self.pid, 0)
        os.close(self.watch)
        # Processes that the kernel started, and left behind, go with it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        return b"exit %d %d" % (os.waitstatus_to_exitcode(status), usage.ru_maxrss)


def end_orphans(kernels: Collection[Kernel]) -> None:
    """End what kernels that are gone have left behind, in sessions of its own too.

    Orphans come to the template, and theirs when they end. A kernel that lives keeps its own.
    """
    known = {kernel.pid for kernel in kernels}
    while orphans := _children() - known:
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> set[int]:
    with open(f"/proc/self/task/{os.getpid()}/children") as file:  # noqa: PTH123
        return {int(pid) for pid in file.read().split()}


def adopt() -> None:
    """Become the parent of what descendants leave behind when they end."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def preload(names: Iterable[str] = PRELOAD) -> str:
    """Import libraries as a kernel would find them, and keep them out of its garbage collector.

    Returns
    -------
    The library that started threads when it was imported, with which no kernel can be forked; an
    empty string when all is well.
    """

    class Shell:
        kernel = True

    # pandas asks, when it is imported, whether it prints to a terminal: it will not.
    builtins.get_ipython = Shell  # type: ignore[attr-defined]
    try:
        for name in names:
            # What fails here, fails again in the kernel that wants it, and there it is read.
            with contextlib.suppress(Exception), _bytecode_of(name):
                importlib.import_module(name)
            if _threads() > 1:
                return name.partition(".")[0]
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]
    # A collection would copy every page that it looks at into the forked process.
    gc.freeze()
    return ""


def _threads() -> int:
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - pathlib would be one import more


def unfit(library: str = "", *, named: bool = False) -> str:
    """Say why this process must not be forked; an empty string when all is well.

    Parameters
    ----------
    library : what started threads when it was imported.
    named : whether the client named modules of the package itself.
    """
    if library:
        return f"threads {library}"
    if (threads := _threads()) > 1:
        return f"unfit {threads} threads run before anything is imported"
    if not named and any(name.partition(".")[0] == OWN for name in sys.modules):
        return "unfit the package itself was imported"
    return ""


def serve(
    control: socket.socket,
    problem: str,
    later: Iterable[str],
    started: float,
    *,
    named: bool = False,
) -> None:
    """Fork a kernel for every request, until the client is gone.

    Parameters
    ----------
    control : where requests come in.
    problem : why nothing can be forked; empty when all is well.
    later : libraries to import between requests.
    started : when this process began to import, by the monotonic clock.
    named : whether modules of the package itself are among them.
    """
    parent = os.getppid()
    kernels: set[Kernel] = set()
    seconds = time.monotonic() - started
    left = [] if problem else list(later)
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ, None)
        try:
            while os.getppid() == parent:
                events = selector.select(timeout=0 if left else 1.0)
                for key, _ in events:
                    if key.data is not None:
                        key.data()
                    elif not _accept(control, problem, seconds, selector, kernels):
                        return
                if left and not events:
                    problem = unfit(preload((left.pop(0),)), named=named)
                    left = [] if problem else left
        finally:
            for kernel in kernels:
                kernel.signal(signal.SIGKILL)
                kernel.reap()
            end_orphans(())


def _accept(
    control: socket.socket,
    problem: str,
    seconds: float,
    selector: selectors.BaseSelector,
    kernels: set[Kernel],
) -> bool:
    """Take a request; False when the client is gone."""
    message, handles, _, _ = socket.recv_fds(control, LARGEST_REQUEST, 3)
    if not message:
        return False
    channel = socket.socket(fileno=handles[0])
    if problem:
        channel.sendall(problem.encode())
        channel.close()
        return True
    template = os.getpid()
    pid = os.fork()
    if pid == 0:
        become(json.loads(message), channel, handles[1:], template, seconds)
    for handle in handles[1:]:
        os.close(handle)
    kernel = Kernel(pid, channel)
    kernels.add(kernel)

    def minded() -> None:
        if kernel not in kernels:
            return
        try:
            order = channel.recv(64)
        except OSError:
            order = b""
        if order:
            kernel.signal(int(order.split()[1]))
        else:
            selector.unregister(channel)
            kernel.signal(signal.SIGKILL)

    def ended() -> None:
        kernels.discard(kernel)
        selector.unregister(kernel.watch)
        with contextlib.suppress(KeyError, ValueError):
            selector.unregister(channel)
        with contextlib.suppress(OSError):
            channel.sendall(kernel.reap())
        channel.close()
        end_orphans(kernels)

    selector.register(channel, selectors.EVENT_READ, minded)
    selector.register(kernel.watch, selectors.EVENT_READ, ended)
    return True


def become(
    request: dict[str, Any],
    channel: socket.socket,
    output: list[int],
    template: int,
    seconds: float,
) -> NoReturn:
    """Turn this forked process into what was asked for, and end with it."""
    code = 1
    try:
        _reset(request, channel, output, template)
        if "call" in request:
            code = _run_call(request)
        else:
            code = _run_kernel(request["argv"], channel, template, seconds)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            atexit._run_exitfuncs()
        for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(code)


def _reset(
    request: dict[str, Any], channel: socket.socket, output: list[int], template: int
) -> None:
    """Forget what belonged to the template: session, signals, descriptors, place, chance."""
    gc.enable()
    os.setsid()
    # Without a template nobody would mind this kernel: it goes when that goes.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    adopt()
    if os.getppid() != template:
        os._exit(1)
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
    # Python itself ignores it, so that a closed pipe is an exception.
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, handle in zip((0, 1, 2), (nothing, *output), strict=False):
        os.dup2(handle, place)
    kept = channel.fileno()
    os.closerange(3, kept)
    os.closerange(kept + 1, max(int(name) for name in os.listdir("/proc/self/fd")) + 1)  # noqa: PTH208
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    os.chdir(request["cwd"])
    if sys.dont_write_bytecode:
        _keep_bytecode(request["env"])
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    if "multiprocessing.process" in sys.modules:
        processes: Any = sys.modules["multiprocessing.process"]
        # Workers prove with it that they belong to this kernel, and to no other.
        processes.current_process().authkey = os.urandom(32)
        # Where spawned workers look for modules.
        processes.ORIGINAL_DIR = request["cwd"]
    # It hooks itself into the shell when it is imported, and there was no shell.
    for name in [name for name in sys.modules if name.startswith("matplotlib_inline")]:
        del sys.modules[name]


@contextlib.contextmanager
def _bytecode_of(name: str) -> Iterator[None]:
    """Import a module of the package as a kernel would, where Python is to write no bytecode."""
    if not sys.dont_write_bytecode or name.partition(".")[0] != OWN:
        yield
        return
    before = sys.pycache_prefix
    _keep_bytecode(dict(os.environ))
    try:
        yield
    finally:
        sys.dont_write_bytecode, sys.pycache_prefix = True, before


def _keep_bytecode(environment: dict[str, str]) -> None:
    """Keep bytecode, apart from the modules: each kernel would compile them anew."""
    sys.dont_write_bytecode = False
    sys.pycache_prefix = bytecode_folder(environment)


def bytecode_folder(environment: dict[str, str]) -> str:
    """Give the folder of a user's own where kernels keep bytecode, if not beside the modules."""
    home = environment.get("HOME") or "/nonexistent"
    cache = environment.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return f"{cache}/research-workbench"


def _run_kernel(argv: list[str], channel: socket.socket, template: int, seconds: float) -> int:
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = argv
    app: Any = IPKernelApp.instance(parent_handle=template)
    app.initialize(argv[1:])
    channel.sendall(b"ready %d %.3f" % (os.getpid(), seconds))
    channel.close()
    app.start()
    return 0


def _run_call(request: dict[str, Any]) -> int:
    module, _, function = request["call"].partition(":")
    outcome: tuple[bool, Any]
    try:
        called = getattr(importlib.import_module(module), function)
        outcome = (True, called(*request["arguments"]))
    except Exception as error:
        outcome = (False, error)
    with open(request["outcome"], "wb") as file:  # noqa: PTH123
        pickle.dump(outcome, file)
    return 0


def main() -> None:
    """Import, then serve the socket whose number is the first argument.

    Further arguments name modules of the package, for later, and libraries that kernels import.
    """
    started = time.monotonic()
    # Imports leave next to nothing to collect, and looking for it takes a tenth of their time.
    gc.disable()
    adopt()
    control = socket.socket(fileno=int(sys.argv[1]))
    own = [name for name in sys.argv[2:] if name.startswith(f"{OWN}.")]
    without = {*sys.argv[2:]}.difference(own)
    first, later = (
        [name for name in names if name.partition(".")[0] not in without]
        for names in (PRELOAD, (*own, *LATER))
    )
    problem = unfit() or unfit(preload(first))
    serve(control, problem, later, started, named=bool(own))


if __name__ == "__main__":
    main()
