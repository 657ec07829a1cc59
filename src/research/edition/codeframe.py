"""Code frames: what comments are about, as codes in nets of two levels, in versions.

A frame is a file of its own, so that surveys that follow each other share it. Of a multi question
with ``coding`` it gives the codes and nets, as if they stood in the parameter file.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, model_validator

from research.edition.labels import LabelKey, Role
from research.edition.model import Model, read_model
from research.edition.project import project_root
from research.edition.yamlfile import open_yaml
from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from research.edition.options import Code, Row
    from research.edition.questions import Question
    from research.edition.yamlfile import Place, YamlFile

__all__ = [
    "CodeFrame",
    "FrameNode",
    "Tone",
    "frame_of",
    "open_parameters",
    "read_frame",
    "with_frames",
]

Tone = Literal["problem", "praise", "neither"]

_DEEPEST = 3
"""Levels of a frame: nets, nets within them, codes."""

_OWN = ("code", "codes", "columns", "column", "rows", "nets", "split")


class FrameNode(Model):
    """A code, or a net of codes where it has some."""

    text: str = Field(min_length=1, description="as tables print it")
    short: str = Field(default="", description="for charts; text if left out")
    means: str = Field(default="", description="for coders: what belongs here and what does not")
    tone: Tone = Field(default="neither", description="whether who says so reports a problem")
    role: Role = Field(
        default="answer",
        description="none: the comment is about nothing of use, and excludes other codes",
    )
    since: int = Field(default=1, ge=1, description="version of the frame that it came with")
    was: list[LabelKey] = Field(
        default_factory=list, description="keys of codes of earlier versions that it takes over"
    )
    codes: dict[LabelKey, FrameNode] = Field(
        default_factory=dict, description="of a net: codes, or nets of codes"
    )

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, given: Any) -> Any:
        return {"text": given} if isinstance(given, str) else given


class CodeFrame(Model):
    """A code frame."""

    version: int = Field(default=1, ge=1, description="rises when codes come, go or change")
    codes: dict[LabelKey, FrameNode] = Field(min_length=1, description="codes and nets by key")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        for fault in self._faults():
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        """Find keys given twice, nets too deep, and codes that are newer than the frame."""
        nodes = list(_walk(self.codes))
        held = [key for _, key, _ in nodes]
        old = [key for _, _, node in nodes for key in node.was]
        for key in sorted({key for key in [*held, *old] if [*held, *old].count(key) > 1}):
            yield f"'{key}' stands for two codes: keys are given once, those in 'was' among them"
        for above, key, node in nodes:
            if len(above) >= _DEEPEST:
                yield f"'{key}' lies {len(above)} nets deep: two levels of nets are enough"
            if node.since > self.version:
                yield f"'{key}' came with version {node.since}, and the frame is {self.version}"
            if node.codes and (node.was or node.role != "answer"):
                yield f"'{key}' is a net: 'was' and 'role' are for codes"

    @property
    def leaves(self) -> dict[str, FrameNode]:
        """The codes, without nets, by key, in the order of the frame."""
        return {key: node for _, key, node in _walk(self.codes) if not node.codes}

    @property
    def nets(self) -> dict[str, tuple[FrameNode, list[str]]]:
        """Each net with the keys of all its codes, the wider before those within it."""
        return {
            key: (node, [leaf for above, leaf, one in _walk(node.codes) if not one.codes])
            for _, key, node in _walk(self.codes)
            if node.codes
        }

    @property
    def renamed(self) -> dict[str, str]:
        """Keys of earlier versions, each with the code that took it over."""
        return {old: key for key, node in self.leaves.items() for old in node.was}


def _walk(
    codes: Mapping[str, FrameNode], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str, FrameNode]]:
    """Give each code and net with what it lies in."""
    for key, node in codes.items():
        yield above, key, node
        yield from _walk(node.codes, (*above, key))


def read_frame(path: Path) -> CodeFrame:
    """Read a code frame.

    Parameters
    ----------
    path : of its YAML file.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return read_model(CodeFrame, path)


def frame_of(question: Question) -> CodeFrame:
    """Give the answers to a question as a frame: words beside *other* are coded back to them.

    Parameters
    ----------
    question : single or multi; each code stands in the first of its nets.

    Returns
    -------
    All answers, *other* among them for words that are none of the rest.
    """
    asked: list[Code | Row] = [*question.rows] if question.rows else [*question.codes]
    options = {one.key: one for one in asked if one.role != "not_asked"}
    cells = {code.code: code.key for code in question.codes}
    left = {
        key: FrameNode(text=one.text, short=one.short, role=one.role)
        for key, one in options.items()
    }
    nets: dict[str, FrameNode] = {}
    for net in question.nets:
        keys = dict.fromkeys(cells.get(code, code) for code in net.codes)
        own = {key: left.pop(key) for key in keys if key in left}
        if own and net.key not in options:
            nets[net.key] = FrameNode(text=net.text, short=net.short, codes=own)
        else:
            left |= own
    return CodeFrame(codes={**nets, **left})


def open_parameters(path: Path) -> YamlFile:
    """Read a parameter file, with the codes of the frames that it names.

    Parameters
    ----------
    path : of the file.

    Raises
    ------
    InputError
        As `research.edition.yamlfile.open_yaml`.
    """
    return with_frames(open_yaml(path))


def with_frames(file: YamlFile) -> YamlFile:
    """Give coded questions of a parameter file the codes of the frames that it names.

    Parameters
    ----------
    file : as read.

    Returns
    -------
    The same; what is wrong with a frame is among its problems, and its question is spoilt.
    """
    if not isinstance(file.content, dict) or "coding" not in str(file.content):
        return file
    filled = _Filled(file, copy.deepcopy(file.content))
    filled.fill()
    return replace(
        file,
        content=filled.content,
        problems=(*file.problems, *filled.problems),
        spoilt=file.spoilt | filled.spoilt,
    )


@dataclass
class _Filled:
    """A parameter file whose coded questions get the codes of their frames."""

    file: YamlFile
    content: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[Place] = field(default_factory=set)

    def fill(self) -> None:
        """Put the codes of every frame where they belong."""
        data = self.content.get("data")
        tables = data if isinstance(data, dict) else {}
        for name, table in tables.items():
            beside = table.get("file") if isinstance(table, dict) else None
            if isinstance(beside, str):
                self._questions(table.get("questions"), ("data", name, "questions"), beside)
                if name == "answers":
                    self._questions(self.content.get("questions"), ("questions",), beside)

    def _questions(self, questions: Any, place: Place, beside: str) -> None:
        for number, question in enumerate(questions if isinstance(questions, list) else ()):
            coding = question.get("coding") if isinstance(question, dict) else None
            named = coding.get("frame") if isinstance(coding, dict) else None
            if isinstance(named, str):
                self._question(question, (*place, number), Path(beside).parent / named)

    def _question(self, question: dict[str, Any], place: Place, named: Path) -> None:
        own = [key for key in _OWN if key in question]
        if own:
            what = f"a coded question has its codes from its frame, and no '{own[0]}'"
            self._spoil((*place, own[0]), what)
            return
        question["codes"] = {"unread": "unread"}
        params = Path(self.file.path).resolve()
        path = (params.parent / named).resolve()
        if not path.is_relative_to(project_root(params).resolve()):
            return  # nothing there is read; the judgement of the whole says so
        try:
            frame = read_frame(path)
        except InputError as error:
            self.problems += error.problems
            self.spoilt.add(place)
            return
        question["codes"] = [
            {"code": key, "key": key, **_labels(node), "role": node.role}
            for key, node in frame.leaves.items()
        ]
        question["nets"] = [
            {"key": key, **_labels(node), "codes": codes}
            for key, (node, codes) in frame.nets.items()
        ]

    def _spoil(self, place: Place, what: str) -> None:
        key, row = ".".join(map(str, place)), self.file.row(place)
        self.problems.append(Problem(self.file.path, what, key=key, row=row))
        self.spoilt.add(place)


def _labels(node: FrameNode) -> dict[str, str]:
    return {"text": node.text, **({"short": node.short} if node.short else {})}
