"""The JSON Schema of the files that authors write, for the editors that they write them in.

It takes what the loader takes: models are made of several ways to write the same, and of these a
model alone knows none but the longest.
"""

from __future__ import annotations

from typing import Any

from research.edition.parameters import Edition
from research.edition.questions import KEYS_OF, KEYS_OF_ALL, PLACES
from research.edition.texts import ThemeText

__all__ = ["schema"]

_Schema = dict[str, Any]

_TEXT: _Schema = {"type": "string"}
_TEXTS: _Schema = {"type": "array", "items": _TEXT}
_BUT: _Schema = {"$ref": "#/$defs/But"}


def schema() -> dict[str, Any]:
    """JSON Schema of the parameter file and, under its definitions, of the theme texts."""
    edition = Edition.model_json_schema()
    edition["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    edition["$defs"]["ThemeText"] = ThemeText.model_json_schema(ref_template="#/$defs/{model}")
    edition["$defs"].update(edition["$defs"]["ThemeText"].pop("$defs", {}))
    _as_authors_write(edition["$defs"])
    _take(edition, "authors", _list_of(_TEXT, {"$ref": "#/$defs/Author"}))
    matter = edition["$defs"]["Section"]["properties"]["matter"]["items"]
    _take(edition["$defs"]["Section"], "matter", matter, {"type": "array", "items": matter})
    whole: _Schema = _numbers_as_texts(edition)
    return whole


def _as_authors_write(defs: dict[str, _Schema]) -> None:
    """Let definitions take short forms, and a question the keys of its type alone."""
    for name in ("Code", "Row", "Net"):
        del defs[name]["required"]
    for name in ("Code", "Row"):
        _take(defs[name], "words", _TEXT, {"$ref": "#/$defs/Words"})
    _take(defs["Row"], "counted", _TEXT, _TEXTS)
    _take(defs["Words"], "consent", _TEXT, _filter())
    _take(defs["But"], "but", _TEXT, _TEXTS)
    question = defs["Question"]
    _take(question, "codes", _listed("Code", ["text"], _TEXT), _named("Code", [], _TEXT, _TEXTS))
    _take(question, "rows", _listed("Row", ["key", "text", "column"]), _named("Row", [], _TEXT))
    for name in ("nets", "boxes"):
        full = ["key", "text", "codes"]
        _take(question, name, _listed("Net", full), _named("Net", ["codes"], _TEXTS))
    tasks = {"type": "object", "required": ["count", "best", "worst"]}
    _take(question, "tasks", _list_of(_held("Task", [])), tasks)
    _take(question, "consent", _TEXT, _filter())
    _take(defs["Base"], "filter", _filter())
    wanted = {"type": "object", "additionalProperties": _any(_TEXT, _TEXTS)}
    _take(defs["TableFilter"], "answers", wanted)
    _take(defs["DataTable"], "filter", _filter())
    _take(defs["Privacy"], "attribution", _list_of(_TEXT, _TEXTS))
    _take(defs["Waves"], "earlier", _named("Wave", [], _TEXT, {"type": "null"}))
    _take(defs["Waves"], "renamed", {"type": "object", "additionalProperties": _any(_TEXT, _TEXTS)})
    short = {"description": "short for one earlier edition: its parameter file", **_TEXT}
    defs["Waves"]["properties"]["previous"] = {"title": "Previous", **short}
    question["allOf"] = [_of_type(kind) for kind in KEYS_OF]


def _take(model: _Schema, key: str, *ways: _Schema) -> None:
    """Let a key be written in any of some ways, and keep what is said of it."""
    given = model["properties"][key]
    told = {name: given[name] for name in ("title", "description") if name in given}
    model["properties"][key] = {**told, **_any(*ways)}


def _any(*ways: _Schema) -> _Schema:
    return dict(ways[0]) if len(ways) == 1 else {"anyOf": list(ways)}


def _list_of(*items: _Schema) -> _Schema:
    return {"type": "array", "items": _any(*items)}


def _listed(model: str, required: list[str], *short: _Schema) -> _Schema:
    return _list_of(*short, _held(model, required))


def _named(model: str, required: list[str], *short: _Schema) -> _Schema:
    return {"type": "object", "additionalProperties": _any(*short, _held(model, required))}


def _held(model: str, required: list[str]) -> _Schema:
    ref = {"$ref": f"#/$defs/{model}"}
    return {**ref, "required": required} if required else ref


def _filter() -> _Schema:
    return {"type": "object", "additionalProperties": _any(_TEXT, _TEXTS, _BUT)}


def _of_type(kind: str) -> _Schema:
    """What holds of a question of one type: the keys that it lacks, and where answers stand."""
    own = {*KEYS_OF_ALL, *KEYS_OF[kind]}
    others = sorted({key for keys in KEYS_OF.values() for key in keys} - own)
    places = [key for key in PLACES if key in own and (kind, key) != ("open", "of")]
    return {
        "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
        "then": {
            "properties": dict.fromkeys(others, False),
            **_any(*({"required": [key]} for key in places)),
        },
    }


def _numbers_as_texts(part: Any) -> Any:
    """Let a number stand where a text is meant, as the models do; not in place of a path or day."""
    if isinstance(part, list):
        return [_numbers_as_texts(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {key: _numbers_as_texts(one) for key, one in part.items()}
    if made.get("type") == "string" and not {"enum", "const", "format"} & made.keys():
        made["type"] = ["string", "number"]
    return made
