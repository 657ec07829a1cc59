"""Passages of an author's text: what only says something stays, what would do something is text.

A text is data. Of its Markdown all that sets words stays; raw HTML, TeX and Typst, short codes and
blocks of code that Quarto would execute are printed as they were typed, unless the edition allows
the text raw passages. Whether any are there is asked of pandoc, which reads the report later.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from research.errors import InputError, Problem, RenderError
from research.identifiers import slug
from research.problems.spots import placed, spot
from research.problems.values import shown
from research.report.checks import plain
from research.report.fences import between_rules, displayed
from research.report.pandoc import pandoc
from research.report.pictures import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Passages", "passages"]

# What is no text: a text without any of these signs is not read to be judged.
_SIGNS = re.compile(
    r"<|\\[A-Za-z]|\]\(|\]:|[`~]\s*\{|\{[^{}\n]*=|^[ \t]*(?:-{3}|\.{3})[ \t]*$"
    r"|^#{1,6}[ \t#]*$|(?<![\w\\])@(?!(?:tbl|fig|sec)-)",
    re.MULTILINE,
)
# As typed, or held while claims are settled.
_PLACEHOLDER = re.compile(r"\{\{(?!<)[^{}]*\}\}|\x03[0-9]+\x03")
_BLOCK = re.compile(r"^[ \t]*:{3,}[ \t]*(\S?)", re.MULTILINE)
_NOTE = re.compile(r"^[ \t]{,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = {"http", "https", "mailto", "tel"}
_ATTRIBUTES = {
    *("alt", "fig-alt", "fig-align", "tbl-colwidths", "role", "title", "lang", "dir"),
    *("width", "height", "start", "startFrom"),
}
_CROSS = re.compile(r"(?:tbl|fig|sec)-.+")
_SHORT_CODE = "{{<"
# What TeX reads files with, runs programs with, or makes such words of.
_PROGRAM = re.compile(
    r"\\(?:input|include|import|read|open(?:in|out)|write|immediate|special|catcode|csname|[egx]?def"
    r"|let|(?:re)?newcommand|usepackage|(?:verbatim|lst)input\w*|directlua|href|url)(?![A-Za-z])"
)
_LAST = "lastofalltheparagraphs"
_END = {"t": "Para", "c": [{"t": "Str", "c": _LAST}]}

_READ = "markdown-latex_macros-yaml_metadata_block-pandoc_title_block-auto_identifiers"
_WRITTEN = "markdown-simple_tables-multiline_tables-implicit_figures"


@dataclass
class Passages:
    """An author's text as it goes into the report.

    Attributes
    ----------
    text : Markdown that executes and reads nothing.
    pictures : the files that it shows, by their names among the figures.
    problems : what it may not hold.
    """

    text: str
    pictures: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def passages(text: str, path: Path, *, raw: bool = False, source: str = "") -> Passages:
    """Make what an author's text would do part of what it says.

    Parameters
    ----------
    text : as its author wrote it, with placeholders.
    path : where it stands; pictures stand beside it.
    raw : whether the edition allows it raw passages and short codes. Nothing executes either way.
    source : as the lines of the file are counted, where the text is not all of it.
    """
    ruled = between_rules(text)
    opened = [bool(match[1]) for match in _BLOCK.finditer(text)]
    if not _SIGNS.search(text) and opened.count(True) == opened.count(False):
        return Passages(_notes_named(ruled, path), problems=_unused_notes(source or text, path))
    reading = _Reading(source or text, path, raw=raw)
    try:
        said = reading.said(ruled)
    except (RecursionError, RenderError) as error:
        deep = "lists, quotes or brackets stand hundreds deep within each other"
        said, what = ruled, str(error) if isinstance(error, RenderError) else deep
        reading.problems.append(Problem(path, what))
    problems = [*reading.problems, *_unused_notes(source or text, path)]
    return Passages(_notes_named(said, path), reading.pictures, problems)


class _Reading:
    """The tree that pandoc reads from a text, made harmless on the way."""

    def __init__(self, text: str, path: Path, *, raw: bool) -> None:
        self.source = text
        self.path = path
        self.raw = raw
        self.changed = False
        self.pictures: dict[str, Path] = {}
        self.problems: list[Problem] = []
        self.placeholders: list[str] = []

    def said(self, text: str) -> str:
        """Give a text that does nothing: itself, where it did nothing already."""
        fenced = displayed(text, raw=self.raw)
        self.changed = fenced != text or (_SHORT_CODE in text and not self.raw)
        held = _PLACEHOLDER.sub(self._held, fenced)
        tree = _tree(f"{held}\n\n{_LAST}\n", _READ)
        if tree["blocks"][-1:] != [_END]:
            opened = [match for match in _BLOCK.finditer(self.source) if match[1]]
            what = "a block opens and never closes, and would hold all that follows"
            problem = Problem(self.path, what, hint="close it with :::")
            if opened:
                problem = replace(problem, **spot(self.source, opened[-1].start()))
            self.problems.append(problem)
        tree["blocks"] = self._all(tree["blocks"][:-1])
        if not self.changed or self.problems:
            return text
        options = ("--from=json", f"--to={_WRITTEN}", "--wrap=none", "--markdown-headings=atx")
        written = pandoc(*options, source=json.dumps(tree).encode()).decode()
        self._verify(written)
        return re.sub(rf"{_mark('')}(\d+)z", self._released, written)

    def _verify(self, written: str) -> None:
        """Refuse what is no text even now: whatever was not thought of ends here."""
        # As it is read later: neither at the beginning, where a title might stand, nor at the end.
        tree = _tree(f"{_LAST}\n\n{written}\n\n{_LAST}\n", "markdown")
        kinds = {element["t"] for element in _elements(tree["blocks"])}
        raw = tree["meta"] or kinds & {"RawInline", "RawBlock"} or _SHORT_CODE in written
        if tree["blocks"][-1] != _END or (raw and not self.raw):
            what = "a passage of this text is no text, and cannot be printed as one"
            self.problems.append(Problem(self.path, what, hint="leave out what is raw"))

    def _held(self, match: re.Match[str]) -> str:
        self.placeholders.append(match[0])
        return f"{_mark(str(len(self.placeholders) - 1))}z"

    def _released(self, match: re.Match[str]) -> str:
        return self.placeholders[int(match[1])]

    def _all(self, node: Any) -> Any:
        """Walk a part of the tree; give it without what would do something."""
        if isinstance(node, list):
            found: list[Any] = []
            for part in node:
                made = self._all(part)
                found.extend(made) if isinstance(made, _Several) else found.append(made)
            return found
        if not isinstance(node, dict):
            return node
        if "t" in node and "c" in node:
            kind, content = node["t"], self._all(node["c"])
            handle = self._HANDLERS.get(kind)
            return handle(self, {"t": kind, "c": content}) if handle else node | {"c": content}
        return {key: self._all(value) for key, value in node.items()}

    def _raw_inline(self, node: dict[str, Any]) -> Any:
        if self.raw:
            return node
        self.changed = True
        text = str(node["c"][1])
        return _Several() if _is_comment(text) else _Several(_words(text))

    def _raw_block(self, node: dict[str, Any]) -> Any:
        if self.raw:
            return node
        self.changed = True
        text = str(node["c"][1])
        if _is_comment(text):
            return _Several()
        self._without_short_codes(text)
        return {"t": "CodeBlock", "c": [["", [], []], text]}

    def _code(self, node: dict[str, Any]) -> Any:
        self._attributes(node["c"][0])
        text = str(node["c"][1])
        if not self.raw:
            self._without_short_codes(text)
        if node["t"] == "Code" and text.startswith("{"):
            # Quarto takes it for a calculation in the line.
            self.changed = True
            return _Several(_words(text))
        return node

    def _string(self, node: dict[str, Any]) -> Any:
        text = str(node["c"])
        if self.raw and (_SHORT_CODE in text or ">}}" in text):
            return {"t": "RawInline", "c": ["markdown", text]}
        return _Several(_braces(text))

    def _math(self, node: dict[str, Any]) -> Any:
        found = _PROGRAM.search(str(node["c"][1]))
        if found and not self.raw:
            self._tell(f"mathematics may not hold {found[0]}", found[0], "signs and letters")
        return node

    def _link(self, node: dict[str, Any]) -> Any:
        self._attributes(node["c"][0])
        target = self._target(node)
        scheme = _SCHEME.match("".join(target.split()))
        if scheme and scheme[1].lower() not in _SCHEMES:
            allowed = ", ".join(sorted(_SCHEMES))
            self._tell(f"the link {shown(target)} is no address of a page", target, allowed)
        return node

    def _image(self, node: dict[str, Any]) -> Any:
        attributes, caption, (target, title) = node["c"]
        self._attributes(attributes)
        if _mark("") in self._target(node):
            return node
        self.changed = True
        try:
            name, path = picture(target, self.path.parent)
        except InputError as error:
            for problem in error.problems:
                self._place(replace(problem, file=str(self.path)), target)
            return node
        self.pictures[name] = path
        made = {
            "t": "Image",
            "c": [_described(attributes, caption), caption, [f"figures/{name}", title]],
        }
        # A picture without an id is one in the line: it has no number and no caption.
        return made if attributes[0] else _Several([made, {"t": "Str", "c": "\u00a0"}])

    def _figure(self, node: dict[str, Any]) -> Any:
        """Give a picture that stands alone as the picture that it is."""
        (anchor, classes, pairs), _, (block, *_) = node["c"]
        parts = block["c"]
        image = parts[0]
        image["c"][0] = [
            anchor or image["c"][0][0],
            [*classes, *image["c"][0][1]],
            image["c"][0][2],
        ]
        image["c"][0][2].extend(pairs)
        return {"t": "Para", "c": parts[:1] if anchor else parts}

    def _header(self, node: dict[str, Any]) -> Any:
        if not node["c"][2]:
            self._tell("a heading has no words", "", "", "give it some, or leave it out")
        return self._attributed(node)

    def _cite(self, node: dict[str, Any]) -> Any:
        for citation in node["c"][0]:
            name = str(citation["citationId"])
            if not _CROSS.fullmatch(name):
                what = f"the reference @{name} leads nowhere"
                allowed = "@tbl-, @fig- and @sec- with a name; \\@ for the sign itself"
                self._tell(what, f"@{name}", allowed)
        return node

    def _attributed(self, node: dict[str, Any]) -> Any:
        place = 1 if node["t"] == "Header" else 0
        self._attributes(node["c"][place])
        return node

    def _attributes(self, attributes: list[Any]) -> None:
        for key, value in attributes[2]:
            if key not in _ATTRIBUTES:
                what = f"a text may not set the attribute {shown(key)}"
                self._tell(what, key, ", ".join(sorted(_ATTRIBUTES)))
            if _mark("") in value:
                self._tell("a placeholder stands in an attribute", "", "placeholders in the text")

    def _target(self, node: dict[str, Any]) -> str:
        target = str(node["c"][2][0])
        if _mark("") in target:
            self._tell("a placeholder stands in an address", "", "placeholders in the text")
        return target

    def _without_short_codes(self, text: str) -> None:
        if _SHORT_CODE in text:
            what = "a short code stands in a passage of code, where Quarto would carry it out"
            self._tell(what, _SHORT_CODE, "", "leave it out, or name the text under report.raw")

    def _tell(self, what: str, needle: str, allowed: str, hint: str = "") -> None:
        self._place(Problem(self.path, what, allowed=allowed, hint=hint), needle)

    def _place(self, problem: Problem, needle: str) -> None:
        """Tell a problem where something first stands, if it stands as it was read."""
        where = placed(self.source, needle) or placed(self.source, unquote(needle))
        self.problems.append(replace(problem, **where) if where else problem)

    _HANDLERS: ClassVar[dict[str, Callable[[_Reading, dict[str, Any]], Any]]] = {
        "RawInline": _raw_inline,
        "RawBlock": _raw_block,
        "Code": _code,
        "CodeBlock": _code,
        "Math": _math,
        "Str": _string,
        "Link": _link,
        "Image": _image,
        "Figure": _figure,
        "Header": _header,
        "Cite": _cite,
        "Div": _attributed,
        "Span": _attributed,
        "Table": _attributed,
    }


class _Several(list[Any]):
    """Elements that take the place of one."""


def _tree(text: str, form: str) -> Any:
    return json.loads(pandoc(f"--from={form}", "--to=json", source=text.encode()))


def _elements(node: Any) -> Iterator[dict[str, Any]]:
    pending = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, list):
            pending.extend(part)
        elif isinstance(part, dict):
            if "t" in part:
                yield part
            pending.extend(part.values())


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith("<!--") and text.rstrip().endswith("-->")


def _words(text: str) -> list[dict[str, Any]]:
    """Give literal text as elements of the tree."""
    found: list[dict[str, Any]] = []
    for part in re.split(r"(\s+)", text):
        if part.isspace():
            found.append({"t": "Space"})
        elif part:
            found += _braces(part)
    return found


def _braces(word: str) -> list[dict[str, Any]]:
    """Give a word whose signs open neither attributes and short codes nor a block."""
    parts = [part for part in re.split(r"(\{|^:(?=::))", word) if part]
    return [
        {"t": "RawInline", "c": ["markdown", f"\\{part}"]}
        if part in ("{", ":")
        else {"t": "Str", "c": part}
        for part in parts
    ]


def _described(attributes: list[Any], caption: list[Any]) -> list[Any]:
    """Give a picture the alt text that Markdown has in the brackets; without any it decorates."""
    anchor, classes, pairs = attributes
    if {"fig-alt", "alt", "role"} & dict(pairs).keys():
        return attributes
    said = plain(caption)
    return [anchor, classes, [*pairs, ["fig-alt", said] if said else ["role", "presentation"]]]


def _mark(number: str) -> str:
    return f"placeholderz{number}"


def _notes_named(text: str, path: Path) -> str:
    """Give notes names of their text's: one name in two texts would be one note."""
    for label in dict.fromkeys(_NOTE.findall(text)):
        text = text.replace(f"[^{label}]", f"[^{slug(path.stem)}-{label}]")
    return text


def _unused_notes(text: str, path: Path) -> list[Problem]:
    """Find notes that nothing refers to: they would be printed nowhere."""
    return [
        Problem(
            path,
            f"nothing refers to the note [^{match[1]}], which would be lost",
            **spot(text, match.start()),
        )
        for match in _NOTE.finditer(text)
        if text.count(f"[^{match[1]}]") < 2
    ]
