"""What can be used of a YAML file that has faults, so that the rest can be judged meanwhile."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from research.edition.model import Model
from research.problems.models import as_written, field_at, keys_at
from research.problems.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic_core import ErrorDetails

    from research.edition.yamlfile import Place, YamlFile

__all__ = ["STAND_IN", "Parts", "usable"]

STAND_IN = "unreadable"
"""Begins the text that stands where a text is missing; a digit follows."""

# Each round mends what the last one laid open: a value is dropped, its key missing, its item gone.
_ROUNDS = 12

M = TypeVar("M", bound=Model)
M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True)
class Parts(Generic[M_co]):
    """What of a file can be used.

    Parameters
    ----------
    value : the model without what is wrong; None where nothing is left.
    lost : places of what was dropped or stood in for, with ``*`` for a place in a list.
    """

    value: M_co | None = None
    lost: frozenset[tuple[str, ...]] = frozenset()

    def knows(self, *places: str) -> bool:
        """Whether all is there of some places and of what is around them.

        Parameters
        ----------
        places : dotted, with ``*`` for any place in a list, or key of a mapping.
        """
        wanted = [place.split(".") for place in places]
        return not any(_covers(place, lost) for place in wanted for lost in self.lost)

    def lacks(self, *keys: str) -> bool:
        """Whether something is lost of any of some keys at the top, or of the whole.

        Parameters
        ----------
        keys : of the file.
        """
        return any(not lost or lost[0] in keys for lost in self.lost)


def _covers(place: Sequence[str], lost: Sequence[str]) -> bool:
    """Whether what is lost is at a place, or around it."""
    return len(lost) <= len(place) and all(
        step in ("*", other) for step, other in zip(place, lost, strict=False)
    )


def usable(kind: type[M], file: YamlFile) -> Parts[M]:
    """Give what of a file a model can use.

    Parameters
    ----------
    kind : the model; all keys at its top must have defaults.
    file : what was read.
    """
    content = copy.deepcopy(file.content)
    mending = _Mending(kind, content, file)
    if not isinstance(content, dict):
        return Parts()
    for place in sorted(file.spoilt, key=_order, reverse=True):
        mending.drop(place)
    for _ in range(_ROUNDS):
        try:
            return Parts(kind.model_validate(content), frozenset(mending.lost))
        except ValidationError as errors:
            details = errors.errors(include_url=False)
        # From the last item of a list to the first, so that none changes its place.
        for detail in sorted(details, key=lambda found: _order(found["loc"]), reverse=True):
            mending.mend(detail)
    return Parts(None, frozenset(mending.lost))


def _order(place: Place) -> list[tuple[bool, Any]]:
    return [(isinstance(step, str), step) for step in place]


class _Mending:
    """Drops from a content what a model refuses."""

    def __init__(self, kind: type[Model], content: Any, file: YamlFile) -> None:
        self.kind = kind
        self.content = content
        self.lines = file.lines
        self.lost: set[tuple[str, ...]] = set()
        self._stand_ins = 0

    def mend(self, detail: ErrorDetails) -> None:
        """Drop what an error is about, or let something stand in for it."""
        place = as_written(detail["loc"], self.content)
        if detail["type"] == "missing":
            self._stand_in(place)
        elif detail["type"] == "extra_forbidden":
            self._misspelt(place)
            self._delete(place)
        else:
            self.drop(place)

    def drop(self, place: Place) -> None:
        """Drop a value; where there is none at a place, the one around it."""
        while place and not self._delete(place):
            place = place[:-1]
        self._lose(place)

    def _stand_in(self, place: Place) -> None:
        around = self._at(place[:-1])
        field = field_at(self.kind, place)
        self._lose(place)
        if isinstance(around, dict) and field is not None and field.annotation is str:
            self._stand_ins += 1
            around[place[-1]] = f"{STAND_IN}{self._stand_ins}"
        else:
            self.drop(place[:-1])

    def _misspelt(self, place: Place) -> None:
        """Take the key that was meant by an unknown one for lost, where it is not there too."""
        around = self._at(place[:-1])
        if not isinstance(around, dict):
            # What held it was dropped for another fault of it.
            return
        known = [key for key in keys_at(self.kind, place[:-1]) if key not in around]
        for meant in nearest(place[-1], known):
            self._lose((*place[:-1], meant))

    def _delete(self, place: Place) -> bool:
        around, step = self._at(place[:-1]), place[-1]
        if isinstance(around, dict) and step in around:
            del around[step]
            return True
        if isinstance(around, list) and isinstance(step, int) and step < len(around):
            del around[step]
            return True
        return False

    def _at(self, place: Place) -> Any:
        found = self.content
        for step in place:
            in_mapping = isinstance(found, dict) and step in found
            in_list = isinstance(found, list) and isinstance(step, int) and step < len(found)
            if not in_mapping and not in_list:
                return None
            found = found[step]
        return found

    def _lose(self, place: Iterable[str | int]) -> None:
        self.lost.add(tuple("*" if isinstance(step, int) else step for step in place))
