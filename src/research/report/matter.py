"""Front and back matter as Markdown: contact, citation, further reading, glossary and index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from research.display.escape import escape, literal
from research.report.checks import inspect
from research.wording.dates import is_year
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from research.edition.matter import Matter, Term, Work
    from research.edition.parameters import Edition
    from research.report.checks import Float

__all__ = ["INDEX", "indexed", "matter", "terms"]

_SAY = Frames(__file__)

INDEX = "::: {.index .empty}\n:::\n"
"""The place of an index that is not filled yet."""


def matter(edition: Edition, kind: Matter) -> str:
    """Write what a section of some matter says.

    Parameters
    ----------
    edition : the parameter file.
    kind : which matter.

    Returns
    -------
    Markdown with a heading; nothing where the parameter file has nothing to say. An index is a
    place that `indexed` fills.
    """
    return _WRITERS[kind](edition)


def _contact(edition: Edition) -> str:
    who = [*([edition.publisher] if edition.publisher else []), *edition.partners]
    lines = [
        _reached(one.name, one.role, one.address, one.web, one.email, one.phone) for one in who
    ]
    lines += [_reached(one.name, one.role, "", "", one.email, "") for one in edition.authors]
    return _listed("contact", [line for line in lines if line])


def _reached(name: str, role: str, address: str, web: str, email: str, phone: str) -> str:
    """How somebody is reached; empty where nothing of it is known."""
    ways = [
        escape(address),
        f"[{literal(web)}](<{web if '://' in web else f'https://{web}'}>)" if web else "",
        f"[{literal(email)}](<mailto:{email}>)" if email else "",
        literal(phone),
    ]
    known = [way for way in ways if way]
    who = f"**{literal(name)}**" + (f", {escape(role)}" if role else "")
    return f"{who}: {'; '.join(known)}" if known else ""


def _citation(edition: Edition) -> str:
    said = escape(edition.citation) if edition.citation else _suggested(edition)
    return f"## {_SAY('citation')}\n\n{said}\n"


def _suggested(edition: Edition) -> str:
    title = f"*{literal(edition.title)}*"
    names = [literal(author.name) for author in edition.authors]
    by = _SAY("by", names=series(names), title=title) if names else title
    when = edition.date or (edition.edition if is_year(edition.edition) else "")
    house = edition.publisher.name if edition.publisher else ""
    where = ", ".join(literal(part) for part in (house, when) if part)
    return f"{by}. {where}." if where else f"{by}."


def _reading(edition: Edition) -> str:
    return _listed("reading", [_work(work) for work in edition.reading])


def _work(work: Work) -> str:
    names = f"{literal(work.author)}: " if work.author else ""
    where = ", ".join(literal(part) for part in (work.publisher, work.year) if part)
    known = f"{names}*{literal(work.title)}*" + (f" ({where})" if where else "") + "."
    about = f" {escape(work.about)}" if work.about else ""
    link = f"[{literal(work.web)}](<{work.web if '://' in work.web else f'https://{work.web}'}>)"
    return known + about + (f" {link}" if work.web else "")


def _glossary(edition: Edition) -> str:
    order = sorted(edition.glossary, key=lambda term: (term.short or term.term).casefold())
    lines = "\n\n".join(_term(term) for term in order)
    return f"# {_SAY('glossary')}\n\n{lines}\n" if lines else ""


def _term(term: Term) -> str:
    head = f"**{escape(term.short or capitalise(term.term))}**"
    told = [escape(term.term)] if term.short else []
    told += [escape(term.means)] if term.means else []
    return f"{head} {_SAY('stands')} {': '.join(told)}"


def _index(_: Edition) -> str:
    return f"# {_SAY('index')}\n\n{INDEX}"


def _listed(kind: str, lines: list[str]) -> str:
    """A heading and a list; nothing where the list is empty."""
    items = "\n".join(f"- {line}" for line in lines)
    return f"## {_SAY(kind)}\n\n{items}\n" if items else ""


_WRITERS: dict[Matter, Callable[[Edition], str]] = {
    "contact": _contact,
    "citation": _citation,
    "reading": _reading,
    "glossary": _glossary,
    "index": _index,
}


def indexed(body: str) -> str:
    """Fill the index of tables and figures, wherever a report has one.

    Parameters
    ----------
    body : the report in Markdown.
    """
    if INDEX not in body:
        return body
    found = inspect(body)
    parts = [
        f"## {_SAY(kind)} {{#sec-index-{kind} .unlisted}}\n\n" + _lines(floats)
        for kind, floats in (("tables", found.tables), ("figures", found.figures))
        if floats
    ]
    return body.replace(INDEX, "\n\n".join(parts) + "\n")


def _lines(floats: Sequence[Float]) -> str:
    """A line for each table or figure: its number, which leads there, its caption and its page."""
    lines = (f'- @{one.id}: {escape(one.caption)}[]{{.page-of of="{one.id}"}}' for one in floats)
    return "::: {.index}\n\n" + "\n".join(lines) + "\n\n:::"


def terms(edition: Edition) -> Iterator[dict[str, str]]:
    """Words of the glossary as they stand in the text, with what each means.

    Parameters
    ----------
    edition : the parameter file.
    """
    for term in edition.glossary:
        said = re.sub(r"\s+", " ", term.short or term.term).strip()
        means = term.term if term.short else term.means
        if said and means:
            yield {"said": literal(said), "means": literal(means)}
