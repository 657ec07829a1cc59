"""The front matter of a document: what its first pages say, and what every engine is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from research.display.escape import escape, literal
from research.report.matter import terms
from research.wording.dates import is_year
from research.yamltext import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from research.edition.matter import Organisation
    from research.edition.parameters import Edition

__all__ = ["front_matter"]

# Quarto executes nothing of the document, whatever it holds and whoever renders it.
_INERT = {"engine": "markdown"}


def front_matter(
    edition: Edition, resolved: Callable[[str], str], template: Path, more: Mapping[str, Any]
) -> str:
    """Write the front matter: everything of the parameter file in it is data, no Markdown.

    Parameters
    ----------
    edition : the parameter file.
    resolved : puts the ledger's values where a text names them.
    template : folder of the template, with what is the same for every report.
    more : entries beside those of the parameter file.
    """
    fixed = parse_yaml((template / "front-matter.yml").read_text(encoding="utf-8"))
    written: dict[str, Any] = {
        "title": literal(edition.title),
        "subtitle": escape(resolved(edition.subtitle)),
        "motto": escape(edition.motto),
        "base": escape(resolved(edition.report.base or edition.fieldwork)),
        # A key of a file is no name for readers; a year is.
        "edition": edition.edition if is_year(edition.edition) else "",
        "author": [literal(author.name) for author in edition.authors],
        # Not `date`: what is called so Quarto reads, and prints as it understands it.
        "dated": literal(edition.date or (edition.edition if is_year(edition.edition) else "")),
        "description": escape(resolved(edition.description)),
        "disclaimer": escape(resolved(edition.disclaimer)),
        "publisher": _organisation(edition.publisher),
        "partners": [_organisation(partner) for partner in edition.partners],
        "terms": list(terms(edition)),
        "lang": edition.report.language,
        **more,
    }
    given = {key: value for key, value in written.items() if value}
    return yaml.safe_dump(given | fixed | _INERT, sort_keys=False, allow_unicode=True, width=100)


def _organisation(organisation: Organisation | None) -> dict[str, str]:
    if organisation is None:
        return {}
    return {name: literal(text) for name, text in organisation.model_dump().items() if text}
