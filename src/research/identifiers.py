"""Identifiers: text from data and headings as ids, anchors and names of files."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

__all__ = ["chapter_id", "chapter_stem", "slug", "unused"]

_SIMPLE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ"))


def slug(text: str, joint: str = "-") -> str:
    """Give a text as an id: its letters and digits in lower case, whatever else it holds.

    Letters of all scripts stay, as pandoc's own ids keep them. A text without any gives the code
    points of its characters, so that no id is empty.

    Parameters
    ----------
    text : a heading without its marks, a label, a value of the data.
    joint : what stands between the words.

    Examples
    --------
    >>> slug("Why it doesn't come first?")
    'why-it-doesnt-come-first'
    >>> slug("region=Africa/Middle East")
    'region-africa-middle-east'
    >>> slug("São Paulo", "."), slug("5*"), slug("👍")
    ('são.paulo', '5', '1f44d')
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    # pandoc takes no mark on a letter in an id.
    signs = [(sign, unicodedata.category(sign)[0]) for sign in plain]
    kept = "".join(sign if kind in "LN" else " " for sign, kind in signs if kind != "M")
    return joint.join(kept.split() or [f"{ord(sign):x}" for sign in text if not sign.isspace()])


def chapter_stem(notebook: str, parameters: Mapping[str, object]) -> str:
    """Give what ids of a notebook's chapters begin with: it may stand once for each table of data.

    Parameters
    ----------
    notebook : name of the notebook, without .ipynb.
    parameters : of its section.

    Examples
    --------
    >>> chapter_stem("crosstab", {"table": "contacts"}), chapter_stem("crosstab", {})
    ('crosstab-contacts', 'crosstab')
    """
    table = str(parameters.get("table") or "answers")
    return notebook if table == "answers" else f"{notebook}-{table}"


def chapter_id(notebook: str, value: object = "") -> str:
    """Give the id of a chapter, which names its files and its section too.

    Parameters
    ----------
    notebook : name of the notebook, without .ipynb.
    value : what this run of it is for.

    Examples
    --------
    >>> chapter_id("theme", "farming"), chapter_id("plan", "A0297")
    ('theme-farming', 'plan-A0297')
    >>> chapter_id("accounts", "region=Africa/Middle East")
    'accounts-region-africa-middle-east'
    """
    parts = [str(part) for part in (notebook, value) if str(part)]
    return "-".join(part if _SIMPLE.fullmatch(part) else slug(part) for part in parts)


def unused(anchor: str, taken: Container[str]) -> str:
    """Give an id, numbered where it is taken already.

    >>> unused("sec-notes", {"sec-notes", "sec-notes-2"})
    'sec-notes-3'
    """
    found, count = anchor, 1
    while found in taken:
        count += 1
        found = f"{anchor}-{count}"
    return found
