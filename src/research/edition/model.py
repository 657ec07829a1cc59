"""Models of YAML files: what all share, and their errors with line, key and what was allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from research.edition.yamlfile import open_yaml
from research.errors import InputError, Problem
from research.problems.models import translate

if TYPE_CHECKING:
    from pathlib import Path

    from research.edition.yamlfile import YamlFile

__all__ = ["Key", "Model", "read_model", "validated"]

Key = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9]*$", max_length=100, description="one lower-case word")
]


class Model(BaseModel):
    """What all parts share: unknown keys are errors, and nothing changes once read.

    A number where a text is meant is that text, as it is written.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        defer_build=True,
    )


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
    return validated(kind, open_yaml(path))


def validated(kind: type[M], file: YamlFile) -> M:
    """Make a model of what a YAML file says.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    problems = list(file.problems)
    if not isinstance(file.content, dict):
        problems.append(Problem(file.path, "not a mapping of keys to values", row=1))
        raise InputError(problems)
    try:
        found = kind.model_validate(file.content)
    except ValidationError as errors:
        problems += [problem for _, problem in translate(errors, kind, file)]
        found = None
    if problems or found is None:
        raise InputError(sorted(problems, key=lambda item: item.row or 0))
    return found
