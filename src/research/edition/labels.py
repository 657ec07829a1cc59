"""Labels: what codes, rows and items are called, and the keys that stay when words change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator

from research.edition.model import Model
from research.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "ColumnName",
    "Label",
    "LabelKey",
    "Net",
    "Role",
    "Wording",
    "coded",
    "keyed",
    "same_code",
    "spoken",
]

LabelKey = Annotated[
    str,
    Field(
        pattern=r"^\w+$",
        max_length=100,
        description="letters and digits: names in the ledger are made of it, and it stays when "
        "the wording changes",
    ),
]
Wording = Annotated[
    str,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
"""Words in the report's language; or one text for each language, of which the report's is taken."""

ColumnName = Annotated[str, Field(min_length=1, description="column of the file")]
Role = Literal["answer", "other", "none", "dont_know", "refused", "not_asked"]


class Label(Model):
    """What something is called."""

    key: LabelKey
    text: Wording = Field(description="as tables print it")
    short: Wording = Field(
        default="", description="for narrow columns and charts; text if left out"
    )
    phrase: Wording = Field(default="", description="in running text, with its preposition")

    @property
    def brief(self) -> str:
        """The short name, or the text where there is none."""
        return self.short or self.text


class Net(Label):
    """Codes that are counted together, once a respondent."""

    codes: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _once(self) -> Self:
        twice = sorted({code for code in self.codes if self.codes.count(code) > 1})
        if twice:
            msg = f"the net '{self.text}' names {', '.join(twice)} twice"
            raise ValueError(msg)
        return self


def same_code(cell: str) -> str:
    """Give a cell as codes are compared: 1 and 1.0 alike, 01 and yes as they are.

    >>> same_code("1.0"), same_code("01"), same_code(" Yes ")
    ('1', '01', 'Yes')
    """
    plain = cell.strip()
    whole, point, rest = plain.partition(".")
    unsigned = whole.removeprefix("-")
    return whole if point and unsigned.isdigit() and rest and not rest.strip("0") else plain


def coded(given: Any) -> Any:
    """Give codes as a list of mappings, however they are written.

    Parameters
    ----------
    given : a mapping of cells to texts (``{1: Banking}``) or to mappings, or of texts to lists of
        other answers (``{in: [1, 2]}``); or a list, where cells hold the texts themselves.
    """
    if isinstance(given, dict):
        return _with_keys([_of_mapping(str(code), value) for code, value in given.items()])
    if isinstance(given, list):
        return _with_keys([_of_list(item) for item in given])
    return given


def keyed(given: Any, *, holds: str) -> Any:
    """Give rows or nets as a list of mappings, however they are written.

    Parameters
    ----------
    given : a mapping of keys to texts, lists or mappings.
    holds : the field that a bare value is for: ``column`` or ``codes``.
    """
    if not isinstance(given, dict):
        return given
    if holds == "column":
        return [_row(str(key), value) for key, value in given.items()]
    return _with_keys([_net(str(key), value) for key, value in given.items()])


def spoken(content: Any, language: str, *, names: bool = False) -> Any:
    """Give a content with the words of one language, where several are given.

    Parameters
    ----------
    content : mappings and lists, as read.
    language : of the report, as BCP 47 writes it; ``de-AT`` is served by ``de``, and what is given
        in other languages alone by the first of them.
    names : whether the keys of the content are an author's names: a row may be called *text*.
    """
    if isinstance(content, list):
        return [spoken(item, language) for item in content]
    if not isinstance(content, dict):
        return content
    return {
        key: _chosen(value, language)
        if key in _SPOKEN and isinstance(value, dict) and not names
        else spoken(value, language, names=key in _NAMED and not names)
        for key, value in content.items()
    }


_SPOKEN = frozenset({"text", "short", "phrase", "title", "wording", "unit", "one", "many"})
_NAMED = frozenset({"codes", "rows", "nets", "boxes", "levels"})


def _chosen(texts: Mapping[str, Any], language: str) -> Any:
    wanted = language.casefold()
    by_tag = {str(tag).casefold(): text for tag, text in texts.items()}
    broad = wanted.partition("-")[0]
    same = [text for tag, text in by_tag.items() if tag.partition("-")[0] == broad]
    found = by_tag.get(wanted) or by_tag.get(broad) or next(iter(same), None)
    return found if found is not None else next(iter(texts.values()), None)


def _of_mapping(code: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {"code": code, "text": code, **value}
    if isinstance(value, list):
        return {"code": code, "text": code, "codes": value}
    return {"code": code, "text": value}


def _of_list(item: Any) -> Any:
    if isinstance(item, dict):
        return {"code": item.get("text"), **item}
    return {"code": item, "text": item}


def _row(key: str, value: Any) -> Any:
    given = value if isinstance(value, dict) else {"text": value}
    return {"key": key, "text": key, "column": key, **given}


def _net(text: str, value: Any) -> Any:
    return {"text": text, **(value if isinstance(value, dict) else {"codes": value})}


def _with_keys(items: Iterable[Any]) -> list[Any]:
    """Give each item a key that it lacks: its words, numbered where they are taken."""
    listed = list(items)
    taken = {str(item["key"]) for item in listed if isinstance(item, dict) and "key" in item}
    return list(_keys(listed, taken))


def _keys(items: Iterable[Any], taken: set[str]) -> Iterator[Any]:
    for item in items:
        if not isinstance(item, dict) or "key" in item or item.get("text") is None:
            yield item
            continue
        text = item["text"]
        said = next(iter(text.values()), "") if isinstance(text, dict) else text
        first = key = slug(str(said), joint="")[:80] or "x"
        number = 1
        while key in taken:
            number += 1
            key = f"{first}{number}"
        taken.add(key)
        yield {**item, "key": key}
