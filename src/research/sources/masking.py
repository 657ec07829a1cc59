"""Masking: what a respondent wrote, without what tells who they, their colleagues or firms are.

Addresses and numbers are found by libraries that know their forms: links by linkify-it, telephone
numbers by Google's libphonenumber. Names and firms are those of the file itself, of every row.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.sources.naming import MARKS, Known, Word, is_plain, key_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkify_it import LinkifyIt
    from numpy.typing import NDArray

    from research.sources.naming import Kind, Own

__all__ = ["EMAIL", "FIRM", "LINK", "NAME", "PHONE", "mask_known", "mask_persons"]

NAME, FIRM, EMAIL, LINK, PHONE = "[name]", "[firm]", "[e-mail]", "[web address]", "[phone]"
"""What stands in a text where something was taken out."""

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z]\w+")
_MAYBE_LINK = re.compile(r"\w\.\w|://|www\.", re.IGNORECASE)
_MAYBE_PHONE = re.compile(r"\d(?:[\s().+/\-]{0,3}\d){6}")
# Wherever one of these is found or an @ stands, and seldom elsewhere; as another library, which is
# much faster with many texts, writes expressions.
_MAYBE_REACH = r"@|\S\.\S|://|[wW]{3}\.|\p{Nd}(?:[\s\p{Z}\v\x1c-\x1f\x{85}().+/\-]{0,3}\p{Nd}){6}"
# Numbers that are dialled but valid nowhere, as people make them up: no amount begins with 0.
_NATIONAL = re.compile(
    r"(?<![\w.,/\-])(?<!\d\s)(?:(?:\(?0(?![.,])|\+(?=(?:\D{0,3}\d){10}))[\d\s()/.\-]{6,}\d"
    r"|\(?\d{3}\)?[-. ]\d{3}[-.]\d{4})(?!\w)"
)
_DATE = re.compile(r"\d{1,2}([/.\-])\d{1,2}\1\d{2,4}")
# Where people dial without the country's code; the forms of the rest are much the same.
_DIALLED_FROM = ("GB", "US", "DE", "FR", "ZA")
# Where no such digits are left, no number of another country is: years and the like have fewer.
_DIGITS = re.compile(r"\d(?:\D{0,4}\d){4}")
_WORD = re.compile(rf"{MARKS.pattern}|[^\W_]+")
_END = re.compile(r"[.!?:;…•\n\"“”„«»()]")
_TITLES = frozenset(words("mr mrs ms miss dr prof sir dame lord herr frau mme monsieur madame"))
# Capitals that stand in every sentence, and so tell nothing.
_ALWAYS_CAPITAL = frozenset(
    words("i may march april june august monday tuesday wednesday thursday friday saturday sunday")
)
_MARKS_TWICE = re.compile(r"(\[(?:name|firm)\])(?:(?:\s+|\s*-\s*)\1)+")


def mask_persons(
    texts: pd.Series,
    frame: pd.DataFrame,
    personal: Sequence[str],
    *,
    near: str = "company",
    kinds: Mapping[str, Kind] | None = None,
) -> pd.Series:
    """Put a mark such as ``[name]`` where a text tells who somebody is.

    E-mail and web addresses, handles and telephone numbers are taken out wherever they stand; so
    are the names and firms of all rows, whole or in part, in any case. A part that is also a plain
    word (Will, Grant, Bank) is taken out only where it must be a name: beside another part of the
    name, after a title, or, of the writer and those at the same firm, with a capital within a
    sentence. ``Will we win?`` keeps its Will. Plain words are English ones.

    Parameters
    ----------
    texts : what each respondent wrote.
    frame : the same rows, with the personal columns still there.
    personal : names of the personal columns. Of ``name`` and ``company`` parts count too, of other
        columns whole cells; a job title is no secret within a text.
    near : column that tells who are colleagues.
    kinds : which columns hold names and which firms, where they are not called ``name`` and
        ``company``.

    Returns
    -------
    The texts with marks: ``[name]``, ``[firm]``, ``[e-mail]``, ``[web address]``, ``[phone]``.

    Examples
    --------
    >>> who = pd.DataFrame({"name": ["Ann Will", "Bo Quince"], "company": ["Orvando", "Orvando"]})
    >>> said = pd.Series(["Will we win? Ask ANN or Quince of orvando.", "Mail ann@orvando.com"])
    >>> mask_persons(said, who, ["name", "company"]).to_list()
    ['Will we win? Ask [name] or [name] of [firm].', 'Mail [e-mail]']
    """
    known = Known(
        frame, [name for name in personal if name in frame and name != "job_title"], near, kinds
    )
    return mask_known(texts, known)


def mask_known(texts: pd.Series, known: Known) -> pd.Series:
    """Put marks as `mask_persons` does, by names that are known already.

    Parameters
    ----------
    texts : what each respondent wrote.
    known : names and firms of the same rows; where it holds none, texts of any rows.
    """
    cells = [text if isinstance(text, str) else None for text in texts.tolist()]
    reached = _may_reach(cells)
    looked_at = range(len(cells)) if known else np.flatnonzero(reached).tolist()
    for place in looked_at:
        text = cells[place]
        if text:
            cells[place] = _mask(text, place, known, reached=reached[place])
    return pd.Series(cells, index=texts.index, dtype="str", name=texts.name)


def _may_reach(texts: Sequence[str | None]) -> NDArray[np.bool_]:
    """Which texts may hold an address or a number, found in all at once."""
    import pyarrow
    from pyarrow import compute

    found = compute.match_substring_regex(pyarrow.array(texts, pyarrow.string()), _MAYBE_REACH)
    mask: NDArray[np.bool_] = found.fill_null(False).to_numpy(zero_copy_only=False)
    return mask


def _mask(text: str, place: int, known: Known, *, reached: bool) -> str:
    before = text
    if reached:
        text = _without_addresses(text)
        if _MAYBE_PHONE.search(text):
            text = _without_phones(text)
    if known:
        text = _without_names(text, place, known)
    return _MARKS_TWICE.sub(r"\1", text) if text != before else text


def _without_addresses(text: str) -> str:
    if "@" in text:
        text = _HANDLE.sub(NAME, _EMAIL.sub(EMAIL, text))
    if not _MAYBE_LINK.search(text):
        return text
    for match in reversed(_links().match(text) or []):
        if match.schema or _is_link(match.text):
            text = text[: match.index] + LINK + text[match.last_index :]
    return text


def _is_link(found: str) -> bool:
    """Whether what looks like a link is none: a full stop without a space behind is no address."""
    host = found.split("/")[0]
    return bool(re.search(r"[A-Za-z]", host.split(".")[0])) and (
        host.rpartition(".")[2].islower() or host.isupper()
    )


@cache
def _links() -> LinkifyIt:
    from linkify_it import LinkifyIt

    return LinkifyIt()


def _without_phones(text: str) -> str:
    spans = _numbers(text)
    spans |= {match.span() for match in _NATIONAL.finditer(text) if _is_dialled(match.group())}
    return _without_spans(text, spans)


def _numbers(text: str) -> set[tuple[int, int]]:
    """Where numbers stand that are valid in one of several countries."""
    from phonenumbers import PhoneNumberMatcher

    spans: set[tuple[int, int]] = set()
    for region in _DIALLED_FROM:
        found = PhoneNumberMatcher(text, region)
        spans |= {(match.start, match.end) for match in found if match.raw_string[:2] != "0."}
        if not _DIGITS.search(_without_spans(text, spans)):
            break
    return spans


def _without_spans(text: str, spans: set[tuple[int, int]]) -> str:
    begun = len(text)
    for start, end in sorted(spans, key=lambda span: (span[1], -span[0]), reverse=True):
        if end <= begun:
            text = text[:start] + PHONE + text[end:]
            begun = start
    return text


def _is_dialled(found: str) -> bool:
    digits = sum(sign.isdigit() for sign in found)
    return 8 <= digits <= 15 and not _DATE.match(found)


def _without_names(text: str, place: int, known: Known) -> str:
    text = known.without_unspaced(text)
    own = known.own(place)
    if not known.may_tell([*map(key_of, _WORD.findall(text))], own):
        return text
    found = list(_words(text))
    for start, end, mark in reversed(list(_found(found, place, known, own))):
        text = text[: found[start].start] + mark + text[found[end].end :]
    return text


def _words(text: str) -> Iterator[Word]:
    letters = [*filter(str.isalpha, text)]
    shouted = sum(map(str.isupper, letters)) > 0.6 * len(letters)
    last = 0
    for match in _WORD.finditer(text):
        opens = last == 0 or bool(_END.search(text, last, match.start()))
        yield Word(match.group(), match.start(), match.end(), opens=opens, shouted=shouted)
        last = match.end()


def _found(words: list[Word], place: int, known: Known, own: Own) -> Iterator[tuple[int, int, str]]:
    """First and last word of each thing found, with the mark to put there."""
    at = free = 0
    before = ""
    while at < len(words):
        length, mark = known.whole(words, at, own)
        if not length and (mark := _part(words, at, place, known, before if at == free else "")):
            length = 1
        if not length:
            at += 1
            continue
        initial = mark == NAME and at > free and _is_initial(words, at - 1)
        yield at - initial, at + length - 1, mark
        at = free = at + length
        before = mark


def _is_initial(words: list[Word], at: int) -> bool:
    """Whether a word is an initial, which tells as much as the name behind it."""
    word = words[at]
    dotted = at + 1 < len(words) and words[at + 1].start - word.end > 1
    return len(word.text) == 1 and word.text.isupper() and (dotted or word.key not in {"i", "a"})


def _part(words: list[Word], at: int, place: int, known: Known, before: str) -> str:
    """The mark of a single word that is part of a name or a firm, where it must be one."""
    word = words[at]
    for kind, own in known.parts(word.key, place):
        if kind == "name" and at and _announced(words, at, before):
            return NAME
        if is_plain(word.key):
            # Of a firm, plain words such as Bank or Group tell nothing alone.
            meant = own and kind == "name" and _within_sentence(words, at)
        else:
            meant = _stands_out(word, own=own)
        if meant:
            return f"[{kind}]"
    return ""


def _announced(words: list[Word], at: int, before: str) -> bool:
    """Whether a title, an initial or another name stands before a word, so that it is a name."""
    gap = words[at].start - words[at - 1].end
    if words[at - 1].key in _TITLES:
        return True
    follows = (gap == 2 and _is_initial(words, at - 1)) or (gap == 1 and before == NAME)
    return follows and words[at].text[0].isupper() and not words[at].shouted


def _stands_out(word: Word, *, own: bool) -> bool:
    """Whether a word that is no plain one is written as a name may be."""
    if is_plain(word.key, often=False):
        return word.text[0].isupper()
    shouted = word.text.isupper() and (own or word.shouted)
    return len(word.key) >= 4 or word.text.istitle() or shouted


def _within_sentence(words: list[Word], at: int) -> bool:
    """Whether a plain word has a capital where only a name has one."""
    word = words[at]
    if word.opens or word.shouted or not word.text[0].isupper() or word.key in _ALWAYS_CAPITAL:
        return False
    if at + 1 < len(words) and words[at + 1].text[0].isupper() and not words[at + 1].opens:
        return False
    before = words[at - 1].text
    return not before[0].isupper() or before == "I" or words[at - 1].opens
