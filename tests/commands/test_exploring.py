"""The command that opens JupyterLab, as a person starts and stops it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from research.cli import app
from research.pipeline import lab


def test_it_opens_the_project_around_with_the_options_that_are_given(tmp_path, monkeypatch):
    (tmp_path / "params").mkdir()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    seen: list[object] = []
    monkeypatch.setattr(lab, "run", lambda folder, options: seen.append((folder, options)) or 0)
    done = CliRunner().invoke(app, ["lab", "--port", "9001", "--no-browser", "--allow-root"])
    assert done.exit_code == 0, done.output
    first = "--LabApp.default_url=/lab/tree/start.ipynb"
    assert seen == [(tmp_path, [first, "--port=9001", "--no-browser", "--allow-root"])]
    assert (tmp_path / "start.ipynb").is_file()


def test_a_folder_that_is_no_project_opens_as_lab_does(tmp_path, monkeypatch):
    seen: list[object] = []
    monkeypatch.setattr(lab, "run", lambda folder, options: seen.append(options) or 0)
    done = CliRunner().invoke(app, ["lab", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert seen == [[]]
    assert not [*tmp_path.iterdir()]


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes of Linux")
def test_a_lab_that_is_stopped_leaves_nothing_running(tmp_path):
    (tmp_path / "params").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "research.entry", "lab", f"--port={port}", "--no-browser"]
    with subprocess.Popen(
        [*command, "--allow-root"], cwd=tmp_path, stderr=subprocess.DEVNULL
    ) as process:
        wait_for(f"http://127.0.0.1:{port}/api")
        below = descendants(process.pid)
        assert below
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=40) != 0
    deadline = time.monotonic() + 20
    while any(map(is_alive, below)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in below if is_alive(pid)]


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address).close()  # noqa: S310 - on loopback
        except OSError:
            assert time.monotonic() < deadline, "Lab has not started"
            time.sleep(0.2)
        else:
            return


def descendants(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    children = [int(child) for child in listed]
    return children + [each for child in children for each in descendants(child)]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2][1] != "Z"
    except (OSError, IndexError):
        return False
