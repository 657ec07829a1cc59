"""Files that stand beside the file of a table: what tasks showed, code frames, codings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

__all__ = ["files_beside"]

_BESIDE = {"design": ("file",), "coding": ("frame", "file", "second")}
"""Parts of a question that name such files, each with the keys that do."""


def files_beside(question: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give the files that a question names beside the file of its table.

    Parameters
    ----------
    question : as its model holds it, or as it was read from YAML, whatever stands there.

    Yields
    ------
    (place, file)
        Keys that lead to it within the question, and its path as written.

    Examples
    --------
    >>> [*files_beside({"name": "topics", "coding": {"frame": "frame.yml", "file": "coded.csv"}})]
    [(('coding', 'frame'), 'frame.yml'), (('coding', 'file'), 'coded.csv')]
    """
    for part, keys in _BESIDE.items():
        for key in keys:
            named = _held(_held(question, part), key)
            if isinstance(named, str | PurePath) and str(named):
                yield (part, key), str(named)
    for part in ("codes", "rows"):
        for option in _listed(_held(question, part)):
            named = _held(_held(option, "words"), "back")
            if isinstance(named, str | PurePath) and str(named):
                yield (part,), str(named)


def _listed(options: object) -> Iterable[object]:
    """Options as their model holds them, by what they mean, or in a list."""
    if isinstance(options, Mapping):
        return options.values()
    return options if isinstance(options, list) else ()


def _held(holder: object, key: str) -> object:
    return holder.get(key) if isinstance(holder, Mapping) else getattr(holder, key, None)
