"""The tutorial, followed to the letter."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def research(line: str, folder: Path) -> str:
    command = [sys.executable, "-m", "research.entry", *line.split()[1:]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Go through the page: each command as it is written, each text put where it says."""
    folder = tmp_path_factory.mktemp("visits")
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    put, new, check, build, results = [line for line in lines if line.startswith("research ")]
    research(put, folder)
    research(new, folder)
    question, cover = blocks("yaml")
    params = folder / "params" / "spring.yml"
    text = params.read_text(encoding="utf-8")
    text = re.sub(r"  - name: satisfied\n(?:    .*\n)+", question.partition("\n")[2], text)
    text = re.sub(r"^title: .*\n", cover, text, flags=re.MULTILINE)
    params.write_text(text, encoding="utf-8")
    assert "in order" in research(check, folder)
    research(build, folder)
    assert "recommend.score" in research(results, folder)
    (summary,) = blocks("markdown")
    (folder / "reports" / "spring" / "texts" / "summary.md").write_text(summary, encoding="utf-8")
    research(build, folder)
    return folder


def test_the_report_says_what_the_summary_claims(folder):
    pdf = PdfReader(folder / "reports" / "spring" / "report.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages[:6]).split())
    assert "What Our Customers Say" in text
    assert "They like our advice better than our prices." in text


def test_the_data_stay_as_they_were(folder):
    before = (ROOT / "docs" / "tutorial" / "visits.xlsx").read_bytes()
    assert (folder / "visits.xlsx").read_bytes() == before


def test_no_name_of_a_respondent_is_printed(folder):
    page = (folder / "reports" / "spring" / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"Person \d|@site\d", page)


def test_the_workbook_of_the_tutorial_is_what_its_script_writes(tmp_path):
    script = tmp_path / "make.py"
    shutil.copy(ROOT / "docs" / "tutorial" / "make.py", script)
    subprocess.run([sys.executable, str(script)], check=True)
    written = (ROOT / "docs" / "tutorial" / "visits.xlsx").read_bytes()
    assert (tmp_path / "visits.xlsx").read_bytes() == written
