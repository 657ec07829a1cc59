"""Kernel managers of a build: this Python, private sockets, a clear end."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from research.pipeline.kernels import Client, manager


def test_a_python_notebook_has_this_python_whatever_is_installed() -> None:
    with manager(cold=True) as kind:
        spec = kind(kernel_name="python3").kernel_spec
        assert spec is not None
        assert spec.argv[0] == sys.executable
        assert spec.metadata["kernel_provisioner"]["config"] == {"cold": True, "patient": True}


def test_sockets_are_in_a_private_folder_that_goes_with_the_run() -> None:
    with manager() as kind:
        made = kind(kernel_name="python3")
        folder = Path(made.connection_file).parent
        assert (made.transport, folder.stat().st_mode & 0o777) == ("ipc", 0o700)
    assert not folder.exists()


def test_waiting_for_a_dead_kernel_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no() -> bool:
        return False

    client = Client()
    monkeypatch.setattr(client, "_answers", no)
    monkeypatch.setattr(client, "is_alive", no)
    with pytest.raises(RuntimeError, match="died before it was ready"):
        asyncio.run(client.wait_for_ready(timeout=60))
