"""The environment in which Jupyter programs start warm kernels."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pytest

from research.errors import InputError
from research.pipeline import lab

if TYPE_CHECKING:
    from pathlib import Path


def test_the_provisioner_is_found_by_its_name() -> None:
    wanted = lab.environment()["JUPYTER_DEFAULT_PROVISIONER_NAME"]
    (entry,) = entry_points(group="jupyter_client.kernel_provisioners", name=wanted)
    assert entry.load().__name__ == "WarmProvisioner"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="warm kernels need Linux")
def test_any_jupyter_program_then_has_warm_kernels() -> None:
    program = (
        "from jupyter_client.manager import start_new_kernel\n"
        "manager, client = start_new_kernel()\n"
        "print(type(manager.provisioner.process).__name__)\n"
        "client.stop_channels(); manager.shutdown_kernel(now=True)\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, env=lab.environment(), capture_output=True, text=True)
    assert done.stdout.strip() == "ForkedKernel", done.stderr


def test_lab_runs_on_the_folder_with_warm_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda _: object())
    seen: list[list[str]] = []

    def run(command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
        seen.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(lab.subprocess, "run", run)
    assert lab.run(tmp_path, ["--no-browser"]) == 3
    assert seen[0][2:] == ["jupyterlab", str(tmp_path), "--no-browser"]


def test_without_jupyterlab_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"research-workbench\[lab\]"):
        lab.run(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        lab.run(tmp_path / "none")
