"""JupyterLab as a person meets it, in a browser: the start page, and a cell that is run."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.report.browser import Browser, found

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
SHIFT, ENTER = "\ue008", "\ue007"
PATIENCE = 90


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lab") / "project"
    (folder / "params").mkdir(parents=True)
    shutil.copy(ROOT / "params" / "customers.yml", folder / "params")
    shutil.copytree(ROOT / "data" / "customers", folder / "data" / "customers")
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "topline.ipynb", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    own = tmp_path_factory.mktemp("home")
    given = {"JUPYTER_TOKEN": "a", "JUPYTER_CONFIG_DIR": str(own), "JUPYTER_DATA_DIR": str(own)}
    command = [sys.executable, "-m", "research.entry", "lab", f"--port={port}", "--no-browser"]
    with subprocess.Popen(
        [*command, "--allow-root"],
        cwd=project,
        env=os.environ | given,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api").close()
                break
            except OSError:
                assert time.monotonic() < deadline, "Lab has not started"
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        process.wait(40)


@pytest.fixture(scope="module")
def page(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    commands = found()
    if commands is None:
        pytest.skip("needs chromium and chromedriver")
    browser = Browser(*commands, str(tmp_path_factory.mktemp("profile")))
    try:
        browser.visit(f"{address}/?token=a")
        yield browser
    finally:
        browser.close()


def until(page: Browser, text: str) -> None:
    page.until(text, patience=PATIENCE)


def run(page: Browser) -> None:
    """Run the first code cell of the notebook in front, as a person does."""
    shown = "document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)')"
    # Before there is a kernel Lab would ask for one.
    until(page, "document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')")
    code = f"{shown}?.querySelector('.jp-CodeCell .cm-content')"
    until(page, f"{code} && ({code}.focus(), document.activeElement === {code})")
    page.chord(SHIFT, ENTER)


def test_the_start_page_opens_and_nobody_is_asked_about_news(page: Browser) -> None:
    until(page, "document.querySelector('.jp-RenderedMarkdown table')")
    assert "/lab/tree/start.ipynb" in page.script("return location.href")
    links = page.script(
        "return [...document.querySelectorAll('.jp-RenderedMarkdown td a')].map(x => x.textContent)"
    )
    assert links[:2] == ["customers.yml", "answers.csv"]
    names = page.script(
        "return [...document.querySelectorAll('.jp-DirListing-itemName')].map(x => x.textContent)"
    )
    assert {"params", "data", "notebooks"} <= {*names}
    run(page)
    until(page, "document.querySelector('.jp-OutputArea-output table')")
    shown = page.script("return document.querySelector('.jp-OutputArea-output').innerText")
    assert "Likelihood to recommend" in shown
    assert not page.script("return document.querySelector('.Toastify__toast')")
