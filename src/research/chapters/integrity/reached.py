"""Who answered of those who were invited: by segment, beside those who kept silent, whom to add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.chapters.integrity.material import material
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.framelevels import headed, in_blocks
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.integrity_absent import absence
from research.frameworks.integrity_reach import additions
from research.frameworks.integrity_response import completion, frame_coverage, response_rates
from research.wording.figures import DASH, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.probabilities import level
from research.wording.shares import percent

if TYPE_CHECKING:
    from typing import Any

    from research.chapters.integrity.material import Material
    from research.frameworks.integrity_reach import Additions
    from research.frameworks.integrity_response import Completion, Coverage
    from research.study import Study

__all__ = ["absence_table", "additions_table", "response_table", "to_invite"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)
_CLUSTER = "cluster"


def _by(people: pd.DataFrame) -> str | None:
    return _CLUSTER if _CLUSTER in people else None


@or_why
def response_table(study: Study) -> Table | Text:
    """Rates of response, all together and by segment, against the target and the survey before.

    Parameters
    ----------
    study : the edition with its data.
    """
    found, least = material(study), study.config.privacy.hide_base
    if found.settings.answered is None:
        return Text("txt-integrity-response", "")
    people, before = found.people(), found.earlier()
    earlier = None if before is None else found.people(before)
    given = {
        "clusters": _by(people),
        "target": found.settings.target,
        "earlier": earlier,
        "confidence": study.config.statistics.confidence,
    }
    rates = response_rates(people, found.settings.segments, **given)  # type: ignore[arg-type]
    whole = completion(people, **given)  # type: ignore[arg-type]
    shown = [bool(count >= least) for count in rates["invited"]]
    heads = _SAY.listed("response.heads")
    columns = ["invited", "answered", "rate", "low", "high", "below", "before", "change"]
    hidden = ["answered", "rate", "low", "high", "below", "change"]
    values = rates[columns].astype(float)
    values.loc[~np.array(shown), hidden] = np.nan
    labels = [str(row["value"]) or _SAY("response.all") for row in rates.to_dict("records")]
    values.index = pd.Index(labels)
    titles = [found.heading(name) if name else "" for name in rates["segment"]]
    names = _SAY.listed("response.columns")
    return Table(
        id="tbl-integrity-response",
        caption=_SAY("response.caption"),
        frame=headed(values.set_axis(names, axis="columns"), titles),
        cells=[_rate(row, fine) for row, fine in zip(rates.to_dict("records"), shown, strict=True)],
        stub=_SAY("response.stub"),
        labels=labels,
        heads=heads,
        shares=[*names[2:5], *names[6:]],
        widths=(28, 11, 12, 9, 14, 11, 10, 10),
        banner=in_blocks(titles),
        notes=[escape(note) for note in _response_notes(study, found, whole)],
        results=[
            Result("integrity.invited", whole.invited, "count"),
            Result("integrity.answered", whole.answered, "count"),
        ],
    )


def _rate(row: dict[Any, Any], fine: bool) -> list[Cell]:
    if not fine:
        return [Cell(grouped(row["invited"])), *[Cell(DASH, "muted")] * 6]
    before = row["before"]
    return [
        Cell(grouped(row["invited"])),
        Cell(grouped(row["answered"])),
        Cell(percent(row["rate"], 1)),
        Cell(interval(100 * row["low"], 100 * row["high"], 0)),
        Cell(grouped(row["below"])),
        Cell(DASH if np.isnan(before) else percent(before, 1)),
        Cell(DASH if np.isnan(before) else signed(100 * row["change"])),
    ]


def _response_notes(study: Study, found: Material, whole: Completion) -> list[str]:
    said = [
        _SAY("response.note", level=level(study.config.statistics.confidence), method=whole.method)
    ]
    if whole.target is not None:
        met = "met" if whole.met else "missed"
        said.append(_SAY(f"response.{met}", target=percent(whole.target, 1)))
    if whole.before is not None:
        said.append(_SAY("response.before", wave=found.earlier_name))
    return said


@or_why
def absence_table(study: Study) -> Table | Text:
    """What those who answered are, and what those who did not.

    Parameters
    ----------
    study : the edition with its data.
    """
    found, settings = material(study), study.config.statistics
    if found.settings.answered is None or not found.settings.segments:
        return Text("txt-integrity-absence", "")
    people = found.people()
    compared = absence(
        people,
        found.settings.segments,
        clusters=_by(people),
        correction=settings.correction,
        confidence=settings.confidence,
    )
    lines, least = compared.lines, study.config.privacy.hide_base
    counts = [
        int((people[row["variable"]].astype(str) == row["value"]).sum())
        for row in lines.to_dict("records")
    ]
    fine = [
        count >= least or not str(value)
        for count, value in zip(counts, lines["value"], strict=True)
    ]
    titles = [found.heading(str(name)) for name in lines["variable"]]
    columns = ["answered", "absent", "difference", "low", "high", "standardised"]
    values = lines[columns].astype(float)
    values.loc[~np.array(fine)] = np.nan
    labels = [str(value) or _SAY("absence.mean") for value in lines["value"]]
    values.index = pd.Index(labels)
    kinds = compared.tests["kind"]
    differing = [str(name) for name in compared.tests.index[compared.tests["significant"]]]
    return Table(
        id="tbl-integrity-absence",
        caption=_SAY("absence.caption"),
        frame=headed(values.set_axis(_SAY.listed("absence.columns"), axis="columns"), titles),
        cells=[
            _compared(row, str(kinds[row["variable"]]), shown)
            for row, shown in zip(lines.to_dict("records"), fine, strict=True)
        ],
        stub=_SAY("response.stub"),
        labels=labels,
        heads=_SAY.listed("absence.heads"),
        widths=(34, 14, 14, 16, 20),
        banner=in_blocks(titles),
        notes=[
            escape(_SAY("absence.note", level=level(settings.confidence), method=compared.method)),
            escape(_differing(found, differing)),
        ],
    )


def _differing(found: Material, names: list[str]) -> str:
    if not names:
        return _SAY("absence.none")
    return _SAY("absence.some", variables="; ".join(found.heading(name) for name in names))


def _compared(row: dict[Any, Any], kind: str, fine: bool) -> list[Cell]:
    if not fine:
        return [Cell(DASH, "muted")] * 4
    if kind == "mean":
        return [
            Cell(grouped(row["answered"], 1)),
            Cell(grouped(row["absent"], 1)),
            Cell(signed(row["difference"], 1)),
            Cell(interval(row["low"], row["high"], 1, sign=True)),
        ]
    return [
        Cell(percent(row["answered"], 1)),
        Cell(percent(row["absent"], 1)),
        Cell(signed(100 * row["difference"])),
        Cell(interval(100 * row["low"], 100 * row["high"], 0, sign=True)),
    ]


@or_why
def additions_table(study: Study) -> Table | Text:
    """Accounts that were heard enough and those that were not, by role, and how many to invite.

    Parameters
    ----------
    study : the edition with its data.
    """
    found = material(study)
    if found.settings.answered is None or found.rows.parents is None:
        return Text("txt-integrity-additions", "")
    covered, added = _covered(study, found)
    row = covered.counts.iloc[0]
    names = _SAY.named("additions.rows", enough=found.settings.enough)
    counts = {
        "units": int(row["units"]),
        "reached": int(row["reached"]),
        "heard": int(row["heard"]),
        "enough": int(row["enough"]),
        "thin": int(row["thin"]),
        "unreached": int(row["unreached"]),
        "invite": added.invite,
        "remind": int(added.units["remind"].sum()),
    }
    whole = counts["units"]
    shares = {
        key: counts[key] / whole for key in ("reached", "heard", "enough", "thin", "unreached")
    }
    heads = _SAY.listed("additions.heads")
    labels = [names[key] for key in counts]
    return Table(
        id="tbl-integrity-additions",
        caption=_SAY("additions.caption"),
        frame=pd.DataFrame(
            [[count, shares.get(key, np.nan)] for key, count in counts.items()],
            index=labels,
            columns=heads,
        ),
        shares=[heads[1]],
        cells=[
            [Cell(grouped(count)), Cell(percent(shares[key], 1) if key in shares else "")]
            for key, count in counts.items()
        ],
        stub=_SAY("additions.stub"),
        widths=(60, 14, 14),
        labels=labels,
        heads=heads,
        notes=[escape(note) for note in _addition_notes(added)],
        results=[Result("integrity.invite", added.invite, "count")],
    )


def _covered(study: Study, found: Material) -> tuple[Coverage, Additions]:
    """Accounts as they were heard, and whom to add at each."""
    settings, parents = found.settings, found.rows.parents
    assert parents is not None  # noqa: S101 - asked before
    units = study.read(str(study.table(settings.table).of)).frame
    people = found.people().assign(account=parents.to_numpy())
    value = settings.value if settings.value in units.columns else None
    covered = frame_coverage(units, people, by="account", fewest=settings.enough, value=value)
    added = additions(
        units,
        people,
        by="account",
        fewest=settings.enough,
        value=value,
        role=settings.role,
        roles=settings.roles,
    )
    return covered, added


def _addition_notes(added: Additions) -> list[str]:
    said = [_SAY("additions.note", enough=number(added.fewest), rate=percent(added.rate, 1))]
    if len(added.roles):
        first = added.roles["accounts_without"].sort_values(ascending=False)
        role, count = str(first.index[0]), int(first.iloc[0])
        said.append(_SAY("additions.role", role=role, count=grouped(count)))
    return said


def to_invite(study: Study) -> pd.DataFrame:
    """Give the accounts that lack answers, the most valuable first: for the researcher alone.

    Parameters
    ----------
    study : the edition with its data.

    Returns
    -------
    pandas.DataFrame
        As the units of `research.frameworks.integrity_reach.Additions`, by the id of the account.

    Raises
    ------
    ThinDataError
        If nothing says who was invited, or of which account.
    """
    found = material(study)
    enough(found.settings.answered is not None, _SAY("not invited"))
    enough(found.rows.parents is not None, _SAY("no accounts"))
    return _covered(study, found)[1].units
