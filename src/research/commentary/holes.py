"""A report without what chapters say: headings and numbers stay, and holes for all between them.

A page of it is made in a fraction of the time, and what chapters say is put back from the page that
was published: author texts alone are rendered again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from research.report.headings import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["cut", "filled", "held", "hole"]

_FLOAT = re.compile(r"^:{3,}[ \t]*\{#(tbl-[\w-]+)|^!\[.*\]\([^)]*\)\{#(fig-[\w-]+)", re.MULTILINE)
_BLOCK = re.compile(r"^[ \t]*:{3,}[ \t]*(\S?)", re.MULTILINE)
# An id of something else may be referred to from anywhere.
_OTHER_IDS = re.compile(r"\{[^{}\n]*#[\w-]+")
_MOTIF = re.compile(r"!\[\]\(figures/[\w-]+\)\{[^}\n]*\.motif")
_HOLE = re.compile(r"<!--hole ([\w-]+:\d+)-->.*?<!--/hole-->\n?", re.DOTALL)
# Words of the glossary are marked where each first stands, which may be in a chapter.
_ABBREVIATIONS = re.compile(r"<abbr title=\"[^\"]*\">|</abbr>")


def cut(name: str, text: str) -> str:
    """Cut out of a part of the report all but its headings, and what is numbered.

    Parameters
    ----------
    name : of the part.
    text : the part in Markdown.
    """
    out = []
    for number, (heading, run) in enumerate(_runs(text)):
        if heading:
            out.append(heading)
        elif _OTHER_IDS.search(_FLOAT.sub("", run)) or not _closed(run):
            out.append(run)
        elif run.strip():
            floats = "".join(_float(found) for found in _FLOAT.finditer(run))
            motifs = "\n".join(line for line in run.splitlines() if _MOTIF.match(line))
            out.append(f"\n{motifs}\n\n{hole(f'{name}:{number}', floats)}\n")
    return "\n".join(out) + "\n"


def hole(key: str, within: str = "") -> str:
    """Give a hole as Markdown.

    Parameters
    ----------
    key : name and number of what it stands for.
    within : what is numbered in it.
    """
    return f"{_raw(f'hole {key}')}\n{within}\n{_raw('/hole')}"


def held(page: str, whole: str) -> dict[str, str]:
    """Find what the holes of a page hold in the whole one, of the same texts.

    Parameters
    ----------
    page : a web page with holes.
    whole : the page as it was published.

    Returns
    -------
    What each hole holds, by its key. Empty where the pages do not agree outside the holes: they are
    of different texts, or what a chapter says reaches beyond it.
    """
    whole = _ABBREVIATIONS.sub("", whole)
    found: dict[str, str] = {}
    parts = _HOLE.split(_ABBREVIATIONS.sub("", page))
    if not whole.startswith(parts[0]):
        return {}
    at = len(parts[0])
    for key, following in zip(parts[1::2], parts[2::2], strict=True):
        # Of holes next to each other the last holds what all do.
        start = whole.find(following, at) if following else at
        if start < 0:
            return {}
        found[key] = whole[at:start]
        at = start + len(following)
    return found if at == len(whole) else {}


def filled(page: str, holes: Mapping[str, str]) -> str:
    """Give a page with what its holes hold.

    Parameters
    ----------
    page : a web page with holes.
    holes : what each holds; one that is not known stays empty.
    """
    return _HOLE.sub(lambda match: holes.get(match[1], ""), page)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Give headings, and the lines between them."""
    run: list[str] = []
    for line, heading in lines(text):
        if heading:
            yield "", "\n".join(run)
            run = []
            yield line, ""
        else:
            run.append(line)
    yield "", "\n".join(run)


def _float(found: re.Match[str]) -> str:
    table, figure = found[1], found[2]
    if table:
        return f"\n::: {{#{table}}}\n\ncaption\n\n:::\n"
    return f'\n![caption](figures/{figure}){{#{figure} fig-alt="a"}}\n'


def _closed(run: str) -> bool:
    """Tell whether every block that opens in a run closes in it."""
    opened = [bool(match[1]) for match in _BLOCK.finditer(run)]
    return opened.count(True) == opened.count(False)


def _raw(comment: str) -> str:
    return f"```{{=html}}\n<!--{comment}-->\n```\n"
