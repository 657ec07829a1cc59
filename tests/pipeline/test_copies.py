"""Copies of notebooks for reviewers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.pipeline import copies

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_copy_shows_the_code_and_needs_nothing_else(notebook: Callable[..., bytes]) -> None:
    page = copies.html(notebook("answer = 42", "# A heading"), "The title").decode()
    assert "<title>The title</title>" in page
    assert "answer" in page
    assert "A heading" in page
    assert 'src="http' not in page
    assert 'href="http' not in page.partition("<body")[0]


def test_the_same_notebook_gives_the_same_page(notebook: Callable[..., bytes]) -> None:
    content = notebook("answer = 42", "# A heading")
    assert copies.html(content, "a") == copies.html(content, "a")
