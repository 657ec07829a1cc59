"""YAML files, read as they are written, with the line of every key and every fault in a sentence.

What YAML 1.1 would make of a text is left aside: ``yes``, ``no``, ``on``, ``off``, ``011``,
``0x1F``, ``12:30`` and days stay text; keys are text; only ``true``, ``false``, ``null`` and
decimal numbers are more than that, as in YAML 1.2. Tags and complex keys are refused, and what
anchors repeat is bounded.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from research.errors import InputError, Problem
from research.files import digest
from research.yamltext import SAFE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Lines", "Number", "Place", "YamlFile", "open_yaml", "parse_yaml", "read_yaml"]

Place = tuple[str | int, ...]
Lines = dict[Place, int]

DEEPEST = 40
"""Lists and mappings within each other that a file may have."""
LARGEST = 200_000
"""Values that a file may have, each counted as often as anchors repeat it."""
LONGEST_NUMBER = 18
"""Digits of a number; a longer one is text that wants quotes, or a slip."""
LONGEST_FILE = 10_000_000
"""Bytes of a file."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:[Tt ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]*)?)? *(?:Z|[-+][0-9:]+)?)?"
)
_WORDS = {"": None, "~": None} | {
    form: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for form in (word, word.capitalize(), word.upper())
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Number(float):
    """A number that prints as its author wrote it, so that a label 1.10 is no 1.1."""

    written: str

    def __new__(cls, written: str) -> Number:
        """Take a number as it is written."""
        number = super().__new__(cls, written)
        number.written = written
        return number

    def __reduce__(self) -> tuple[type[Number], tuple[str]]:
        return Number, (self.written,)

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True)
class YamlFile:
    """What a YAML file says.

    Parameters
    ----------
    path : the file.
    content : mappings with keys of text, lists, text, numbers, truth values and None.
    lines : line on which the value at each place stands, counted from 1.
    digest : of the bytes that were read.
    problems : faults that leave the rest readable: tags, keys given twice, days that are none.
    spoilt : the places of these faults.
    """

    path: Path | str
    content: Any
    lines: Lines
    digest: str
    problems: tuple[Problem, ...] = ()
    spoilt: frozenset[Place] = frozenset()

    def row(self, place: Place) -> int:
        """Give the line of a place, or of the nearest one around it that is known."""
        ends = range(len(place), -1, -1)
        return next((self.lines[place[:end]] for end in ends if place[:end] in self.lines), 1)


def open_yaml(path: Path) -> YamlFile:
    """Read a YAML file as far as it can be read.

    Parameters
    ----------
    path : the file.

    Raises
    ------
    InputError
        The file is missing, empty, too large, no UTF-8 or no YAML, or its anchors or its depth
        have no end: then nothing of it can be used.
    """
    return _read(_bytes(path), path)


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file that has no fault.

    Raises
    ------
    InputError
        As `open_yaml`, and with every fault of the file.
    """
    file = open_yaml(path)
    if file.problems:
        raise InputError(file.problems)
    return file


def parse_yaml(text: bytes | str, path: Path | str = "YAML") -> Any:
    """Give what is written in YAML that comes from no file of an author's.

    Parameters
    ----------
    text : the YAML, in UTF-8.
    path : what the problems call it.

    Raises
    ------
    InputError
        As `read_yaml`.
    """
    file = _read(text.encode() if isinstance(text, str) else text, path)
    if file.problems:
        raise InputError(file.problems)
    return file.content


def _bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError([_missing(path)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError([Problem(path, f"cannot be read: {reason}")]) from None
    if len(content) > LONGEST_FILE:
        fault = f"the file has {len(content):,} bytes"
        raise InputError([Problem(path, fault, allowed=f"{LONGEST_FILE:,} at most")])
    return content


def _missing(path: Path) -> Problem:
    folder = path.parent
    found = sorted(item.name for item in folder.glob(f"*{path.suffix}")) if folder.is_dir() else []
    return Problem(path, "no such file", allowed=", ".join(found[:12]))


def _read(content: bytes, path: Path | str) -> YamlFile:
    builder = _Builder(path)
    try:
        builder.build(_text(content, path))
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        fault = f"not valid YAML: {error.problem or error}"
        raise InputError([Problem(path, fault, row=row)]) from None
    except yaml.YAMLError as error:
        raise InputError([Problem(path, f"not valid YAML: {error}")]) from None
    if builder.root is None and not builder.problems:
        raise InputError([Problem(path, "the file is empty", hint="copy another edition's file")])
    return YamlFile(
        path,
        builder.root,
        builder.lines,
        digest(content),
        tuple(builder.problems),
        frozenset(builder.spoilt),
    )


def _text(content: bytes, path: Path | str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(path, "not written in UTF-8", row=line, hint="save the file as UTF-8")
        raise InputError([problem]) from None
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        fault = f"the line holds the control character {ord(found[0]):#04x}"
        raise InputError([Problem(path, fault, row=line, hint="delete it")])
    return text


@dataclass
class _Open:
    """A list or a mapping that has begun: its items, and where the next one goes."""

    value: list[Any] | dict[str, Any]
    place: Place
    anchor: str | None
    size_before: int
    key: str | None = None

    @property
    def next_place(self) -> Place:
        return (*self.place, self.key if isinstance(self.value, dict) else len(self.value))  # type: ignore[arg-type]

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    def put(self, item: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(item)
        else:
            # Of a key given twice the first one counts.
            self.value.setdefault(str(self.key), item)
            self.key = None


@dataclass
class _Builder:
    """Builds values from the events of a parser: nothing nests, so nothing runs out of depth."""

    file: Path | str
    root: Any = None
    lines: Lines = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[Place] = field(default_factory=set)
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _size: int = 0
    _documents: int = 0

    def build(self, text: str) -> None:
        """Take in all events of a text."""
        for event in yaml.parse(text, Loader=SAFE):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise self._refused(event, "a second document begins here", "delete the line")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._stack and self._stack[-1].wants_key:
            self._name(event)
            return
        place = self._arrive(event)
        self._refuse_tag(event, place)
        value = event.value
        found = _CONTROL.search(value)
        if found:
            what = f"the text holds the control character {ord(found[0]):#04x}"
            self._fault(event, place, what, "delete it")
        elif not event.style and not event.tag:
            value = self._resolved(event, place)
        self._note(event.anchor, value, self._size - 1)
        self._put(value)

    def _name(self, event: yaml.ScalarEvent) -> None:
        """Take in a key."""
        opened = self._stack[-1]
        opened.key = key = str(event.value)
        place = opened.next_place
        self._refuse_tag(event, place)
        if _CONTROL.search(key):
            self._fault(event, place, "a key holds a control character", "delete it")
        elif key == "<<" and not event.style:
            self._fault(event, place, "keys are not merged", "write them out")
        elif key in opened.value:
            self._fault(event, place, f"the key '{key}' is given twice", "keep one of them")
        self.lines.setdefault(place, _line(event))

    def _resolved(self, event: yaml.ScalarEvent, place: Place) -> Any:
        """Give what a text without quotes means."""
        text = event.value
        if text in _WORDS:
            return _WORDS[text]
        if _FRACTION.fullmatch(text):
            if sum(letter.isdigit() for letter in text) > LONGEST_NUMBER:
                what = f"a number of {len(text)} digits"
                self._fault(event, place, what, "put it in quotes if it is a text")
                return text
            return int(text) if _INTEGER.fullmatch(text) else self._fraction(event, place)
        moment = _MOMENT.fullmatch(text)
        if moment and not _is_moment(moment):
            what = f"there is no day or time {text}"
            self._fault(event, place, what, "put it in quotes if it is a text")
        return text

    def _fraction(self, event: yaml.ScalarEvent, place: Place) -> Number:
        number = Number(event.value)
        if abs(number) == float("inf"):
            self._fault(event, place, f"the number {event.value} is too large", "")
        return number

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if self._stack and self._stack[-1].wants_key:
            hint = "put it in quotes if it is a text"
            raise self._refused(event, "a list or mapping stands where a key must", hint)
        place = self._arrive(event)
        self._refuse_tag(event, place)
        if len(self._stack) >= DEEPEST:
            what = f"more than {DEEPEST} lists and mappings stand within each other"
            raise self._refused(event, what, "look for a bracket that is never closed")
        value: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Open(value, place, event.anchor, self._size - 1))

    def _end(self) -> None:
        closed = self._stack.pop()
        self._note(closed.anchor, closed.value, closed.size_before)
        self._put(closed.value)

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = str(event.anchor)
        if self._stack and self._stack[-1].wants_key:
            raise self._refused(event, f"'*{name}' stands where a key must", "write the key out")
        place = self._arrive(event)
        if any(opened.anchor == name for opened in self._stack):
            raise self._refused(event, f"'*{name}' stands inside what it repeats", "write it out")
        if name not in self._anchors:
            raise self._refused(event, f"nothing is called '&{name}'", "write it out")
        value, size = self._anchors[name]
        self._grow(event, size - 1)
        self._put(value)
        self.lines.setdefault(place, _line(event))

    def _arrive(self, event: yaml.NodeEvent) -> Place:
        """Count a value, and give the place where it goes."""
        self._grow(event, 1)
        place = self._stack[-1].next_place if self._stack else ()
        self.lines.setdefault(place, _line(event))
        return place

    def _grow(self, event: yaml.Event, by: int) -> None:
        self._size += by
        if self._size > LARGEST:
            what = f"the file comes to more than {LARGEST:,} values"
            raise self._refused(event, what, "anchors repeat what they name: use fewer")

    def _note(self, anchor: str | None, value: Any, size_before: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, self._size - size_before)

    def _put(self, value: Any) -> None:
        if self._stack:
            self._stack[-1].put(value)
        else:
            self.root = value

    def _refuse_tag(self, event: yaml.NodeEvent, place: Place) -> None:
        # A lone exclamation mark says that the text is one, as quotes do.
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            name = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._fault(event, place, f"the tag {name} is not read", "delete it")

    def _fault(self, event: yaml.Event, place: Place, what: str, hint: str) -> None:
        self.problems.append(self._problem(event, place, what, hint))
        self.spoilt.add(place)

    def _refused(self, event: yaml.Event, what: str, hint: str) -> InputError:
        # Where it is too deep, the first steps say enough.
        place = self._stack[-1].place[:4] if self._stack else ()
        return InputError([*self.problems, self._problem(event, place, what, hint)])

    def _problem(self, event: yaml.Event, place: Place, what: str, hint: str) -> Problem:
        key = ".".join(map(str, place))
        return Problem(self.file, what, key=key, row=_line(event), hint=hint)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _is_moment(match: re.Match[str]) -> bool:
    try:
        datetime.datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]
    except ValueError:
        return False
    return True
