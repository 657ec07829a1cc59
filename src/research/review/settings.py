"""Parameter files and other YAML before and now: which keys have other values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.edition.reliance import Reliance
from research.edition.yamlfile import parse_yaml
from research.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = ["Written", "tables_in"]

# Keys that are told one by one, and characters of a value.
_SHOWN = 6
_LONGEST = 60
# What tells an entry of a list from the others.
_NAMES = ("name", "key", "id", "text", "notebook", "heading", "theme")


class Written:
    """A YAML file before and now.

    Parameters
    ----------
    old, new : contents; what is no YAML counts as empty.
    """

    def __init__(self, old: bytes, new: bytes) -> None:
        self._old, self._new = _parsed(old), _parsed(new)
        self._reliance = Reliance(self._old), Reliance(self._new)
        self._leaves = list(_differences("", self._old, self._new))

    def told(self, part: str = "") -> list[str]:
        """Say which keys of a part have other values, a line each.

        Parameters
        ----------
        part : as `research.edition.reliance` names it; the whole file where left out.
        """
        if part and self._reliance[0].of(part) == self._reliance[1].of(part):
            return []
        tops = _tops(part)
        leaves = [line for top, line in self._leaves if tops is None or top in tops]
        more = len(leaves) - _SHOWN
        return [*leaves[:_SHOWN], *([f"and {more} more keys"] if more > 0 else [])]

    def but(self, left_out: Collection[str], most: int = 40) -> list[str]:
        """Say which keys have other values, but those of some keys at the top of the file.

        Parameters
        ----------
        left_out : keys at the top.
        most : lines that are told; of more the number is.
        """
        leaves = [line for top, line in self._leaves if top not in left_out]
        more = len(leaves) - most
        return [*leaves[:most], *([f"and {more} more keys"] if more > 0 else [])]

    def of_keys(self, keys: Mapping[str, Any] | set[str]) -> list[str]:
        """Say which keys at the top of the file, or below them, have other values."""
        return [line for top, line in self._leaves if top in keys][:_SHOWN]


def tables_in(content: bytes) -> list[str]:
    """Give the names of the tables of data that a parameter file describes.

    Parameters
    ----------
    content : of the file.
    """
    read = _parsed(content)
    tables = read.get("data") if isinstance(read, dict) else None
    return [str(name) for name in tables] if isinstance(tables, dict) else []


def _parsed(content: bytes) -> Any:
    try:
        return parse_yaml(content)
    except (InputError, UnicodeDecodeError, ValueError):
        return {}


def _tops(part: str) -> set[str] | None:
    """Keys at the top of a file that a part is made of; None for any."""
    first = part.partition(".")[0].partition(":")[0]
    if first in ("", "*"):
        return None
    return {"data", "questions"} if first == "data" else {first}


def _differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """Key at the top and line of each value that differs."""
    if old == new:
        return
    if isinstance(old, list) and isinstance(new, list):
        named = _named(old), _named(new)
        if all(one is not None for one in named):
            old, new = named
            if [*old] != [*new] and sorted(old) == sorted(new):
                yield _top(path), f"{path}: in another order"
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            below = f"{path}.{key}" if path else str(key)
            yield from _differences(below, old.get(key), new.get(key))
        return
    yield _top(path), f"{path}: {_shown(old)} → {_shown(new)}"


def _named(entries: list[Any]) -> dict[str, Any] | None:
    """The entries of a list by what each is called; None where some are not called anything."""
    found: dict[str, Any] = {}
    for entry in entries:
        held = entry if isinstance(entry, dict) else {}
        name = next((str(held[key]) for key in _NAMES if isinstance(held.get(key), str)), None)
        if name is None or name in found:
            return None
        found[name] = entry
    return found


def _top(path: str) -> str:
    return path.partition(".")[0]


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
