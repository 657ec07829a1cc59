"""Frames: sentences with gaps, kept as data beside the module whose rules fill them.

A module ``accounts.py`` has its words in ``accounts.yml``, by language and then by name::

    en:
      hidden:
        caption: "Happy accounts with an unhappy decider"
        shown: "{unhappy} accounts have an unhappy decider; the {count} largest are shown."
      renewal: {one: "{count} comes up for renewal", many: "{count} come up for renewal"}

The rules compute the parts, the frame holds the words. A frame is filled with just the parts that
it names, and a part is a word or a whole number: a fraction must have been rounded.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from research.yamltext import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LANGUAGE", "Frames", "fields_of"]

LANGUAGE = "en"

Part = str | int


class Frames:
    """The frames of one module, read when the first is asked for.

    Parameters
    ----------
    file : the module's ``__file__``.
    name : of the YAML file beside it, without its ending; the module's own when left out.
    """

    def __init__(self, file: str, name: str = "") -> None:
        path = Path(file)
        self.path = path.with_name(f"{name or path.stem}.yml")

    def __call__(self, key: str, /, **parts: Part) -> str:
        """Fill one frame.

        Parameters
        ----------
        key : names on the way to it, with a dot between.
        parts : what stands in its gaps.

        Raises
        ------
        KeyError
            There is no such frame.
        TypeError
            A part is missing, not asked for, or a fraction.
        """
        return _filled(self._at(key, str), parts, key)

    def form(self, key: str, /, *, many: bool, **parts: Part) -> str:
        """Fill the one of two frames, ``one`` and ``many``, that agrees with a number."""
        return self(f"{key}.{'many' if many else 'one'}", **parts)

    def listed(self, key: str, /, **parts: Part) -> list[str]:
        """Fill a list of frames, such as the heads of a table."""
        frames = self._at(key, list)
        _check(fields_of(frames), parts, key)
        return [frame.format_map(_written(parts)) for frame in frames]

    def named(self, key: str, /, **parts: Part) -> dict[str, str]:
        """Fill a mapping of frames, such as the words for the values of a setting."""
        frames = self._at(key, dict)
        _check(fields_of(frames.values()), parts, key)
        return {name: frame.format_map(_written(parts)) for name, frame in frames.items()}

    def fields(self, key: str) -> frozenset[str]:
        """Parts that the frames under a key ask for."""
        return fields_of(_leaves(self._at(key, object)))

    def _at(self, key: str, kind: type) -> Any:
        found = _read(self.path)
        for name in key.split("."):
            if not isinstance(found, dict) or name not in found:
                msg = f"{self.path.name} has no frame {key!r}"
                raise KeyError(msg)
            found = found[name]
        if not isinstance(found, kind):
            msg = f"{key!r} in {self.path.name} is no {kind.__name__}"
            raise TypeError(msg)
        return found


def fields_of(frames: str | Iterable[str]) -> frozenset[str]:
    """Parts that frames ask for.

    Examples
    --------
    >>> sorted(fields_of("{count} of {base}"))
    ['base', 'count']
    """
    several = (frames,) if isinstance(frames, str) else frames
    return frozenset().union(*map(_gaps, several))


@cache
def _read(path: Path) -> Any:
    return parse_yaml(path.read_bytes())[LANGUAGE]


@cache
def _gaps(frame: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(frame) if name is not None)


def _leaves(found: Any) -> Iterable[str]:
    if isinstance(found, str):
        return [found]
    parts = found.values() if isinstance(found, dict) else found
    return [leaf for part in parts for leaf in _leaves(part)]


def _filled(frame: str, parts: Mapping[str, Part], key: str) -> str:
    _check(_gaps(frame), parts, key)
    return frame.format_map(_written(parts))


def _written(parts: Mapping[str, Part]) -> dict[str, str]:
    """Parts as text, whole numbers with their thousands parted; years and seeds come as text."""
    return {
        name: part if isinstance(part, str) else f"{part:,}".replace("-", "−")
        for name, part in parts.items()
    }


def _check(asked: frozenset[str], parts: Mapping[str, Part], key: str) -> None:
    if asked != parts.keys():
        wrong = ", ".join(sorted(asked ^ parts.keys()))
        msg = f"the frame {key!r} asks for {', '.join(sorted(asked)) or 'nothing'}: see {wrong}"
        raise TypeError(msg)
    unrounded = [name for name, part in parts.items() if isinstance(part, float)]
    if unrounded:
        msg = f"the frame {key!r} was given fractions for {', '.join(unrounded)}: round them first"
        raise TypeError(msg)
