"""Errors of pydantic as problems: line, key, what stands there, what may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from research.errors import Problem
from research.problems.nearest import meant, nearest
from research.problems.values import listed, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from pydantic import BaseModel, ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

__all__ = ["as_written", "field_at", "keys_at", "translate"]

Place = tuple[str | int, ...]

_ALLOWED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_from_datetime_parsing": "a day such as 2016-07-01",
    "date_parsing": "a day such as 2016-07-01",
    "date_type": "a day such as 2016-07-01",
    "dict_type": "keys with their values",
    "finite_number": "a number that is not infinite",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number of fewer digits",
    "int_type": "a whole number",
    "list_type": "a list",
    "mapping_type": "keys with their values",
    "model_attributes_type": "keys with their values",
    "model_type": "keys with their values",
    "path_type": "a path, as text",
    "string_type": "a text; in quotes where it looks like something else",
    "tuple_type": "a list",
}
# What pydantic adds to the place of a value that may be any of these.
_OF_A_UNION = {("str",), ("int",), ("float",), ("bool",)}
_BOUNDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than": lambda given: f"more than {given['gt']:g}",
    "greater_than_equal": lambda given: f"{given['ge']:g} or more",
    "less_than": lambda given: f"less than {given['lt']:g}",
    "less_than_equal": lambda given: f"{given['le']:g} or less",
    "literal_error": lambda given: str(given["expected"]),
    "string_too_long": lambda given: f"{given['max_length']} characters at most",
    "string_too_short": lambda given: f"{given['min_length']} characters at least",
    "too_long": lambda given: f"{given['max_length']} at most",
    "too_short": lambda given: f"{given['min_length']} at least",
}


class Source(Protocol):
    """Where the content comes from that a model refused."""

    @property
    def path(self) -> Path | str:
        """The file."""

    @property
    def content(self) -> Any:
        """Mappings and lists as they stand there."""

    @property
    def lines(self) -> Mapping[Place, int]:
        """Line of every place in it."""

    @property
    def spoilt(self) -> Collection[Place]:
        """Places that have a fault already: what follows from it is not told."""

    def row(self, place: Place) -> int:
        """Give the line of a place."""


def translate(
    errors: ValidationError, kind: type[BaseModel], source: Source
) -> list[tuple[Place, Problem]]:
    """Turn the errors of a model into problems, each with its place.

    Parameters
    ----------
    errors : what pydantic found.
    kind : the model.
    source : the file that was read.

    Returns
    -------
    In the order of lines. What only follows from another problem is left out: a key that is
    missing where a misspelt one stands, and what a value becomes that could not be read.
    """
    details = errors.errors(include_url=False)
    found = list(_causes(details, kind, source))
    return sorted(found, key=lambda item: item[1].row or 0)


def _causes(
    details: Sequence[ErrorDetails], kind: type[BaseModel], source: Source
) -> Iterator[tuple[Place, Problem]]:
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    told = set()
    for detail in details:
        place = as_written(detail["loc"], source.content)
        of_union = place[:-1] in source.lines and place not in source.lines
        if of_union and detail["type"] != "missing":
            # pydantic names the type that was tried, and tries each; a key has no line of its own.
            place = place[:-1]
        if place in told or _spoilt(place, source.spoilt) or _misspelt(detail, unknown):
            continue
        told.add(place)
        key, row = ".".join(map(str, place)), source.row(place)
        what, allowed, hint = _fault(detail, kind)
        yield place, Problem(source.path, what, key=key, row=row, allowed=allowed, hint=hint)


def as_written(place: Place, content: Any) -> Place:
    """Give a place as its author wrote it: by key where a model made a list of a mapping.

    Parameters
    ----------
    place : in a model.
    content : what was read.

    Examples
    --------
    >>> as_written(("rows", 1, "text"), {"rows": {"web": {}, "phone": {"text": 1}}})
    ('rows', 'phone', 'text')
    """
    found: list[str | int] = []
    for step in place:
        if isinstance(content, dict) and isinstance(step, int) and step < len(content):
            step = list(content)[step]
        found.append(step)
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and isinstance(step, int) and step < len(content):
            content = content[step]
        else:
            content = None
    return tuple(found)


def _spoilt(place: Place, spoilt: Collection[Place]) -> bool:
    return any(place[:end] in spoilt for end in range(1, len(place) + 1))


def _misspelt(detail: ErrorDetails, unknown: Sequence[Place]) -> bool:
    """Whether a key is missing because it stands there under a name like it."""
    if detail["type"] != "missing":
        return False
    place = detail["loc"]
    beside = [other[-1] for other in unknown if other[:-1] == place[:-1]]
    return bool(nearest(place[-1], beside))


def _fault(detail: ErrorDetails, kind: type[BaseModel]) -> tuple[str, str, str]:
    """Give what is wrong, what is allowed, and what to do."""
    place, fault = detail["loc"], detail["type"]
    if fault == "extra_forbidden":
        around = _type_at(kind, place[:-1])
        known = keys_at(kind, place[:-1])
        moved = getattr(around, "MOVED", {}).get(str(place[-1]))
        hint = f"it is {moved} now" if moved else meant(place[-1], known)
        return "unknown key", listed(known, most=40), hint
    if fault == "missing":
        return "this key is missing", "", ""
    if fault == "value_error":
        return detail["msg"].removeprefix("Value error, "), "", ""
    value = shown(detail["input"])
    if place[-1:] in _OF_A_UNION:
        return f"{value} does not fit", "a text, a number, true or false", ""
    given = detail.get("ctx", {})
    if fault == "string_pattern_mismatch":
        return f"{value} does not fit", _described(kind, place) or str(given["pattern"]), ""
    if fault in _BOUNDS:
        return f"{value} does not fit", _BOUNDS[fault](given), ""
    allowed = _ALLOWED.get(fault)
    return (f"{value} does not fit", allowed, "") if allowed else (detail["msg"], "", "")


def _described(kind: type[BaseModel], place: Place) -> str:
    """Give what the field at a place is described as."""
    field = field_at(kind, place)
    return "" if field is None else str(field.description or "")


def keys_at(kind: type[BaseModel], place: Place) -> list[str]:
    """Give the names of the keys allowed at a place of a model; none where it has no fixed ones."""
    found = _type_at(kind, place)
    return sorted(found.model_fields) if _is_model(found) else []


def field_at(kind: type[BaseModel], place: Place) -> FieldInfo | None:
    """Give the field of a model that stands at a place; None where it is no field."""
    around = _type_at(kind, place[:-1])
    field: FieldInfo | None = (
        around.model_fields.get(str(place[-1])) if place and _is_model(around) else None
    )
    return field


def _type_at(kind: Any, place: Place) -> Any:
    """Walk down the types of a model: fields, values of mappings, items of lists."""
    current = _plain(kind)
    for step in place:
        arguments = getattr(current, "__args__", ())
        if _is_model(current):
            field = current.model_fields.get(str(step))
            current = None if field is None else _plain(field.annotation)
        elif arguments:
            current = _plain(arguments[-1] if isinstance(step, str) else arguments[0])
        else:
            return None
    return current


def _plain(annotation: Any) -> Any:
    """Give the model or container within an annotation that allows for None, or describes more."""
    if _is_model(annotation) or getattr(annotation, "__origin__", None) in (dict, list, tuple):
        return annotation
    inside = (_plain(part) for part in getattr(annotation, "__args__", ()))
    return next((part for part in inside if part is not None), None)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and hasattr(annotation, "model_fields")
