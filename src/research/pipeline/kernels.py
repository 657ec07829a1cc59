"""Kernel managers for a build: warm or cold kernels over private sockets."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
import tempfile
import time
from importlib.metadata import EntryPoint
from queue import Empty
from typing import TYPE_CHECKING

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets import Type

from research.memory import FOLDER
from research.pipeline import kernel_uses, outputs
from research.pipeline.channels import BoundedChannel
from research.pipeline.provisioner import NAME
from research.pipeline.warm import ENVIRONMENT
from research.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Client", "NotReadyError", "manager"]

# A socket's whole name has at most 107 bytes on Linux and 103 on macOS.
LONGEST_PLACE = 80
SHORT_PLACES = ("/tmp", "/var/tmp")  # noqa: S108 - a private folder is made inside


class NotReadyError(RuntimeError):
    """A kernel died, or said nothing, before it was ready; the text says which."""


class Client(AsyncKernelClient):
    """A client that knows a kernel is ready by what the kernel says, not by a silence."""

    iopub_channel_class = Type(BoundedChannel)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until requests are answered and outputs arrive.

        Raises
        ------
        NotReadyError
            If the kernel died, or did not answer in time.
        """
        limit = time.monotonic() + (timeout or float("inf"))
        while not await self._answers():
            if not await self.is_alive():
                msg = "the kernel died before it was ready"
                raise NotReadyError(msg)
            if time.monotonic() > limit:
                msg = f"the kernel did not answer within {timeout:g} s"
                raise NotReadyError(msg)

    async def _answers(self) -> bool:
        """Ask once; True when the answer and the end of its work both came back."""
        asked = self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=1)
            while reply["parent_header"].get("msg_id") != asked:
                reply = await self.shell_channel.get_msg(timeout=1)
            while True:
                news = await self.iopub_channel.get_msg(timeout=0.2)
                mine = news["parent_header"].get("msg_id") == asked
                if mine and news["content"].get("execution_state") == "idle":
                    break
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


@contextlib.contextmanager
def manager(
    *, cold: bool = False, memory: str = "", memory_limit: int = 0
) -> Iterator[type[AsyncKernelManager]]:
    """Give a class of kernel managers for one run.

    The kernel of a Python notebook is this Python, whatever kernels a user has installed under
    the same name; other languages have the kernel that is installed for them. Connections are
    sockets in a private folder: ports would be raced for, and readable by others.

    Parameters
    ----------
    cold : start a fresh Python rather than fork a warm one.
    memory : folder in which the kernels of a build share outcomes; none if empty.
    memory_limit : MiB of memory that a kernel may take; 0 for as much as there is.
    """
    register()
    with scratch_folder(place=_place()) as folder:

        class Manager(AsyncKernelManager):
            @property
            def kernel_spec(self) -> KernelSpec | None:
                if self.kernel_name in (NATIVE_KERNEL_NAME, "python"):
                    return _this_python(folder, cold, memory, memory_limit)
                return super().kernel_spec

            def _client_factory_default(self) -> type[Client]:
                return Client

            def _connection_file_default(self) -> str:
                return os.fspath(folder / "kernel.json")

            def _transport_default(self) -> str:
                fits = len(os.fspath(folder)) < LONGEST_PLACE
                return "ipc" if fits and sys.platform != "win32" else "tcp"

        yield Manager


def register() -> None:
    """Make the provisioner known, also where the package's entry points are not installed."""
    value = "research.pipeline.provisioner:WarmProvisioner"
    entry = EntryPoint(NAME, value, KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.instance().provisioners.setdefault(NAME, entry)


def _place() -> str | None:
    """Give a folder whose names leave room for a socket's, where the temporary folder does not."""
    if len(tempfile.gettempdir()) + len("/research-12345678") < LONGEST_PLACE:
        return None
    return next((place for place in SHORT_PLACES if os.access(place, os.W_OK)), None)


def _this_python(folder: Path, cold: bool, memory: str, memory_limit: int) -> KernelSpec:
    return KernelSpec(
        # Nobody goes back to what a build typed: no database of it is written.
        argv=[
            *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
            "--HistoryManager.enabled=False",
            f"--IPKernelApp.extensions={outputs.__name__}",
            f"--IPKernelApp.extensions={kernel_uses.__name__}",
            *_limits(memory_limit),
        ],
        display_name="Python",
        language="python",
        # Nobody's profile: start-up files there would change what notebooks do. One thread, and
        # one order of sums, whatever the user's environment says.
        env={**ENVIRONMENT, "IPYTHONDIR": os.fspath(folder / "ipython"), FOLDER: memory},
        metadata={
            "kernel_provisioner": {
                "provisioner_name": NAME,
                "config": {"cold": cold, "patient": True},
            }
        },
    )


def _limits(memory_limit: int) -> list[str]:
    """Give the option that has a kernel bound its own memory, where the system can."""
    if not memory_limit or importlib.util.find_spec("resource") is None:
        return []
    size = memory_limit << 20
    line = f"(lambda r: r.setrlimit(r.RLIMIT_AS, ({size}, {size})))(__import__('resource'))"
    return [f"--IPKernelApp.exec_lines={line}"]
