"""The three outputs: what each writes, and that nothing in a report becomes markup of theirs."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from research.review import markdown as outlet
from research.review.changes import Changes, State, compare_states
from research.review.markdown import markdown
from research.review.page import page
from research.review.reading import read
from research.review.terminal import terminal_lines

TEXT = """# A report

<!-- chapter overall -->

## Results

Half of <script>alert(1)</script> agree, as @tbl-a shows.

<!-- chart fig-a -->

**Shares**

> Bars.

Picture `0123456789ab`

| | Share |
|---|---|
| A | 50% |
| B | 50% |
"""
HOSTILE = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) "& @somebody'
RECORD = {"name": "a.p", "value": 0.04, "unit": "p", "base": 9, "where": "fig-a", "label": HOSTILE}


@pytest.fixture
def changes() -> Changes:
    now = TEXT.replace("Half of", "A third of").replace("| A | 50% |", "| A | 33% |")
    now = now.replace("0123456789ab", "ba9876543210")
    pictures = {"0123456789ab": ("image/svg+xml", b"<svg><script/></svg>")}
    old = State("main", read(TEXT), [RECORD], pictures)
    new = State("as built", read(now), [RECORD | {"value": 0.06}], pictures)
    return replace(compare_states(old, new), counts=(("claims of its texts", 3, 4),))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_page_has_both_pictures_and_runs_nothing(changes: Changes) -> None:
    text = page([changes], ["research review a.yml --accept"])
    tags = Tags()
    tags.feed(text)
    names = [tag for tag, _ in tags.found]
    assert not {"script", "iframe", "object", "link"} & {*names}
    pictures = [held for tag, held in tags.found if tag == "img"]
    # Before is at hand and now is not: one picture, and a sentence in place of the other.
    assert [str(one["src"])[:26] for one in pictures] == ["data:image/svg+xml;base64,"]
    assert "Picture ba9876543210 is not at hand" in text
    assert not [name for _, held in tags.found for name in held if name.startswith("on")]
    assert "no longer significant" in text
    assert "<del>50%</del> → <ins>33%</ins>" in text


def test_markdown_is_text_whatever_stands_in_a_report(changes: Changes) -> None:
    text = markdown([changes])
    assert "\\<img src=x" in text
    assert "<script" not in text.replace("\\<script", "")
    assert "](javascript" not in text.replace("\\](javascript", "")
    # No service takes a reference or a word of the data for the name of a person.
    assert "@somebody" not in text
    assert "1 finding crosses a line" in text
    assert "| claims of its texts | 3 | 4 |" in text
    assert text.count("<details>") == text.count("</details>") == 2


def test_markdown_fits_in_a_comment_and_counts_what_does_not(
    changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlet, "LONGEST", 400)
    text = markdown([changes])
    assert len(text) < 520
    assert "more parts, on the page of the review" in text


def test_a_terminal_tells_words_apart_without_colours(changes: Changes) -> None:
    lines = "\n".join(terminal_lines(changes))
    assert "main → as built" in lines
    assert "[-Half-]" in lines
    assert "{+A third+}" in lines
    assert "A, Share: " in lines


def test_nothing_changed_is_one_line(changes: Changes) -> None:
    same = compare_states(changes.old, replace(changes.old, name="as built"))
    assert not same
    assert list(terminal_lines(same))[1:] == ["nothing changed in 1 section"]
    assert markdown([same]) == "## Review: nothing changed\n\nNothing changed in A report.\n"
