"""Wordings: the sentences of the rules, read from ``wordings.yml`` beside this module.

Each rule has one wording for every way to open a sentence; the rule supplies the parts in braces.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from research.edition.yamlfile import parse_yaml
from research.wording.sentences import sentence

__all__ = ["OPENINGS", "worded", "wordings"]

# Ways to open a sentence: with the name of the subject, with a number, with the setting.
OPENINGS = ("subject", "figure", "frame")


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Every rule's templates by opening."""
    text = files("research.prose").joinpath("wordings.yml").read_text(encoding="utf-8")
    read: dict[str, dict[str, str]] = parse_yaml(text)
    return read


def worded(rule: str, **parts: object) -> tuple[str, ...]:
    """A rule's sentence in every opening.

    Parameters
    ----------
    rule : key in ``wordings.yml``.
    parts : what stands in the templates' braces.
    """
    templates = wordings()[rule]
    return tuple(sentence(templates[opening].format_map(parts)) for opening in OPENINGS)
