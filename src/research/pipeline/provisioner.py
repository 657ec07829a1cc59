"""Kernels from a warm template, for every Jupyter program: papermill, nbval, JupyterLab.

Registered as ``research-warm`` in the entry points ``jupyter_client.kernel_provisioners``. Where a
warm kernel cannot be had, the same kernel is started cold, with the same environment.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool

from research.pipeline import warm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["NAME", "WarmProvisioner", "environment", "notes"]

NAME = "research-warm"
LAUNCHER = "ipykernel_launcher"

logger = logging.getLogger("research.kernels")

# What users should know of this process's kernels: why some started cold although warm ones were
# wanted, and what the warm ones do without.
notes: list[str] = []

# How ipykernel's own specification starts Python; no other flag is known to a forked kernel.
USUAL_FLAGS = ({"-m"}, {"-m", "-Xfrozen_modules=off"}, {"-m", "-X", "frozen_modules=off"})


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Give the variables with which any Jupyter program uses warm kernels.

    Parameters
    ----------
    given : the user's environment, which wins: a kernel that differs from the template in what a
        library reads only when it is imported starts cold, and says so.
    """
    return {**warm.ENVIRONMENT, **given, "JUPYTER_DEFAULT_PROVISIONER_NAME": NAME}


class WarmProvisioner(LocalProvisioner):
    """Kernels forked from a template that has the libraries imported."""

    cold = Bool(default_value=False, help="Start a fresh Python for every kernel.")
    patient = Bool(
        default_value=False,
        help="Wait for the template even for the first kernel. A program that runs one notebook is "
        "sooner through with a fresh Python: the template imports more than most notebooks do.",
    )

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel where that is possible, or start one."""
        kwargs["env"] = {**warm.ENVIRONMENT, **kwargs.get("env", os.environ)}
        # A forked kernel goes with its template, hence with this process.
        if self.cold or kwargs.get("independent") or self._is_first():
            return await super().launch_kernel(cmd, **kwargs)
        try:
            argv = _arguments(cmd, kwargs["env"], warm.template().environment)
            cwd = os.fspath(kwargs.get("cwd") or os.getcwd())  # noqa: PTH109
            kernel = await warm.fork(argv, cwd=cwd, env=kwargs["env"])
        except warm.NotWarmError as error:
            _say(f"Kernels start cold: {error}.")
            return await super().launch_kernel(cmd, **kwargs)
        if warm.left_out():
            names = ", ".join(sorted(warm.left_out()))
            _say(f"Importing {names} starts threads, so warm kernels import it anew each time.")
        self.process = kernel  # type: ignore[assignment]
        self.pid = kernel.pid
        self.cwd = cwd
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and see it ended: who asks at once need not ask again after 100 ms."""
        await super().kill(restart)
        for _ in range(50):
            if self.process is None or self.process.poll() is not None:
                return
            await asyncio.sleep(0.001)

    async def wait(self) -> int | None:
        """Wait for the kernel's end; sooner than the 100 ms of the default."""
        if not isinstance(self.process, warm.ForkedKernel):
            result: int | None = await super().wait()
            return result
        while (code := self.process.poll()) is None:
            await asyncio.sleep(0.002)
        self.process = None
        return code

    def _is_first(self) -> bool:
        """Whether this is the first kernel of a process that may want no other."""
        global _asked
        if self.patient or warm.started():
            return False
        _asked += 1
        return _asked == 1


# Kernels that this process was asked for while it had no template.
_asked = 0


def _say(note: str) -> None:
    """Say each thing once."""
    if note not in notes:
        notes.append(note)
        logger.warning("%s", note)


def _arguments(
    command: Sequence[str], wanted: Mapping[str, str], given: Mapping[str, str]
) -> list[str]:
    """Give the kernel's own arguments, or say why the template cannot stand in for this Python."""
    if LAUNCHER not in command or command[0] not in (sys.executable, "python", "python3"):
        msg = f"'{command[0]}' is not this Python with ipykernel"
        raise warm.NotWarmError(msg)
    for name in sorted({*wanted, *given}):
        # Python and the libraries read these once, when they start.
        read_once = name.startswith("PYTHON") or name in warm.ENVIRONMENT
        if read_once and wanted.get(name) != given.get(name):
            msg = f"the kernel wants another {name}"
            raise warm.NotWarmError(msg)
    place = command.index(LAUNCHER)
    flags = command[1:place]
    if set(flags) not in USUAL_FLAGS:
        msg = f"the kernel wants Python started with {' '.join(flags[:-1])}"
        raise warm.NotWarmError(msg)
    return [LAUNCHER, *command[place + 1 :]]
