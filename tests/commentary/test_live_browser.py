"""The live page in a real browser: the command is started, a text saved, and the watch ended."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.report.browser import Browser, found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 300
DESK, PHONE = 1000, 390


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    commands = found()
    if commands is None:
        pytest.skip("needs chromium and chromedriver")
    running = Browser(*commands, str(tmp_path_factory.mktemp("profile")))
    yield running
    running.close()


@pytest.fixture
def watch(built: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as it is typed, and the address that it prints."""
    command = [sys.executable, "-m", "research.entry", "build", str(built), "--watch"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=built.parent,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert address is not None
        yield process, address[0]
        if process.poll() is None:
            process.kill()


def seen(browser: Browser, words: str) -> None:
    text = "document.body.innerText.includes(arguments[0])"
    browser.until(text, words, patience=PATIENCE)


def fits(browser: Browser, width: int) -> bool:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.developer("Emulation.setDeviceMetricsOverride", size)
    inside = """
    const box = document.querySelector(".live-panel").getBoundingClientRect();
    return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
    """
    return bool(browser.script(inside))


def test_a_saved_text_is_seen_and_a_fault_told_until_it_is_mended(built, watch, browser):
    process, address = watch
    text = built.parents[1] / "reports" / "texts" / "about.md"
    browser.visit(address, DESK)
    seen(browser, "letters")
    text.write_text("# About\n\nA sentence by hand, of {{ win.length }} letters.\n", "utf-8")
    seen(browser, "A sentence by hand")
    text.write_text("# About\n\nNow {{ wni.length }} is wrong.\n", "utf-8")
    seen(browser, "row 3, column 5: no result is called 'wni.length'")
    assert browser.script("return document.body.innerText.includes('A sentence by hand')")
    assert fits(browser, DESK)
    assert fits(browser, PHONE)
    text.write_text("# About\n\nIt is right again.\n", "utf-8")
    seen(browser, "It is right again.")
    assert not browser.script("return document.body.innerText.includes('no result is called')")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=PATIENCE) == 0
    seen(browser, "has ended: this page is not fresh any more")
    assert "The watch has ended" in process.stdout.read()
