"""The one door for text from data into Markdown: whatever it says, it stays text."""

from __future__ import annotations

import re

__all__ = ["clean", "escape", "literal", "quoted", "unbroken"]

# Every character that opens markup in pandoc's Markdown. A backslash makes any of them literal.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|@$^~&!])")
_NUMBERED = re.compile(r"^(\(?[A-Za-z0-9]+)([.)])(?=\s|$)")
# A block of its own when a line begins so: a list, a rule, a definition, a title.
_BLOCK_START = re.compile(r"^(?:-+|[+=%:])")
# Addresses, and the fences of blocks.
_COLON = re.compile(r":(?=[:/])|(?<=javascript):|(?<=mailto):|(?<=data):", re.IGNORECASE)
# What pandoc's typography changes: quotes, two dashes or more, three dots, and the space after an
# abbreviation.
_SMART = re.compile(r"""['"]|(?<!\\)-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.|(?<!\\)\.(?= )""")
# What ends the value of an attribute, means another character in it, or opens a short code.
_ATTRIBUTE = re.compile(r"""[\\"]|&(?=#?\w+;)|\{(?=\{)""")
# Control and direction characters, which show nothing and may hide something. Joiners stay between
# the letters and signs of scripts that need them.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
    r"|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
# Halves of characters and what is none: no file of any format may hold them.
_BROKEN = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def escape(text: object) -> str:
    r"""Make text from data literal Markdown on one line.

    Markup, raw HTML, links, images, references (``@tbl-x``), mathematics and list markers lose
    their meaning; line breaks become spaces; control and direction characters go; what is no
    character is shown as U+FFFD.

    Parameters
    ----------
    text : anything with a string form; a verbatim, a label, the name of a company.

    Examples
    --------
    >>> escape("see @tbl-overall <b>now</b>")
    'see \\@tbl-overall \\<b\\>now\\</b\\>'
    >>> escape("1. first")
    '1\\. first'
    """
    line = clean(text)
    literal = _COLON.sub(r"\\:", _MARKUP.sub(r"\\\1", line))
    literal = _BLOCK_START.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), literal)
    return _NUMBERED.sub(r"\1\\\2", literal)


def literal(text: object) -> str:
    r"""Make text from data literal to the letter: quotes, dashes and dots stay as they were typed.

    What `escape` leaves to pandoc's typography, such as curly quotes, suits a sentence. The name of
    an author or the title of a report is what it is.

    Parameters
    ----------
    text : a name or a title.

    Examples
    --------
    >>> print(literal('Dr. R. "Bob" O\'Hara...'))
    Dr\. R\. \"Bob\" O\'Hara\.\.\.
    """
    return _SMART.sub(r"\\\g<0>", escape(text))


def quoted(text: object) -> str:
    r"""Give text from data as the value of an attribute in Markdown, with its quotation marks.

    Examples
    --------
    >>> print(quoted('Share of "A&B"'))
    "Share of \"A&B\""
    """
    return '"' + _ATTRIBUTE.sub(r"\\\g<0>", clean(text)) + '"'


def clean(text: object) -> str:
    r"""Give text from data on one line, without what no document can show.

    Parameters
    ----------
    text : anything with a string form.

    Examples
    --------
    >>> clean("one\n two\a")
    'one two'
    """
    line = _CONTROL.sub("", unbroken(" ".join(str(text).split())))
    return " ".join(line.split())


def unbroken(text: str) -> str:
    """Show halves of characters, and what is none, as U+FFFD."""
    return _BROKEN.sub("\ufffd", text)
