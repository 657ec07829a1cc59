"""Models of YAML files: what all share, and their errors with line, key and what was allowed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from research.edition.yamlfile import read_yaml
from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

__all__ = ["Key", "Model", "read_model"]

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$", description="one lower-case word")]


class Model(BaseModel):
    """What all parts share: unknown keys are errors, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=Model)


def read_model(kind: type[M], path: Path) -> M:
    """Read a YAML file into a model.

    Parameters
    ----------
    kind : the model.
    path : the file.

    Raises
    ------
    InputError
        With every problem of the file: line, key, fault and what was allowed.
    """
    content, lines = read_yaml(path)
    if not isinstance(content, dict):
        raise InputError([Problem(path, "not a mapping of keys to values", row=1)])
    try:
        return kind.model_validate(content)
    except ValidationError as errors:
        problems = [_translate(error, path, lines, kind) for error in errors.errors()]
        raise InputError(sorted(problems, key=lambda item: item.row or 0)) from None


def _translate(
    error: ErrorDetails, path: Path, lines: Mapping[tuple[str | int, ...], int], kind: type[Model]
) -> Problem:
    """Turn an error of pydantic into a problem with key, line and what was allowed."""
    place = tuple(error["loc"])
    row = next((lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines), 1)
    what, allowed = error["msg"].removeprefix("Value error, "), ""
    if error["type"] == "extra_forbidden":
        known = _fields(kind, place[:-1])
        near = difflib.get_close_matches(str(place[-1]), known, n=1)
        what = f"unknown key; did you mean '{near[0]}'?" if near else "unknown key"
        allowed = ", ".join(known)
    elif error["type"] == "missing":
        what = "this key is missing"
    elif "input" in error and isinstance(error["input"], str | int | float | bool):
        what = f"{what}, not {error['input']!r}"
    return Problem(path, what, key=".".join(map(str, place)), row=row, allowed=allowed)


def _fields(kind: type[Model], place: Sequence[str | int]) -> list[str]:
    """Names of the keys allowed at a place of a model."""
    current: Any = kind
    for step in place:
        if isinstance(step, int):
            continue
        current = _model_in(current.model_fields[str(step)].annotation)
        if current is None:
            return []
    return sorted(current.model_fields)


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None
