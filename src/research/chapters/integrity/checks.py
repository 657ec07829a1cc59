"""The answers behind the lights: who is flagged by which rule, and what was left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.integrity.material import CARELESS, material
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.chapters.unweighted import unweighted
from research.display.escape import escape
from research.display.framelevels import headed, in_blocks
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.integrity_answers import any_of
from research.identifiers import slug
from research.wording.figures import DASH, grouped
from research.wording.frames import Frames
from research.wording.lists import either
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.chapters.integrity.material import Material
    from research.display.text import Text
    from research.study import Study

__all__ = ["blanks_table", "checks_table", "opening"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)


@or_why
def opening(study: Study) -> Text:
    """Heading of the section, and how many answers one of the rules flags.

    Parameters
    ----------
    study : the edition with its data.
    """
    return opened("integrity-checks-opening", _SAY("title"), lambda: _lead(material(study)))


def _lead(found: Material) -> str:
    together = any_of(found.of(*CARELESS))
    enough(together.base >= _least(found), _SAY("hidden"))
    ways = _SAY.named("ways")
    return _SAY(
        "lead",
        count=grouped(together.count),
        base=grouped(together.base),
        rows=escape(found.about.many),
        share=percent(together.count, together.base),
        ways=either(ways[kind] for kind in found.careless),
    )


def _least(found: Material) -> int:
    return max(found.study.config.privacy.hide_base, 1)


@or_why
def checks_table(study: Study) -> Table:
    """Rules, how many they flag, of how many that they can judge; nobody is named.

    Parameters
    ----------
    study : the edition with its data.
    """
    found, least = material(study), _least(material(study))
    checks = [(flag.label, flag.check) for flag in found.flags]
    rows = [(label, one.count, one.base, one.rule) for label, one in checks]
    rows += _again(found)
    enough(bool(rows), _SAY("nothing"))
    shown = [base >= least for _, _, base, _ in rows]
    cells = [
        [
            Cell(grouped(count) if fine else DASH),
            Cell(grouped(base) if fine else DASH),
            Cell(percent(count, base) if fine else DASH),
            Cell(capitalise(rule)),
        ]
        for (_, count, base, rule), fine in zip(rows, shown, strict=True)
    ]
    values = [
        [count, base, count / base] if fine else [np.nan] * 3
        for (_, count, base, _), fine in zip(rows, shown, strict=True)
    ]
    labels = [label for label, *_ in rows]
    heads = _SAY.listed("checks.heads")
    return Table(
        id="tbl-integrity-checks",
        caption=_SAY("checks.caption"),
        frame=pd.DataFrame(values, index=labels, columns=heads[:3]),
        shares=[heads[2]],
        cells=cells,
        stub=_SAY("checks.stub"),
        labels=labels,
        heads=heads,
        align="lrrrl",
        widths=(30, 9, 9, 8, 44),
        notes=[
            escape(note) for note in [_SAY("checks.note"), *unweighted(study, found.settings.table)]
        ],
        results=_checked(found, least),
    )


def _again(found: Material) -> list[tuple[str, int, int, str]]:
    """Rows whose id stands above already: they do not count, in the whole file."""
    held = found.study.table(found.settings.table)
    if not held.ids:
        return []
    audit = found.study.read(found.settings.table).audit
    twice = sum(one.count for one in audit.of("doubled_id"))
    return [(_SAY("twice"), twice, audit.counted + twice, _SAY("twice rule"))]


def _checked(found: Material, least: int) -> list[Result]:
    """Shares by kind of rule, for the ledger; straight lines by their grid."""
    results: list[Result] = []
    seen: set[str] = set()
    for flag in found.flags:
        name = f"integrity.{flag.kind}"
        if flag.kind in ("contradicting", "routing"):
            name = f"{name}.{slug(flag.check.key, joint='_')}"
        name = name if name not in seen else f"{name}_{len(seen)}"
        seen.add(name)
        if flag.check.base >= least:
            share = 100 * flag.check.share
            results.append(Result(f"{name}.share", share, "percent", flag.check.base, flag.label))
    return results


@or_why
def blanks_table(study: Study) -> Table:
    """What was asked and left blank, by section of the questionnaire and by question.

    Parameters
    ----------
    study : the edition with its data.
    """
    found, least = material(study), _least(material(study))
    sections = found.sections
    questions = found.blank.sort_values(["share", "asked"], ascending=False, kind="stable")
    rows = [
        *((str(name), row) for name, row in sections.iterrows()),
        *((found.heading(str(name)), row) for name, row in questions.iterrows()),
    ]
    blocks = _SAY.named("blanks.blocks")
    titles = [blocks["sections"]] * len(sections) + [blocks["questions"]] * len(questions)
    heads = _SAY.listed("blanks.heads")
    enough(bool(len(found.blank)), _SAY("nothing asked"))
    fine = [row.get("people", least) >= least and row["asked"] >= least for _, row in rows]
    cells = [
        [
            Cell(grouped(row["asked"]) if shown else DASH),
            Cell(grouped(row["blank"]) if shown else DASH),
            Cell(percent(row["blank"], row["asked"]) if shown else DASH),
        ]
        for (_, row), shown in zip(rows, fine, strict=True)
    ]
    values = [
        [row["asked"], row["blank"], row["share"]] if shown else [np.nan] * 3
        for (_, row), shown in zip(rows, fine, strict=True)
    ]
    labels = [label for label, _ in rows]
    return Table(
        id="tbl-integrity-blanks",
        caption=_SAY("blanks.caption"),
        frame=headed(pd.DataFrame(values, index=labels, columns=heads, dtype=float), titles),
        shares=[heads[2]],
        cells=cells,
        stub=_SAY("blanks.stub"),
        labels=labels,
        heads=heads,
        widths=(52, 14, 14, 14),
        banner=in_blocks(titles),
        notes=[
            escape(note) for note in [_SAY("blanks.note"), *unweighted(study, found.settings.table)]
        ],
    )
