"""The JSON Schema of the files that authors write, for the editors that they write them in."""

from __future__ import annotations

from typing import Any

from research.edition.parameters import Edition
from research.edition.texts import ThemeText

__all__ = ["schema"]


def schema() -> dict[str, Any]:
    """JSON Schema of the parameter file and, under its definitions, of the theme texts."""
    edition = Edition.model_json_schema()
    edition["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    edition["$defs"]["ThemeText"] = ThemeText.model_json_schema(ref_template="#/$defs/{model}")
    edition["$defs"].update(edition["$defs"]["ThemeText"].pop("$defs", {}))
    return edition
