"""A text: sentences that were computed, with the results that they cite."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from research.display.result import RESULT_MIME, Result, records

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Text", "note_html", "plain_markdown"]

_MARKED = re.compile(r"^(#{1,6} .*\S) +\{[.#][^{}\n]*\}$", re.MULTILINE)
_FENCE = re.compile(r"^:::.*$", re.MULTILINE)
_SPAN = re.compile(r"\[([^\[\]\n]+)\]\{[.#][^}\n]*\}")
_EMPHASIS = re.compile(r"(?<![\\*\w])\*([^*\s](?:[^*]*[^*\s\\])?)\*(?![*\w])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Text:
    """Computed sentences of the report.

    Parameters
    ----------
    id : identifier of the passage, ``txt-`` first.
    markdown : the sentences; text from data in them has gone through ``escape``.
    results : values for the ledger that stand in this passage alone.
    """

    id: str
    markdown: str
    results: Sequence[Result] = field(default_factory=tuple)

    def bundle(self) -> dict[str, Any]:
        """Give one output in all its MIME types."""
        payload = {
            "kind": "text",
            "id": self.id,
            "markdown": self.markdown,
            "results": records(self.results, self.id),
        }
        return {
            "text/markdown": plain_markdown(self.markdown),
            RESULT_MIME: payload,
            "text/plain": plain_markdown(self.markdown),
        }


def plain_markdown(markdown: str) -> str:
    r"""Give pandoc's Markdown without its fences and classes, for a notebook that knows neither.

    Examples
    --------
    >>> plain_markdown("## Head {.sheet}\n\n::: {.lead}\n\nFirst [a]{.muted}.\n\n:::")
    '## Head\n\nFirst *a*.'
    """
    without = _FENCE.sub("", _SPAN.sub(r"*\1*", _MARKED.sub(r"\1", markdown)))
    return _BLANKS.sub("\n\n", without).strip()


def note_html(markdown: str) -> str:
    r"""Give the Markdown of a note as HTML for a notebook: its emphasis, and escaped signs as such.

    Parameters
    ----------
    markdown : sentences of a line; text from data in them has gone through ``escape``.

    Examples
    --------
    >>> note_html(r"Tested by *p* < 0.05; \* base under 100, [small]{.muted}.")
    'Tested by <em>p</em> &lt; 0.05; * base under 100, <em>small</em>.'
    """
    said = html.escape(plain_markdown(markdown))
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"<em>\1</em>", said))
