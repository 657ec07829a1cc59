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

__all__ = ["NAME", "WarmProvisioner", "environment", "reasons"]

NAME = "research-warm"
LAUNCHER = "ipykernel_launcher"

logger = logging.getLogger("research.kernels")

# Why kernels of this process started cold although warm ones were wanted.
reasons: list[str] = []


def environment() -> dict[str, str]:
    """Give the variables that make any Jupyter program use warm kernels."""
    return {"JUPYTER_DEFAULT_PROVISIONER_NAME": NAME, **warm.ENVIRONMENT}


class WarmProvisioner(LocalProvisioner):
    """Kernels forked from a template that has the libraries imported."""

    cold = Bool(default_value=False, help="Start a fresh Python for every kernel.")

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel where that is possible, or start one."""
        kwargs["env"] = {**kwargs.get("env", os.environ), **warm.ENVIRONMENT}
        if self.cold:
            return await super().launch_kernel(cmd, **kwargs)
        try:
            template = warm.template()
            argv = _arguments(cmd, kwargs["env"], template.environment)
            cwd = os.fspath(kwargs.get("cwd") or os.getcwd())  # noqa: PTH109
            kernel = await template.fork(argv, cwd=cwd, env=kwargs["env"])
        except warm.NotWarmError as error:
            _say(str(error))
            return await super().launch_kernel(cmd, **kwargs)
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


def _say(reason: str) -> None:
    """Say once for each reason that kernels start cold."""
    if reason not in reasons:
        reasons.append(reason)
        logger.warning("Kernels start cold: %s.", reason)


def _arguments(
    command: Sequence[str], wanted: Mapping[str, str], given: Mapping[str, str]
) -> list[str]:
    """Give the kernel's own arguments, or say why the template cannot stand in for this Python."""
    if LAUNCHER not in command or command[0] not in (sys.executable, "python", "python3"):
        msg = f"'{command[0]}' is not this Python with ipykernel"
        raise warm.NotWarmError(msg)
    for name in {*wanted, *given}:
        # Python reads these once, when it starts.
        if name.startswith("PYTHON") and wanted.get(name) != given.get(name):
            msg = f"the kernel wants another {name}"
            raise warm.NotWarmError(msg)
    place = command.index(LAUNCHER)
    return [LAUNCHER, *command[place + 1 :]]
