"""The environment in which Jupyter programs start warm kernels."""

from __future__ import annotations

import shlex
import signal
import socket
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import pytest

from research.errors import InputError
from research.pipeline import lab


def test_the_provisioner_is_found_by_its_name() -> None:
    wanted = lab.environment()["JUPYTER_DEFAULT_PROVISIONER_NAME"]
    (entry,) = entry_points(group="jupyter_client.kernel_provisioners", name=wanted)
    assert entry.load().__name__ == "WarmProvisioner"


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="warm kernels need Linux")
def test_any_jupyter_program_then_has_warm_kernels_after_its_first() -> None:
    program = (
        "from jupyter_client.manager import start_new_kernel\n"
        "for _ in range(2):\n"
        "    manager, client = start_new_kernel()\n"
        "    print(type(manager.provisioner.process).__name__)\n"
        "    client.stop_channels(); manager.shutdown_kernel(now=True)\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, env=lab.environment(), capture_output=True, text=True)
    assert done.stdout.split() == ["Popen", "ForkedKernel"], done.stderr


def test_lab_runs_on_the_folder_with_warm_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda _: object())
    seen: list[list[str]] = []
    start = subprocess.Popen

    def begin(command: list[str], **more: object) -> subprocess.Popen[bytes]:
        seen.append(command)
        return start([sys.executable, "-c", "raise SystemExit(3)"])

    monkeypatch.setattr(lab.subprocess, "Popen", begin)
    assert lab.run(tmp_path, ["--no-browser", lab.ROOT]) == 3
    assert seen[0][2:] == ["jupyterlab", str(tmp_path), *lab.OPTIONS, "--no-browser", lab.ROOT]


def test_root_is_asked_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(lab.os, "geteuid", lambda: 0, raising=False)
    with pytest.raises(InputError, match="--allow-root"):
        lab.run(tmp_path, ["--no-browser"])


def test_the_template_starts_with_the_server_where_there_can_be_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[str] = []
    monkeypatch.setattr(lab.warm, "template", lambda: started.append("template"))
    lab._load_jupyter_server_extension(server())
    assert started == ["template"]

    def unable() -> None:
        raise lab.warm.NotWarmError

    monkeypatch.setattr(lab.warm, "template", unable)
    lab._load_jupyter_server_extension(server())


@pytest.mark.parametrize("known", [["other"], {"other": True, "wanted": False}, None])
def test_nobody_is_asked_about_news(known: object) -> None:
    running = server()
    running.web_app.settings["page_config_hook"] = lambda _, page: {**page, "kept": 1}
    lab._load_jupyter_server_extension(running)
    page = {} if known is None else {"disabledExtensions": known}
    shown = running.web_app.settings["page_config_hook"](None, page)
    before = [] if known is None else ["other"]
    news = "@jupyterlab/apputils-extension:announcements"
    assert shown == {"kept": 1, "disabledExtensions": [*before, news]}


def server() -> SimpleNamespace:
    return SimpleNamespace(web_app=SimpleNamespace(settings={}))


def _children(pid: int) -> list[str]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [Path(f"/proc/{child}/cmdline").read_text() for child in children]


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="warm kernels need Linux")
def test_a_real_lab_has_a_template_before_the_first_kernel(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = [sys.executable, "-m", "jupyterlab", str(tmp_path), *lab.OPTIONS, "--no-browser"]
    server += [f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token=a", "--allow-root"]
    lines = []
    with subprocess.Popen(
        server, env=lab.environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            lines.append(line)
            if "is running at" in line:
                break
        commands = _children(process.pid)
        for _ in range(100):
            # A command that has only just started shows no words yet.
            if all(commands):
                break
            time.sleep(0.05)
            commands = _children(process.pid)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert "research.pipeline.lab | extension was successfully loaded" in "".join(lines)
    assert any("pipeline/template.py" in command for command in commands)


def test_without_jupyterlab_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"research-workbench\[lab\]"):
        lab.run(tmp_path)


def test_without_a_folder_of_notebooks_two_ways_on_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="notebooks: no such folder") as caught:
        lab.run(Path("notebooks"))
    said = str(caught.value)
    assert "research lab ." in said
    command = said[said.index("cp -r ") :].splitlines()[0].rstrip(")")
    subprocess.run(shlex.split(command), check=True)
    assert Path("notebooks/theme.ipynb").is_file()
