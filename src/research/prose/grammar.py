"""English as the report writes it: numbers, ordinals, plurals, articles, lists, shares in words.

British spelling and punctuation: no comma before the last "and", a full stop after the sentence.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Amount",
    "article",
    "capitalise",
    "counted",
    "every",
    "has",
    "number",
    "numbered",
    "ordinal",
    "ordinal_figure",
    "people",
    "percent",
    "plural",
    "points",
    "possessive",
    "sentence",
    "series",
    "share_words",
    "spelt",
    "times",
]

# fmt: off
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth", "eleventh", "twelfth")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children"}
# Letters whose names open with a vowel sound: an MD, an SME, but a CEO and a UK firm.
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_SILENT_H = ("hour", "honest", "honour", "heir")
_CONSONANT_SOUND = ("uni", "use", "usu", "eu", "one", "once", "ubi", "uti")


class Amount(NamedTuple):
    """A share in words, and whether the verb after it is plural.

    Parameters
    ----------
    words : "a third", "one in five", "37%".
    plural : False for "one in five respondents puts", else True.
    named : whether a fraction was near enough; False when `words` is a percentage.
    """

    words: str
    plural: bool = True
    named: bool = True


# Fractions that readers know at sight: (share, words, the verb is plural).
_FRACTIONS = (
    (Fraction(1, 10), "one in ten", False),
    (Fraction(1, 5), "one in five", False),
    (Fraction(1, 4), "a quarter", True),
    (Fraction(1, 3), "a third", True),
    (Fraction(2, 5), "two in five", True),
    (Fraction(1, 2), "half", True),
    (Fraction(3, 5), "three in five", True),
    (Fraction(2, 3), "two thirds", True),
    (Fraction(3, 4), "three quarters", True),
    (Fraction(4, 5), "four in five", True),
    (Fraction(9, 10), "nine in ten", True),
)


def number(value: int) -> str:
    """Whole number in words up to twelve, in figures above.

    Examples
    --------
    >>> number(3), number(13), number(5000)
    ('three', '13', '5,000')
    """
    return _NUMBERS[value] if 0 < value < len(_NUMBERS) else f"{value:,}"


def ordinal(value: int) -> str:
    """Ordinal in words up to twelfth, in figures above.

    Examples
    --------
    >>> ordinal(3), ordinal(22)
    ('third', '22nd')
    """
    return _ORDINALS[value - 1] if 0 < value <= len(_ORDINALS) else ordinal_figure(value)


def ordinal_figure(value: int) -> str:
    """Ordinal in figures.

    Examples
    --------
    >>> [ordinal_figure(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '112th']
    """
    teens = value % 100 in (11, 12, 13)
    suffix = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def times(value: int) -> str:
    """Once, twice, three times.

    Examples
    --------
    >>> times(1), times(2), times(4)
    ('once', 'twice', 'four times')
    """
    return {1: "once", 2: "twice"}.get(value, f"{number(value)} times")


def plural(noun: str, count: float = 2) -> str:
    """Noun in the number that the count asks for; of "level of seniority" the first word changes.

    Examples
    --------
    >>> plural("sector"), plural("company"), plural("size class"), plural("respondent", 1)
    ('sectors', 'companies', 'size classes', 'respondent')
    >>> plural("level of seniority"), plural("person")
    ('levels of seniority', 'people')
    """
    if count == 1:
        return noun
    head, joint, rest = noun.partition(" of ")
    first, gap, last = head.rpartition(" ")
    if last in _IRREGULAR:
        many = _IRREGULAR[last]
    elif re.search(r"[^aeiou]y$", last):
        many = last[:-1] + "ies"
    elif re.search(r"(s|x|z|ch|sh)$", last):
        many = last + "es"
    else:
        many = last + "s"
    return f"{first}{gap}{many}{joint}{rest}"


def counted(count: int, noun: str) -> str:
    """Count and noun together.

    Examples
    --------
    >>> counted(1, "respondent"), counted(105, "respondent"), counted(0, "group")
    ('one respondent', '105 respondents', 'no groups')
    """
    words = "no" if count == 0 else number(count)
    return f"{words} {plural(noun, count)}"


def numbered(count: int, noun: str) -> str:
    """Count in figures and noun together, as measures are written.

    Examples
    --------
    >>> numbered(1, "point"), numbered(33, "point")
    ('1 point', '33 points')
    """
    return f"{count} {plural(noun, count)}"


def every(count: int) -> str:
    """All of so many.

    Examples
    --------
    >>> every(1), every(2), every(3)
    ('the one', 'both', 'all three')
    """
    return {1: "the one", 2: "both"}.get(count, f"all {number(count)}")


def article(phrase: str) -> str:
    """Phrase with "a" or "an" before it, by sound.

    Examples
    --------
    >>> article("8% share"), article("UK firm"), article("MD"), article("hour"), article("unit")
    ('an 8% share', 'a UK firm', 'an MD', 'an hour', 'a unit')
    """
    word = re.split(r"[\s/-]", phrase, maxsplit=1)[0]
    lower = word.lower()
    if word[:1].isdigit():
        figures = re.split(r"\D", word, maxsplit=1)[0]
        vowel = figures.startswith("8") or figures in ("11", "18")
    elif len(word) > 1 and word.isupper() and word.isalpha():
        vowel = word[0] in _VOWEL_LETTERS
    elif lower.startswith(_SILENT_H):
        vowel = True
    else:
        vowel = lower[:1] in tuple("aeiou") and not lower.startswith(_CONSONANT_SOUND)
    return f"{'an' if vowel else 'a'} {phrase}"


def possessive(name: str) -> str:
    """Name with its genitive.

    Examples
    --------
    >>> possessive("Farming"), possessive("Target Markets")
    ("Farming's", "Target Markets'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def series(items: Iterable[str], joint: str = "and") -> str:
    """Items as a list in running text.

    Examples
    --------
    >>> series(["KAM"]), series(["KAM", "OD"]), series(["a", "b", "c"], "or")
    ('KAM', 'KAM and OD', 'a, b or c')
    """
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def percent(count: float, base: float) -> int:
    """Whole percentage, half to even, from the counts themselves.

    Examples
    --------
    >>> percent(2, 16), percent(53, 105)
    (12, 50)
    """
    return round(Fraction(count) * 100 / Fraction(base))


def points(count: float, other: float, base: float) -> int:
    """Difference of two shares of one base in whole percentage points, from the counts."""
    return round((Fraction(count) - Fraction(other)) * 100 / Fraction(base))


def share_words(count: float, base: float) -> Amount:
    """Share as a reader says it, where a plain fraction is near; else the percentage.

    Within half a point the fraction stands alone; within one point it takes "about"; within three
    points it takes "nearly" from below and "over" (or "more than") from above.

    Examples
    --------
    >>> share_words(53, 105).words, share_words(49, 105).words, share_words(37, 105).words
    ('half', '47%', 'over a third')
    >>> share_words(50, 105).words, share_words(36, 105).words, share_words(21, 105)
    ('nearly half', 'about a third', Amount(words='one in five', plural=False, named=True))
    >>> share_words(0, 9).words, share_words(9, 9).words
    ('none', 'all')
    """
    if count == 0:
        return Amount("none")
    if count == base:
        return Amount("all")
    share = Fraction(count) / Fraction(base)
    nearest, words, many = min(_FRACTIONS, key=lambda known: abs(known[0] - share))
    off = (share - nearest) * 100
    if abs(off) > 3 or (abs(off) > 1 and nearest < Fraction(1, 5)):
        return Amount(f"{percent(count, base)}%", named=False)
    if abs(off) <= Fraction(1, 2):
        return Amount(words, many)
    if abs(off) <= 1:
        return Amount(f"about {words}", many)
    above = "more than" if " in " in words else "over"
    return Amount(f"{'nearly' if off < 0 else above} {words}", many)


def people(count: float, base: float, noun: str = "respondent", *, based: bool = True) -> Amount:
    """Share of people as the subject of a sentence, with its base unless told otherwise.

    Examples
    --------
    >>> people(35, 105).words, people(21, 105, based=False).words
    ('a third of the 105 respondents', 'one in five respondents')
    >>> people(1, 105), people(0, 105, based=False).words
    (Amount(words='one of the 105 respondents', plural=False, named=True), 'no respondent')
    """
    many, whole = plural(noun), f"{round(base):,}"
    if base == 1:
        return Amount(f"the one {noun}" if count else f"no {noun}", plural=False)
    if count in (0, 1):
        word = "one" if count else "none" if based else "no"
        return Amount(f"{word} of the {whole} {many}" if based else f"{word} {noun}", plural=False)
    share = share_words(count, base)
    if share.words == "all":
        return share._replace(words=f"all {whole} {many}" if based else f"all {many}")
    joint = f" of the {whole} " if based else " " if " in " in share.words else " of "
    return share._replace(words=f"{share.words}{joint}{many}")


def has(subject: Amount, many: str, one: str) -> str:
    """Subject with its verb in the right number.

    Examples
    --------
    >>> has(people(21, 105, based=False), "put", "puts")
    'one in five respondents puts'
    """
    return f"{subject.words} {many if subject.plural else one}"


def capitalise(text: str) -> str:
    """Text with its first letter large and all others as they are.

    Examples
    --------
    >>> capitalise("a third of UK firms")
    'A third of UK firms'
    """
    return text[:1].upper() + text[1:]


def spelt(value: int) -> str:
    """Whole number up to a hundred in words, for the beginning of a sentence.

    Examples
    --------
    >>> spelt(7), spelt(19), spelt(55), spelt(60)
    ('seven', 'nineteen', 'fifty-five', 'sixty')
    """
    if value < len(_NUMBERS):
        return _NUMBERS[value] if value else "zero"
    if value == 100:
        return "a hundred"
    if value < 20:
        return _TEENS[value - 13]
    tens, rest = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_NUMBERS[rest]}" if rest else "")


def sentence(*parts: str) -> str:
    """Parts joined to one sentence: single spaces, a capital first, a full stop last.

    A number that would open the sentence is spelt out.

    Examples
    --------
    >>> sentence("in Insurance,", "", "People leads")
    'In Insurance, People leads.'
    >>> sentence("55% of respondents agree.")
    'Fifty-five per cent of respondents agree.'
    """
    text = " ".join(" ".join(part for part in parts if part).split())
    text = re.sub(r" ([,;:.])", r"\1", text)
    figure = re.match(r"(100|\d{1,2})(%?)(?![\d,.])", text)
    if figure:
        unit = " per cent" if figure[2] else ""
        text = f"{spelt(int(figure[1]))}{unit}{text[figure.end() :]}"
    return capitalise(text if text.endswith(".") else f"{text}.")
