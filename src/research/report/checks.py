"""Checks of the assembled document: ids, references, captions and alt texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from research.errors import RenderError
from research.problems.nearest import nearest
from research.problems.values import shown
from research.report.pandoc import pandoc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["Contents", "Float", "faults", "inspect", "near", "require_sound", "spoken"]

_FLOAT = re.compile(r"(tbl|fig)-.+")
_MARKUP = re.compile(r"[\\*_`\[\]{}<>$^~&@!|#]")
_PICTURE = re.compile(r"figures/[\w-]+(?:\.\w+)?")
_CROSS = re.compile(r"(tbl|fig|sec)-.+")


@dataclass(frozen=True)
class Float:
    """A table or figure that has a number."""

    id: str
    number: str
    caption: str


@dataclass
class Contents:
    """What stands in a document, in order; of pictures the source, and the alt text of each."""

    headings: list[tuple[int, str, str]] = field(default_factory=list)
    tables: list[Float] = field(default_factory=list)
    figures: list[Float] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    mute: list[str] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


def inspect(text: str) -> Contents:
    """Read a document's floats, headings and references.

    Parameters
    ----------
    text : the document in Markdown.

    Raises
    ------
    RenderError
        When it nests too deep to be read.
    """
    written = pandoc("--from=markdown", "--to=json", source=text.encode())
    contents = Contents()
    try:
        tree = json.loads(written)
        for kind, content in _elements([tree["blocks"], tree["meta"]]):
            _READERS[kind](contents, content)
    except RecursionError:
        msg = (
            "lists, quotes or brackets stand hundreds deep within each other; "
            "look for a text with a long row of their signs"
        )
        raise RenderError(msg) from None
    return contents


def faults(contents: Contents) -> list[str]:
    """Name what is wrong with a document: one sentence each, with what to do."""
    known = set(contents.ids)
    found = [
        f"the id '{anchor}' is given {count} times; every table, figure and section needs its own"
        for anchor, count in Counter(contents.ids).items()
        if count > 1
    ]
    found += [
        f"the reference @{anchor} leads nowhere; known: {near(anchor, known)}"
        for anchor in dict.fromkeys(contents.references)
        if anchor not in known
    ]
    found += [
        f"the figure {source} has no alt text; give fig-alt, "
        'or role="presentation" if it only decorates'
        for source in contents.mute
    ]
    found += [
        f"the picture {shown(source)} is none of the report's own figures"
        for source in contents.pictures
        if not _PICTURE.fullmatch(source)
    ]
    found += [
        f"'{float_.id}' has no caption; end its block with one"
        for float_ in (*contents.tables, *contents.figures)
        if not float_.caption
    ]
    return found


def require_sound(contents: Contents) -> None:
    """Refuse a document that an engine would pass on with faults.

    Raises
    ------
    RenderError
        With every fault.
    """
    found = faults(contents)
    if found:
        msg = "the assembled document has faults:\n" + "\n".join(f"  {fault}" for fault in found)
        raise RenderError(msg)


def plain(inlines: Any) -> str:
    """Give the text of a piece of pandoc's tree."""
    if isinstance(inlines, list):
        return "".join(plain(part) for part in inlines)
    if not isinstance(inlines, dict) or "t" not in inlines:
        return ""
    kind, content = inlines["t"], inlines.get("c", "")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Str":
        return str(content)
    if kind in ("Code", "Math"):
        return str(content[1])
    return plain(content)


def spoken(passages: Sequence[str]) -> list[str]:
    r"""Give passages of Markdown as plain text.

    Parameters
    ----------
    passages : a paragraph each.

    Examples
    --------
    >>> spoken(["by *p* = 0.016", "Brand \\& 5\\*", "Base: 105"])
    ['by p = 0.016', 'Brand & 5*', 'Base: 105']
    """
    marked = list(dict.fromkeys(passage for passage in passages if _MARKUP.search(passage)))
    if not marked:
        return list(passages)
    source = "\n\n".join(f"::: {{}}\n\n{passage}\n\n:::" for passage in marked)
    said = pandoc("--from=markdown-smart", "--to=json", source=source.encode())
    blocks = json.loads(said)["blocks"]
    known = {passage: plain(block) for passage, block in zip(marked, blocks, strict=True)}
    return [known.get(passage, passage) for passage in passages]


def _elements(node: Any) -> Iterator[tuple[str, Any]]:
    """Walk the tree and give what `inspect` reads, in the order of the document."""
    pending = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, list):
            pending.extend(reversed(part))
        elif isinstance(part, dict):
            if part.get("t") in _READERS:
                yield part["t"], part["c"]
            pending.extend(reversed(part.values()))


def _heading(contents: Contents, content: Any) -> None:
    level, (anchor, _, _), inlines = content
    contents.headings.append((level, anchor, plain(inlines)))
    contents.ids.append(anchor)


def _div(contents: Contents, content: Any) -> None:
    (anchor, _, _), blocks = content
    if anchor:
        contents.ids.append(anchor)
    if anchor.startswith("tbl-"):
        last = blocks[-1] if blocks else {"t": ""}
        caption = plain(last["c"]) if last["t"] == "Para" else ""
        contents.tables.append(Float(anchor, number(anchor, contents.tables), caption))


def _figure(contents: Contents, content: Any) -> None:
    (anchor, _, _), (_, caption), _ = content
    if anchor:
        contents.ids.append(anchor)
    if anchor.startswith("fig-"):
        contents.figures.append(Float(anchor, number(anchor, contents.figures), plain(caption)))


def _image(contents: Contents, content: Any) -> None:
    (anchor, _, pairs), _, (source, _) = content
    attributes = dict(pairs)
    if anchor:
        contents.ids.append(anchor)
    said = attributes.get("fig-alt") or attributes.get("alt") or ""
    contents.pictures[source] = said
    if not said and attributes.get("role") != "presentation":
        contents.mute.append(source)


def _cite(contents: Contents, content: Any) -> None:
    ids = [citation["citationId"] for citation in content[0]]
    contents.references += [key for key in ids if _CROSS.fullmatch(key)]


def _link(contents: Contents, content: Any) -> None:
    target = content[2][0]
    if target.startswith("#"):
        contents.references.append(target[1:])


def _word(contents: Contents, content: Any) -> None:
    contents.words.add(content if isinstance(content, str) else str(content[1]))


_READERS = {
    "Str": _word,
    "Code": _word,
    "CodeBlock": _word,
    "Math": _word,
    "Header": _heading,
    "Div": _div,
    "Figure": _figure,
    "Image": _image,
    "Cite": _cite,
    "Link": _link,
}


def number(anchor: str, before: list[Float]) -> str:
    """Give the number of the next float: 1, 2, ..., and A1, A2, ... in an appendix."""
    letter = "A" if re.match(r"(tbl|fig)-a-", anchor) else ""
    same = [float_ for float_ in before if float_.number.startswith("A") == bool(letter)]
    return f"{letter}{len(same) + 1}"


def near(anchor: str, known: Collection[str]) -> str:
    """Name the ids of a kind that are most like one that is not there.

    Parameters
    ----------
    anchor : the id that was looked for.
    known : all that there are.
    """
    same = sorted(name for name in known if name.startswith(f"{anchor.split('-')[0]}-"))
    return ", ".join(nearest(anchor, same, count=3, likeness=0.3) or same[:6]) or "none"
