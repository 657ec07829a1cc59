"""The sections of an audit, each made by a function of its own: add one to `SECTIONS` to add one.

A maker takes the edition as its check found it, and gives a `Section`, or nothing where there is
nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from research.audit.asked import asked_of, portrait_of
from research.audit.files import described
from research.audit.integrity import integrity
from research.audit.parts import Grid, Kind, Point, Section, cut, listed
from research.build.checks import Examined, sections
from research.errors import grouped
from research.wording.plurals import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from research.audit.asked import Asked
    from research.audit.parts import Portrait
    from research.edition.tables import DataTable
    from research.sources.answers.answers import Answers
    from research.sources.answers.findings import Finding

__all__ = ["SECTIONS", "Maker", "audit"]

Maker = Callable[[Examined], "Section | None"]

# Told of in another section, or in the table of questions.
_ELSEWHERE = ("blank", "left_out", "unnamed", "personal")
# These say what there is; nothing is wrong for it.
_TOLD_ONLY = ("by_words", "design", "one_value", "says_nothing")


def audit(found: Examined) -> list[Section]:
    """Make all sections that have something to say.

    Parameters
    ----------
    found : an edition as its check found it.
    """
    made = [make(found) for make in SECTIONS]
    return [section for section in made if section is not None]


def problems(found: Examined) -> Section | None:
    """What must be put right before a report can be made."""
    if not found.problems:
        return None
    count = len(found.problems)
    lead = "1 problem stops a build." if count == 1 else f"{count:,} problems stop a build."
    points = tuple(Point(cut(line, 600), "fault") for line in grouped(found.problems))
    return Section("problems", "To put right", lead, points=points)


def read(found: Examined) -> Section | None:
    """What was read: each table, its file, and who counts."""
    if found.study is None or not found.study.config.table_names:
        return None
    rows: list[tuple[str, ...]] = []
    points: list[Point] = []
    for name in found.study.config.table_names:
        table = found.study.config.table(name)
        if table is None:
            continue
        rows.append(_table_row(found, name, table))
        points += [*_who(name, found.answers.get(name), table)]
    heads = ("table", "file", "format", "encoding or sheet", "columns", "rows", "counted")
    grid = Grid(heads, tuple(rows), frozenset({5, 6}), listed=True)
    return Section("read", "What was read", _lead(found), grid, tuple(points))


def _lead(found: Examined) -> str:
    if not found.answers:
        return "No table could be read."
    name = "answers" if "answers" in found.answers else next(iter(found.answers))
    audit = found.answers[name].audit
    out = audit.rows - audit.counted
    if not out:
        if audit.rows == 1:
            return f"The one row of {cut(name)} counts."
        return f"All {audit.rows:,} rows of {cut(name)} count."
    counts, are = "counts" if audit.counted == 1 else "count", "is" if out == 1 else "are"
    of = f"{audit.counted:,} of {audit.rows:,} rows of {cut(name)}"
    return f"{of} {counts}; {out:,} {are} left out."


def _table_row(found: Examined, name: str, table: DataTable) -> tuple[str, ...]:
    study = found.study
    assert study is not None  # noqa: S101 - its tables are read
    told = described((study.path.parent / table.file).resolve(), table)
    held = found.answers.get(name)
    return (
        cut(name),
        cut(told["file"]),
        told["format"],
        cut(told.get("encoding") or told.get("sheet", "")),
        told.get("columns", ""),
        f"{held.audit.rows:,}" if held else "not read",
        f"{held.audit.counted:,}" if held else "",
    )


def _who(name: str, held: Answers | None, table: DataTable) -> Iterator[Point]:
    """Who was left out, and what tells records apart."""
    if held is None:
        yield Point(f"{cut(name)}: could not be read; see what is to put right", "fault")
        return
    for one in held.audit.of("left_out"):
        yield Point(f"{cut(name)}: {cut(one.what, 300)}", "look")
    if table.loop is None:
        apart = ", ".join(map(cut, table.ids))
        yield Point(f"{cut(name)}: told apart by {apart}" if apart else
                    f"{cut(name)}: told apart by their rows, since no id is named")  # fmt: skip


def questions(found: Examined) -> Section | None:
    """Every question: base, missing answers, odd cells, and its distribution."""
    if not found.answers:
        return None
    rows: list[tuple[str, ...]] = []
    flagged: list[int] = []
    every = [
        (held, table, asked) for table, held in found.answers.items() for asked in asked_of(held)
    ]
    least = found.study.config.privacy.hide_base if found.study else 10
    for _, table, asked in every:
        if asked.flagged:
            flagged.append(len(rows))
        rows.append(_asked_row(table, asked))

    def portraits() -> Iterator[Portrait]:
        return (portrait_of(held, asked, least) for held, _, asked in every)

    heads = ("table", "no.", "question", "type", "base", "missing", "%", "odd")
    asked_in_all = numbered(len(rows), "question")
    odd = f", {len(flagged):,} to look at" if flagged else "; nothing odd in the cells"
    lead = f"{asked_in_all}{odd}"
    hidden = (
        f"what fewer than {least} said is put together with other answers, or left out"
        if least
        else "nothing is too small to be told, since privacy.hide_base is 0"
    )
    grid = Grid(heads, tuple(rows), frozenset({4, 5, 6, 7}), frozenset(flagged))
    return Section("questions", "Questions", f"{lead}.", grid, (Point(hidden),), portraits)


def _asked_row(table: str, asked: Asked) -> tuple[str, ...]:
    question = asked.question
    return (
        cut(table),
        cut(question.number),
        cut(question.name),
        question.type,
        f"{asked.base:,}",
        f"{asked.missing:,}",
        f"{asked.missing / asked.base:.0%}" if asked.base else "-",
        f"{asked.odd:,}" if asked.odd else "",
    )


def oddities(found: Examined) -> Section | None:
    """What is odd in the rows, duplicates among it, and what was remarked of the files."""
    points: list[Point] = []
    known = set()
    for name, held in found.answers.items():
        known |= {*held.audit.problems}
        told = (one for one in held.audit.findings if one.kind not in _ELSEWHERE)
        points += [_odd(name, one) for one in told]
    rest = [replace(one, row=None) for one in found.remarks if one not in known]
    points += [Point(cut(line, 600), "look") for line in grouped(rest)]
    if not found.answers and not points:
        return None
    twice = sum(one.count for held in found.answers.values() for one in held.audit.of("doubled_id"))
    lead = f"Rows with an id that stands above: {twice:,}."
    fine = Point("nothing else was remarked", "good")
    return Section("odd", "Duplicates and oddities", lead, points=tuple(points) or (fine,))


def _odd(table: str, one: Finding) -> Point:
    asked = f"{cut(one.column)}: " if one.column else ""
    hint = f" ({cut(one.hint, 300)})" if one.hint else ""
    more = ", ..." if one.count > len(one.rows) else ""
    where = f"rows {', '.join(map(str, one.rows))}{more}" if one.rows else ""
    kind: Kind = "plain" if one.kind in _TOLD_ONLY else "look"
    return Point(f"{cut(table)}, {asked}{cut(one.what, 300)}{hint}", kind, where)


def personal(found: Examined) -> Section | None:
    """Columns that are taken out, and those that look as if they should be."""
    points = []
    for name, held in found.answers.items():
        for one in held.audit.of("personal"):
            hint = f" ({cut(one.hint, 300)})" if one.hint else ""
            points.append(Point(f"{cut(name)}: {cut(one.what, 300)}{hint}", "look"))
        unnamed = held.audit.of("unnamed")
        points += [Point(f"{cut(name)}: {cut(one.what, 300)}") for one in unnamed]
        count = len(held.table.personal)
        if count:
            nouns = "1 column is" if count == 1 else f"{count:,} columns are"
            points.append(Point(f"{cut(name)}: {nouns} read only to take them out", "good"))
    if not points:
        return None
    looks = any(point.kind == "look" for point in points)
    lead = "Some columns look personal though nothing says so." if looks else (
        "Nothing that looks personal passes."
    )  # fmt: skip
    return Section("personal", "What looks personal", lead, points=tuple(points))


def chapters(found: Examined) -> Section | None:
    """Sections of the report that can be made, and what the others lack."""
    known = sections(found.params)
    if not known:
        return None
    able = [chapter for chapter, lacking in known.items() if not lacking]
    points = [
        Point(f"{cut(chapter)} cannot be made: it lacks {listed(lacking, 300)}", "look")
        for chapter, lacking in known.items()
        if lacking
    ]
    if able:
        points.append(Point(f"can be made: {listed(able, 600)}", "good"))
    lead = f"chapters that can be made: {len(able)} of {len(known)}"
    return Section("sections", "Sections of the report", lead, points=tuple(points))


def after(found: Examined) -> Section | None:
    """What to do next."""
    params = found.params
    points = [*_steps(found)]
    if not found.problems:
        points.append(Point(f"research build {params} makes the report"))
        points.append(Point(f"research tables {params} makes the tab book alone"))
    return Section("next", "What to do next", points=tuple(points))


def _steps(found: Examined) -> Iterator[Point]:
    if found.problems:
        yield Point(f"put right what stands above, then: research check {found.params}", "fault")
    kinds = {one.kind for held in found.answers.values() for one in held.audit.findings}
    for kind, step in _STEPS:
        if kind in kinds:
            yield Point(step, "look")
    if any(sections(found.params).values()):
        yield Point("give what sections lack, or take them out of report.sections", "look")


_STEPS: Sequence[tuple[str, str]] = (
    ("personal", "name columns that look personal under 'personal' of their table"),
    ("unknown", "add codes that no question knows to its 'codes', with a role where they have one"),
    ("off_scale", "look at cells beyond their scale: a code such as 98 or 99 wants a role"),
    ("no_number", "look at cells that are no number: 'decimal' and 'thousands' may be others"),
    ("answered_though_not_asked", "look for a mistake in 'base', or in the routing"),
    ("blank_though_asked", "see whether blanks of those asked are refusals, or a wrong 'base'"),
    ("doubled_id", "delete rows that give an id again, or give them ids of their own"),
)

SECTIONS: tuple[Maker, ...] = (
    problems,
    read,
    questions,
    oddities,
    integrity,
    personal,
    chapters,
    after,
)
"""Makers of the sections, in the order of the page."""
