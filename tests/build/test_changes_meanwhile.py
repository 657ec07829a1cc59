"""Inputs saved while a build runs: said, and never taken for what the report holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.build.verbs import build
from research.pipeline.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from research.pipeline.events import Event

CHANGES = {
    "text of a theme": ("params/themes/win.yml", "topic: ", "topic: now "),
    "author's text": ("reports/texts/about.md", "# About", "# Now about"),
    "parameters": ("params/small.yml", "title: Priorities", "title: New priorities"),
    "data": ("data/respondents.csv", "Norway", "Sweden"),
    "notebook": ("notebooks/opening.ipynb", "It begins.", "It ends."),
    "style": ("reports/template/report.css", "body", "/* now */ body"),
}
# Before chapters run, while one runs, when all have, while the documents are made.
MOMENTS = [("plan", ""), ("start", "theme-win"), ("done", "theme-win"), ("start", "report.qmd")]
MOMENTS += [("done", "report.qmd"), ("start", "report.html"), ("done", "report.html")]


class Saver:
    """Saves a file as soon as a build comes to a moment."""

    def __init__(self, root: Path, moment: tuple[str, str], change: tuple[str, str, str]) -> None:
        self.path = root / change[0]
        self.moment = moment
        self.old, self.new = change[1:]
        self.saved = False

    def __call__(self, event: Event) -> None:
        if (event.kind, event.what) == self.moment and not self.saved:
            self.saved = True
            text = self.path.read_text(encoding="utf-8")
            assert self.old in text
            self.path.write_text(text.replace(self.old, self.new), encoding="utf-8")


def outcome(params: Path) -> dict[str, bytes]:
    report = params.parent.parent / "reports" / "small"
    return {name: (report / name).read_bytes() for name in ("report.qmd", "report.html")}


def assert_new(params: Path, what: str) -> None:
    """The report and the chapters hold what was saved."""
    report = params.parent.parent / "reports" / "small"
    document = outcome(params)["report.qmd"].decode()
    page = outcome(params)["report.html"].decode()
    held = {
        "author's text": "# Now about" in document,
        "parameters": "New priorities" in document,
        "notebook": "It ends." in document,
        "style": "/* now */" in page,
        "text of a theme": str(len((params.parent / "themes" / "win.yml").read_text()))
        in (report / ".work" / "chapters" / "theme-win.ipynb").read_text(encoding="utf-8"),
        "data": True,
    }
    assert held[what]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "moment"),
    # Each input and each moment once; `tests/fuzz` races them all.
    list(zip([*CHANGES, "author's text"], MOMENTS, strict=True)),
)
def test_what_is_saved_meanwhile_is_said_and_built_next(
    plain: Path, what: str, moment: tuple[str, str]
) -> None:
    root = plain.parent.parent
    saver = Saver(root, moment, CHANGES[what])
    summary = build(plain, progress=saver)
    assert saver.saved
    assert summary.ok
    name = CHANGES[what][0]
    assert [line for line in summary.warnings if line.startswith(f"{name} was changed while")]
    again = build(plain)
    assert not again.unchanged
    assert again.warnings == ()
    assert build(plain).unchanged
    assert_new(plain, what)


def test_a_parameter_file_saved_while_a_build_waits_is_the_one_that_is_built(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Store.held

    def held_after_a_wait(self: Store, *args: object):
        text = built.read_text(encoding="utf-8")
        built.write_text(text.replace("title: Pri", "title: New pri"), encoding="utf-8")
        return held(self, *args)

    built.write_text(built.read_text(encoding="utf-8") + "\n# once more\n", encoding="utf-8")
    monkeypatch.setattr(Store, "held", held_after_a_wait)
    summary = build(built)
    assert summary.warnings == ()
    assert b"title: New priorities" in outcome(built)["report.qmd"]
