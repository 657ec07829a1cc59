"""Naming: the names and firms that a file holds, and which of their words are plain ones."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import pandas as pd
    from spellchecker.spellchecker import WordFrequency

    Kind = Literal["name", "firm", "other", ""]
    Own = Mapping[str, Sequence[tuple[str, ...]]]

__all__ = ["MARKS", "Known", "Word", "is_plain", "key_of", "words"]

# Of 1.6 thousand million words of dialogue. Names are written small there too: the commonest, John,
# comes to 7,000, "grace" as a word to 24,000.
_PLAIN, _KNOWN = 15_000, 5_000
_FIRM_PART = 100

MARKS = re.compile(r"\[(?:name|firm|e-mail|web address|phone|removed)\]")
"""What stands where something was taken out of a text."""


def words(text: str) -> list[str]:
    """Words of a text: letters and digits alone."""
    return re.findall(r"[^\W_]+", text)


_PARTICLES = frozenset(
    words("mr mrs ms miss dr prof sir van von der den de del della di da du la le el al bin ibn")
)
_FORMS = frozenset(
    words(
        "ag gmbh kg se sa sas sarl srl spa nv bv ab as oy oyj plc ltd limited llc llp lp inc corp"
    )
    + words("co corporation company pty pte kk kgaa ug sl sau aps the")
)
# Young words of trade that books and films seldom use.
_TRADES = frozenset(
    words(
        "telecom telecoms telco fintech insurtech pharma biotech logistics saas consulting holding"
    )
    + words("holdings technologies analytics automotive chemicals airlines hotels logistik banque")
    + words("banco versicherung versicherungen")
)
# Two of these beside each other are no name when they are written small: "we will grant".
_SMALL_WORDS = frozenset(
    words("will may can shall must would should do is are was be have has so for in no not all and")
    + words("or the to of a an as at by if it on we you they he she")
)
# Scripts that write without blanks, where no part of a text can be told for a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Word:
    """A word of a text.

    Parameters
    ----------
    text : as written.
    start, end : where it stands.
    opens : whether it opens a sentence.
    shouted : whether most of the text is in capitals.
    """

    text: str
    start: int
    end: int
    opens: bool = False
    shouted: bool = False

    @property
    def key(self) -> str:
        """The word without case and accents."""
        return key_of(self.text)


@cache
def key_of(text: str) -> str:
    """A word without case and accents: Müller, MULLER and muller are one.

    Examples
    --------
    >>> key_of("Müller"), key_of("STRAUß")
    ('muller', 'strauss')
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def is_plain(key: str, *, often: bool = True) -> bool:
    """Whether a word is one of everyday English, so that it tells nobody.

    Parameters
    ----------
    key : of `key_of`.
    often : hold it against the common words alone; else against those that are not rare as well.

    Examples
    --------
    >>> [word for word in ("will", "mark", "bank", "smith", "quince") if is_plain(word)]
    ['will', 'mark', 'bank']
    """
    return _frequency(key) >= (_PLAIN if often else _KNOWN)


def _frequency(key: str) -> int:
    return int(_words_of_english()[key])


@cache
def _words_of_english() -> WordFrequency:
    # Reading the list takes a second: only a text with a word of somebody's name waits for it.
    from spellchecker import SpellChecker

    return SpellChecker(language="en").word_frequency


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key_of(part) for part in words(text))


_KINDS: dict[str, Kind] = {"name": "name", "company": "firm"}


def _tells(part: str, kind: Kind, firms: int) -> bool:
    """Whether a part of a name or of a firm's name may tell who is meant."""
    if len(part) < 2 or part in _PARTICLES or part.isdigit():
        return False
    return kind == "name" or (firms <= 2 and len(part) >= 4 and part not in _TRADES)


class Known:
    """Names, firms and other personal cells of a file, word by word.

    Parameters
    ----------
    frame : one row a respondent, with the personal columns.
    personal : names of these columns.
    near : column that tells who are colleagues.
    kinds : of the columns; ``name`` and ``company`` are known if left out.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        personal: Sequence[str],
        near: str,
        kinds: Mapping[str, Kind] | None = None,
    ) -> None:
        self._wholes: dict[str, dict[tuple[str, ...], Kind]] = {}
        self._parts: dict[str, dict[Kind, set[str]]] = {}
        self._unspaced = Unspaced()
        self._others: list[list[str]] = []
        self._near: list[str] = []
        if personal:
            firms = frame[near].tolist() if near in frame else [""] * len(frame)
            self._near = [key_of(str(firm)) or str(row) for row, firm in enumerate(firms)]
        for name in personal:
            cells = [cell if isinstance(cell, str) else "" for cell in frame[name].tolist()]
            self._take(cells, (kinds or _KINDS).get(name, "other"))

    def __bool__(self) -> bool:
        return bool(self._wholes or self._others)

    def _take(self, cells: list[str], kind: Kind) -> None:
        """Take in a column: each distinct cell once, with the firms of all who have it."""
        if kind == "other":
            self._others.append(cells)
            return
        firms: dict[str, set[str]] = {}
        for cell, firm in zip(cells, self._near, strict=True):
            firms.setdefault(cell, set()).add(firm)
        keys = {cell: _keys(cell) for cell in firms}
        shared = Counter(part for found in set(keys.values()) for part in set(found))
        for cell, found in keys.items():
            core = tuple(part for part in found if part not in _FORMS) if kind == "firm" else found
            self._whole(core, kind)
            for part in core:
                if _tells(part, kind, shared[part]):
                    near = self._parts.setdefault(part, {}).setdefault(kind, set())
                    near |= firms[cell]
            self._unspaced.take(cell, f"[{kind}]")

    def _whole(self, core: tuple[str, ...], kind: Kind) -> None:
        for order in {core, core[::-1]} if kind == "name" and len(core) == 2 else {core}:
            if order and len("".join(order)) > 1:
                self._wholes.setdefault(order[0], {}).setdefault(order, kind)

    def without_unspaced(self, text: str) -> str:
        """Put marks in place of names of scripts that have no blanks."""
        return self._unspaced.masked(text)

    def own(self, place: int) -> Own:
        """Cells of the writer in columns other than names and firms, by their first words.

        Parameters
        ----------
        place : number of the writer's row.
        """
        found: dict[str, list[tuple[str, ...]]] = {}
        for cells in self._others:
            core = _keys(cells[place])
            if len("".join(core)) > 1:
                found.setdefault(core[0], []).append(core)
        return found

    def may_tell(self, keys: Collection[str], own: Own) -> bool:
        """Whether one of some words begins something whole or is part of it.

        Parameters
        ----------
        keys : of `key_of`.
        own : of the writer.
        """
        if not (self._wholes.keys().isdisjoint(keys) and self._parts.keys().isdisjoint(keys)):
            return True
        return not own.keys().isdisjoint(keys)

    def whole(self, words: Sequence[Word], at: int, own: Own) -> tuple[int, str]:
        """Number of words from a place on that are a whole name, firm or cell, and their mark.

        Of columns other than names and firms only the writer's own cell counts.

        Parameters
        ----------
        words : of the text.
        at : the place.
        own : of the writer.
        """
        key = words[at].key
        kinds: dict[tuple[str, ...], Kind] = dict.fromkeys(own.get(key, ()), "other")
        kinds |= self._wholes.get(key, {})
        for core in sorted(kinds, key=len, reverse=True):
            kind, found = kinds[core], words[at : at + len(core)]
            if tuple(word.key for word in found) != core or not _is_meant(found, kind):
                continue
            end = at + len(core)
            while kind == "firm" and end < len(words) and _is_form(words, end):
                end += 1
            return end - at, "[removed]" if kind == "other" else f"[{kind}]"
        return 0, ""

    def parts(self, key: str, place: int) -> Iterator[tuple[Kind, bool]]:
        """What a word is part of, and whether it is the writer's, a colleague's or their firm's."""
        for kind, near in sorted(self._parts.get(key, {}).items(), reverse=True):
            if kind == "name" or _frequency(key) < _FIRM_PART:
                yield kind, self._near[place] in near


class Unspaced:
    """Names and firms of scripts that write without blanks, found wherever they stand."""

    def __init__(self) -> None:
        self._marks: dict[int, dict[str, str]] = {}

    def take(self, cell: str, mark: str) -> None:
        """Take in a cell where it is of such a script.

        Parameters
        ----------
        cell : a name or firm.
        mark : what stands in its place.
        """
        if _UNSPACED.search(cell):
            name = cell.strip()
            self._marks.setdefault(len(name), {})[name] = mark

    def masked(self, text: str) -> str:
        """Give a text with marks in place of the names, the longest first.

        Parameters
        ----------
        text : what somebody wrote.
        """
        if not self._marks or not _UNSPACED.search(text):
            return text
        for length in sorted(self._marks, reverse=True):
            marks = self._marks[length]
            at = 0
            while at + length <= len(text):
                mark = marks.get(text[at : at + length])
                if mark:
                    text = text[:at] + mark + text[at + length :]
                at += len(mark) if mark else 1
        return text


def _is_form(words: Sequence[Word], at: int) -> bool:
    close = words[at].start - words[at - 1].end <= 2
    return (
        close
        and words[at].key in _FORMS - {"the", "as", "se", "co"}
        and (words[at].text[0].isupper() and not words[at].opens)
    )


def _is_meant(words: Sequence[Word], kind: Kind) -> bool:
    """Whether words that are all plain ones stand for a name: small letters are plain words."""
    if len(words) == 1:
        return _single(words[0], kind)
    if any(not is_plain(word.key) for word in words):
        return True
    if kind == "name" and not any(word.key in _SMALL_WORDS for word in words):
        return True
    return all(word.text[0].isupper() for word in words) and not words[0].shouted


def _single(word: Word, kind: Kind) -> bool:
    """A name or firm of one word; a name is left to the rules for parts."""
    if kind == "name":
        return False
    if kind == "other":
        return len(word.key) >= 4 and not is_plain(word.key)
    if not is_plain(word.key):
        return len(word.key) >= 3 or word.text[0].isupper()
    return word.text[0].isupper() and not (word.opens or word.shouted)
