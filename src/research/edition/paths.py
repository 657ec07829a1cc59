"""Names and paths in a parameter file: files of the project, and nothing outside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from research.edition.project import project_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.edition.yamlfile import Place

__all__ = ["FilePath", "Name", "is_name", "leading_outside"]

# What common file systems take for one part of a path.
_LONGEST_PART = 200
_LONGEST = 1000
_SEPARATORS = frozenset('/\\:*?"<>|')


def is_name(name: str) -> bool:
    """Whether a file of a folder can be called so on any system."""
    return (
        name.strip(". ") == name != ""
        and len(name.encode(errors="replace")) <= _LONGEST_PART
        and not set(name) & _SEPARATORS
        and name.isprintable()
    )


def _checked_name(name: str) -> str:
    if name and not is_name(name):
        msg = "this is no name of a file: no folders, no signs such as / : * ?, 200 bytes at most"
        raise ValueError(msg)
    return name


def _checked_path(path: Path) -> Path:
    longest = max((len(part.encode(errors="replace")) for part in path.parts), default=0)
    if longest > _LONGEST_PART or len(str(path)) > _LONGEST:
        msg = f"the path is too long: {_LONGEST} characters at most, {_LONGEST_PART} a name"
        raise ValueError(msg)
    return path


Name = Annotated[str, AfterValidator(_checked_name)]
"""A file of one folder, without its ending."""

FilePath = Annotated[Path, AfterValidator(_checked_path)]
"""A path as the parameter file has it: relative to the file's own folder."""


def leading_outside(params: Path, paths: Mapping[Place, Path]) -> Iterator[tuple[Place, Path]]:
    """Find the paths that lead out of the project, links followed.

    Parameters
    ----------
    params : absolute path of the parameter file.
    paths : by the place where the file has them.
    """
    root = project_root(params).resolve()
    for place, path in paths.items():
        if not (params.parent / path).resolve().is_relative_to(root):
            yield place, path
