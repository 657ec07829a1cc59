"""Kernel managers for a build: warm or cold kernels over private sockets."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from research.pipeline.provisioner import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["manager"]


@contextlib.contextmanager
def manager(*, cold: bool = False) -> Iterator[type[AsyncKernelManager]]:
    """Give a class of kernel managers for one run.

    The kernel of a Python notebook is this Python, whatever kernels a user has installed under
    the same name; other languages have the kernel that is installed for them. Connections are
    sockets in a private folder: ports would be raced for, and readable by others.

    Parameters
    ----------
    cold : start a fresh Python rather than fork a warm one.
    """
    register()
    with tempfile.TemporaryDirectory(prefix="research-", ignore_cleanup_errors=True) as folder:

        class Manager(AsyncKernelManager):
            @property
            def kernel_spec(self) -> KernelSpec | None:
                if self.kernel_name in (NATIVE_KERNEL_NAME, "python"):
                    return _this_python(folder, cold=cold)
                return super().kernel_spec

            def _connection_file_default(self) -> str:
                return os.fspath(Path(folder) / "kernel.json")

            def _transport_default(self) -> str:
                return "ipc"

        yield Manager


def register() -> None:
    """Make the provisioner known, also where the package's entry points are not installed."""
    value = "research.pipeline.provisioner:WarmProvisioner"
    entry = EntryPoint(NAME, value, KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.instance().provisioners.setdefault(NAME, entry)


def _this_python(folder: str, *, cold: bool) -> KernelSpec:
    return KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="Python",
        language="python",
        # Nobody's profile: start-up files there would change what notebooks do.
        env={"IPYTHONDIR": os.fspath(Path(folder) / "ipython")},
        metadata={"kernel_provisioner": {"provisioner_name": NAME, "config": {"cold": cold}}},
    )
