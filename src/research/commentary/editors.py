"""Files by which an editor completes the names of an edition's results while a text is written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.commentary.names import names
from research.files import write_text
from research.pipeline.plan import read_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.commentary.names import Name

__all__ = ["name_schema", "snippets", "write_editor_files"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# Where the models of theme texts are described, in a project that has it.
_MODELS = Path("params") / "schema.json"


def write_editor_files(params: Path) -> list[Path]:
    """Write what an editor completes names by, as of the last build.

    Parameters
    ----------
    params : the parameter file.

    Returns
    -------
    Snippets for Markdown and YAML in ``.vscode``, and a JSON Schema of the names beside the report.

    Raises
    ------
    InputError
        If the edition was never built.
    """
    edition, known = read_edition(params), names(params)
    schema = edition.folder / "names.schema.json"
    models = edition.root / _MODELS
    found = os.path.relpath(models, schema.parent) if models.is_file() else ""
    content = name_schema(known, edition.name, found.replace(os.sep, "/"))
    return [
        _written(edition.root / ".vscode" / f"{edition.name}.code-snippets", snippets(known)),
        _written(schema, content),
    ]


def _written(path: Path, content: Any) -> Path:
    return write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def snippets(known: Sequence[Name]) -> dict[str, Any]:
    """Give the names as snippets of VS Code: typing the beginning of one offers its placeholder.

    Parameters
    ----------
    known : all names.

    Returns
    -------
    A snippet each, with a choice among the filters that say something of its value.
    """
    return {
        str(name): {
            "scope": "markdown,yaml",
            "prefix": str(name),
            "body": _placeholder(name, choice=True),
            "description": _described(name),
        }
        for name in known
    }


def name_schema(known: Sequence[Name], edition: str, models: str = "") -> dict[str, Any]:
    """Give the names as a JSON Schema, also of theme texts whose ``practice`` holds placeholders.

    Parameters
    ----------
    known : all names.
    edition : its name.
    models : where the schema of theme texts stands, from this one; none where empty.
    """
    offered = [
        {
            "label": str(name),
            "body": _placeholder(name),
            "description": _described(name),
        }
        for name in known
    ]
    listed = [{"const": str(name), "description": _described(name)} for name in known]
    whole = {"allOf": [{"$ref": f"{models}#/$defs/ThemeText"}]} if models else {}
    return {
        "$schema": _DRAFT,
        "title": f"Names of results in edition {edition}",
        "type": "object",
        **whole,
        "properties": {"practice": {"type": "string", "defaultSnippets": offered}},
        "$defs": {"name": {"oneOf": listed}},
    }


def _placeholder(name: Name, *, choice: bool = False) -> str:
    """Give what prints the value: with its own filter, or a choice of those that fit."""
    if name.record["unit"] == "chart":
        return f"{{{{ {name} | chart }}}}"
    filters = list(name.words)
    chosen = f"${{1|{','.join(filters)}|}}" if choice and len(filters) > 1 else filters[0]
    return f"{{{{ {name} | {chosen} }}}}"


def _described(name: Name) -> str:
    record = name.record
    base = "" if record["base"] is None else f"base {record['base']}"
    words = ", ".join(words for filter_, words in name.words.items() if filter_ != "label")
    told = [str(record["label"]), words or name.value, base, str(name.place)]
    return "; ".join(part for part in told if part)
