"""YAML files read with the line of every key, so that an error can say where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from research.errors import InputError, Problem
from research.yamltext import SAFE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["read_yaml"]


class _Loader(SAFE):  # type: ignore[misc, valid-type]
    """Safe loading that refuses a key given twice, where YAML keeps the last one in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(getattr(key_node, "value", ""))
            if key in seen:
                mark = key_node.start_mark
                problem = f"the key '{key}' is given twice"
                raise yaml.constructor.ConstructorError(None, None, problem, mark)
            seen.add(key)
        content: dict[Any, Any] = super().construct_mapping(node, deep)
        return content


def read_yaml(path: Path) -> tuple[Any, dict[tuple[str | int, ...], int]]:
    """Read a YAML file with the line on which each key stands.

    Parameters
    ----------
    path : the file.

    Returns
    -------
    The content, and a mapping from the path of a key (``("report", "sections", 0)``) to its line.

    Raises
    ------
    InputError
        The file is missing, empty, no UTF-8 or no YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError([_missing(path)]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path, "not written in UTF-8", row=line, hint="save the file as UTF-8")
        raise InputError([problem]) from None
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
        node = yaml.compose(text, Loader=SAFE)
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        fault = f"not valid YAML: {error.problem or error}"
        raise InputError([Problem(path, fault, row=row)]) from None
    except yaml.YAMLError as error:
        raise InputError([Problem(path, f"not valid YAML: {error}")]) from None
    if content is None:
        raise InputError([Problem(path, "the file is empty", hint="copy another edition's file")])
    return content, dict(_lines(node, ()))


def _missing(path: Path) -> Problem:
    folder = path.parent
    found = sorted(item.name for item in folder.glob(f"*{path.suffix}")) if folder.is_dir() else []
    return Problem(path, "no such file", allowed=", ".join(found[:12]))


def _lines(
    node: yaml.Node | None, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if node is None:
        return
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*path, str(key.value)))
            yield (*path, str(key.value)), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index))
