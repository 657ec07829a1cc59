"""Made-up people: names, addresses, firms and job titles for respondents who never existed.

Every token is a word of no language, so that a test can search all outputs for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["JOB_TITLES", "made_up_people"]

JOB_TITLES: dict[str, tuple[str, ...]] = {
    "MD/CEO": ("Chief Executive Officer", "Managing Director", "General Manager"),
    "C-Level": (
        "Chief Customer Officer",
        "Chief Commercial Officer",
        "Chief Marketing Officer",
        "Chief Operating Officer",
        "Sales Director",
        "Marketing Director",
    ),
    "Management": (
        "Head of Key Accounts",
        "Head of Customer Management",
        "Senior Marketing Manager",
        "Sales Manager",
        "Customer Experience Manager",
        "Business Development Manager",
    ),
}
"""Job titles by level of seniority."""

_ONSETS = (
    *("b", "br", "d", "dr", "f", "g", "gl", "h", "j", "k", "kv", "l", "m", "n", "p", "qu"),
    *("r", "s", "t", "tr", "v", "vl", "w", "x", "z", "zh"),
)
_VOWELS = ("a", "e", "i", "o", "u", "ae", "io", "ou")
_CODAS = ("b", "k", "l", "lm", "m", "n", "nd", "r", "rk", "s", "sk", "x", "z")


def made_up_people(seniority: Sequence[str], *, seed: int) -> pd.DataFrame:
    """Make up one person for each level of seniority given.

    Parameters
    ----------
    seniority : level of each person; a level without titles of its own gets those of Management.
    seed : the same seed and levels give the same people.

    Returns
    -------
    pandas.DataFrame
        Columns name (two tokens), email (at example.com, named after the person), company (one
        token) and job_title. Each token has at least eight letters and occurs once.

    Examples
    --------
    >>> people = made_up_people(["MD/CEO", "Management"], seed=1)
    >>> people.columns.to_list()
    ['name', 'email', 'company', 'job_title']
    >>> people["email"].str.endswith("@example.com").all()
    np.True_
    """
    generator = np.random.default_rng(seed)
    tokens = _tokens(3 * len(seniority), generator)
    rows = []
    for person, level in enumerate(seniority):
        given, family, firm = tokens[3 * person : 3 * person + 3]
        titles = JOB_TITLES.get(level, JOB_TITLES["Management"])
        rows.append(
            {
                "name": f"{given.title()} {family.title()}",
                "email": f"{given}.{family}@example.com",
                "company": firm.title(),
                "job_title": titles[int(generator.integers(len(titles)))],
            }
        )
    return pd.DataFrame(rows, columns=["name", "email", "company", "job_title"])


def _tokens(count: int, generator: np.random.Generator) -> list[str]:
    """Distinct words of three syllables, none of them part of another."""
    tokens: list[str] = []
    while len(tokens) < count:
        parts = [_pick(part, generator) for part in (_ONSETS, _VOWELS, _CODAS) * 2]
        token = "".join([*parts, _pick(_VOWELS[:5], generator)])
        if 8 <= len(token) <= 11 and not any(token in old or old in token for old in tokens):
            tokens.append(token)
    return tokens


def _pick(parts: Sequence[str], generator: np.random.Generator) -> str:
    return parts[int(generator.integers(len(parts)))]
