"""JupyterLab on a folder, and a browser that a person might sit before."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.report.browser import Browser, found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 90
SHIFT, ENTER = "\ue008", "\ue007"
# The page of the notebook in front.
FRONT = "document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)')"


@contextlib.contextmanager
def lab(project: Path, own: Path) -> Iterator[str]:
    """Give the address of a Lab whose settings are kept in a folder of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    given = {"JUPYTER_TOKEN": "a", "JUPYTER_CONFIG_DIR": str(own), "JUPYTER_DATA_DIR": str(own)}
    command = [sys.executable, "-m", "research.entry", "lab", f"--port={port}", "--no-browser"]
    with subprocess.Popen(
        [*command, "--allow-root"],
        cwd=project,
        env=os.environ | given,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(40)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api").close()
            return
        except OSError:
            assert time.monotonic() < deadline, "Lab has not started"
            time.sleep(0.2)


@contextlib.contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Give a browser; the test is left out where there is none."""
    commands = found()
    if commands is None:
        pytest.skip("needs chromium and chromedriver")
    page = Browser(*commands, str(profile))
    try:
        yield page
    finally:
        page.close()


def until(page: Browser, text: str) -> None:
    page.until(text, patience=PATIENCE)


def run_first_cell(page: Browser) -> None:
    """Run the first code cell of the notebook in front, as a person does."""
    # Before there is a kernel Lab would ask for one.
    until(page, "document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')")
    code = f"{FRONT}?.querySelector('.jp-CodeCell .cm-content')"
    until(page, f"{code} && ({code}.focus(), document.activeElement === {code})")
    page.chord(SHIFT, ENTER)
