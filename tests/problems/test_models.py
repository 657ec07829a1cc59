from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from research.problems.models import field_at, keys_at, translate


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern="^[a-z]+$", description="one word")
    size: int = Field(default=1, ge=1)
    kind: Literal["a", "b"] = "a"


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    parts: list[Part] = Field(default_factory=list)
    named: dict[str, Part] = Field(default_factory=dict)
    values: dict[str, str | int] = Field(default_factory=dict)
    one: Part | None = None


@dataclass
class Source:
    """A file in which every place that is given stands on a line of its own."""

    content: object
    path: str = "a.yml"
    spoilt: set[tuple[str | int, ...]] = field(default_factory=set)

    @property
    def lines(self) -> dict[tuple[str | int, ...], int]:
        return {place: line for line, place in enumerate(places(self.content), 1)}

    def row(self, place: tuple[str | int, ...]) -> int:
        ends = range(len(place), -1, -1)
        return next(self.lines[place[:end]] for end in ends if place[:end] in self.lines)


def places(value: object, at: tuple[str | int, ...] = ()):
    yield at
    items = value.items() if isinstance(value, dict) else []
    for step, inside in [*items, *(enumerate(value) if isinstance(value, list) else [])]:
        yield from places(inside, (*at, step))


def problems(content: object, spoilt=()):
    source = Source(content, spoilt=set(spoilt))
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate(content)
    return [problem for _, problem in translate(caught.value, Whole, source)]


@pytest.mark.parametrize(
    ("content", "key", "what", "allowed", "hint"),
    [
        ({"title": []}, "title", "a list of 0 does not fit", "a text", ""),
        ({"title": "x", "parts": 5}, "parts", "5 does not fit", "a list", ""),
        ({"title": "x", "one": 5}, "one", "5 does not fit", "keys with their values", ""),
        (
            {"title": "x", "parts": [{"name": "A b"}]},
            "parts.0.name",
            "'A b' does not fit",
            "one word",
            "",
        ),
        (
            {"title": "x", "parts": [{"name": "a", "size": 0}]},
            "parts.0.size",
            "0 does not fit",
            "1 or more",
            "",
        ),
        (
            {"title": "x", "one": {"name": "a", "size": "many"}},
            "one.size",
            "'many' does not fit",
            "a whole number",
            "",
        ),
        (
            {"title": "x", "named": {"n": {"name": "a", "kind": "c"}}},
            "named.n.kind",
            "'c' does not fit",
            "'a' or 'b'",
            "",
        ),
        (
            {"title": "x", "named": {"n": {"name": "a", "sice": 2}}},
            "named.n.sice",
            "unknown key",
            "kind, name, size",
            "did you mean 'size'?",
        ),
        (
            {"title": "x", "values": {"int": [1]}},
            "values.int",
            "a list of 1 does not fit",
            "a text, a number, true or false",
            "",
        ),
    ],
)
def test_a_fault_comes_with_place_value_and_what_is_allowed(
    content: dict, key: str, what: str, allowed: str, hint: str
) -> None:
    (problem,) = problems(content)
    assert (problem.key, problem.what, problem.hint) == (key, what, hint)
    assert problem.allowed.startswith(allowed)
    assert problem.row == list(places(content)).index(tuple(map(_step, key.split(".")))) + 1


def _step(step: str) -> str | int:
    return int(step) if step.isdigit() else step


def test_a_key_that_is_missing_where_a_misspelt_one_stands_is_told_once() -> None:
    (problem,) = problems({"titel": "x"})
    assert (problem.key, problem.hint) == ("titel", "did you mean 'title'?")
    told = problems({"elsewhere": "x"})
    assert {problem.key for problem in told} == {"title", "elsewhere"}


def test_what_follows_from_a_value_that_could_not_be_read_is_left_out() -> None:
    content = {"titel": "x", "parts": [{"name": "a", "size": "?"}]}
    assert len(problems(content)) == 2
    (problem,) = problems(content, spoilt=[("parts", 0, "size")])
    assert problem.key == "titel"


def test_problems_stand_in_the_order_of_lines() -> None:
    content = {"parts": [{"name": "A"}, {"name": "a", "size": 0}], "title": []}
    assert [problem.row for problem in problems(content)] == [4, 7, 8]


def test_keys_and_fields_are_found_at_any_depth() -> None:
    assert keys_at(Whole, ("named", "n")) == ["kind", "name", "size"]
    assert keys_at(Whole, ("one",)) == ["kind", "name", "size"]
    assert keys_at(Whole, ("title",)) == []
    found = field_at(Whole, ("parts", 3, "name"))
    assert found is not None
    assert found.description == "one word"
    assert field_at(Whole, ("named", "n")) is None
    assert field_at(Whole, ("values", "x", "y")) is None
