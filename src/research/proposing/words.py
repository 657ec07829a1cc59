"""Words: by which columns and answers are known, kept as data beside this module."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.edition.yamlfile import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = [
    "asks_for_words",
    "content_words",
    "folded",
    "group_of",
    "ladder_of",
    "language_of",
    "listed",
    "named_like",
    "role_of",
    "speaks_of",
    "split_words",
]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_HUMPS = re.compile(r"(?<=[a-zäöüéß])(?=[A-ZÄÖÜ])")
_UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_TAGS = re.compile(r"<[^>]*>|\$\{[^}]*\}")
_FEWEST_WORDS = 2


@cache
def _words() -> Any:
    path = Path(__file__).with_suffix(".yml")
    return parse_yaml(path.read_bytes(), path)


def listed(kind: str) -> frozenset[str]:
    """Give the words of a kind, in small letters.

    Parameters
    ----------
    kind : a list of ``words.yml``, such as ``chosen``.
    """
    return frozenset(_words()[kind])


def folded(text: str) -> str:
    r"""Give a text as words are compared: small letters, one blank, no outer marks.

    Examples
    --------
    >>> folded("  Very\u00a0 Satisfied!"), folded("Don’t know")
    ('very satisfied', "don't know")
    """
    plain = text.replace("’", "'").replace("\u2018", "'").casefold()
    return " ".join(plain.split()).strip(" .!?:;*-–—()")


def split_words(text: str) -> list[str]:
    """Give the words of a head or label in small letters, humps apart.

    Examples
    --------
    >>> split_words("ResponseId"), split_words("Q7_2 Wie zufrieden?")
    (['response', 'id'], ['q7', '2', 'wie', 'zufrieden'])
    """
    plain = unicodedata.normalize("NFKC", text)
    bare = _HUMPS.sub(" ", _TAGS.sub(" ", plain)).replace("_", " ")
    return [word.casefold().replace("’", "'") for word in _WORD.findall(bare)]


def named_like(kind: str, name: str) -> bool:
    """Whether a head is one of the words of a kind, written in any way, or begins or ends so.

    Examples
    --------
    >>> [named_like("id", name) for name in ("ResponseId", "Respondent ID", "id", "idea")]
    [True, True, True, False]
    >>> [named_like("weight", name) for name in ("wgt", "WGT_final", "Q3_weight", "heavyweight")]
    [True, True, True, False]
    """
    words = split_words(name)
    known = {"".join(split_words(one)) for one in listed(kind)}
    return "".join(words) in known or (
        kind in ("weight", "volume") and bool(words) and (words[0] in known or words[-1] in known)
    )


def speaks_of(kind: str, *texts: str) -> bool:
    """Whether a wording has one of the words of a kind.

    Examples
    --------
    >>> speaks_of("recommend", "How likely are you to recommend us?")
    True
    >>> speaks_of("recommend", "友人に薦める可能性はどのくらいですか")
    True
    """
    words = {word for text in texts for word in split_words(text)}
    # No blanks part words there.
    within = [one for one in listed(kind) if _UNPARTED.match(one)]
    return bool(words & listed(kind)) or any(one in word for one in within for word in words)


def asks_for_words(*texts: str) -> bool:
    """Whether a head or wording asks for words of one's own.

    Examples
    --------
    >>> asks_for_words("Q9", "Is there anything else?"), asks_for_words("Q1", "Which sector?")
    (True, False)
    """
    said = " ".join(" ".join(split_words(text)) for text in texts)
    return any(f" {phrase} " in f" {said} " for phrase in listed("open"))


def group_of(*texts: str) -> str:
    """Give the kind of group that a head or wording asks for; empty where it asks for none.

    Examples
    --------
    >>> group_of("Q1", "Which sector does your firm work in?"), group_of("Q5", "How likely?")
    ('sector', '')
    """
    words = {word for text in texts for word in split_words(text)}
    whole = " ".join(folded(text) for text in texts)
    for name, known in _words()["groups"].items():
        if any(one in words if " " not in one else one in whole for one in known):
            return str(name)
    return ""


def role_of(label: str) -> str:
    """Give the role of an answer by what it says.

    Examples
    --------
    >>> [role_of(label) for label in ("Don’t know", "N/A", "Other (please specify)", "Banking")]
    ['dont_know', 'not_asked', 'other', 'answer']
    """
    said = folded(label)
    for role, known in _words()["roles"].items():
        if said in {folded(one) for one in known}:
            return str(role)
    return "answer"


def ladder_of(labels: Collection[str]) -> list[str]:
    """Put answers in the order of the scale that they are points of; nothing where they are none.

    Parameters
    ----------
    labels : as the file has them, roles left aside.

    Examples
    --------
    >>> ladder_of(["Satisfied", "Very dissatisfied", "Dissatisfied"])
    ['Very dissatisfied', 'Dissatisfied', 'Satisfied']
    >>> ladder_of(["Banking", "Retail"])
    []
    """
    by_word = {folded(label): label for label in labels}
    best: Sequence[str] = ()
    for rungs in _words()["ladders"]:
        if set(by_word) <= set(rungs) and len(by_word) >= _FEWEST_WORDS:
            best = min((best, rungs), key=len) if best else rungs
    return [by_word[rung] for rung in best if rung in by_word]


def content_words(text: str) -> list[str]:
    """Give the words of a wording that name something.

    Examples
    --------
    >>> content_words("Which sector does your firm work in?")
    ['sector']
    """
    return [
        word
        for word in split_words(text)
        if word not in listed("empty") and not word.isdigit() and len(word) > 1
    ]


def language_of(texts: Sequence[str]) -> str:
    """Give the language that most of the words are of; empty where too few are known.

    Examples
    --------
    >>> language_of(["Wie zufrieden sind Sie mit uns?", "Was ist Ihre Branche?"])
    'de'
    """
    words = [word for text in texts for word in split_words(text)]
    hits = {
        name: sum(word in set(known) for word in words)
        for name, known in _words()["languages"].items()
    }
    best = max(hits, key=lambda name: hits[name])
    return best if hits[best] > _FEWEST_WORDS else ""
