"""The five categories of relationship: what each is, which kinds there are, what they bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.chapters.customers import LAID_OUT, SCORED, customers
from research.chapters.remarks import opened
from research.chapters.supplier.consenting import agreed_of, asking_of, commented_of
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.relationship import CATEGORIES
from research.frameworks.relationship_kinds import (
    KINDS,
    PUBLISHED_MIX,
    KindRules,
    category_meanings,
    kind_plays,
    kind_rules,
    kind_words,
    mix,
)
from research.frameworks.relationship_money import MEASURES, money_by_category
from research.frameworks.relationship_premium import premium_by_category
from research.frameworks.relationship_referrals import ask_words, referrals, referrals_summary
from research.wording.figures import DASH, figure, grouped, interval, money, plain, signed
from research.wording.frames import Frames
from research.wording.numbers import number, out_of
from research.wording.probabilities import probability
from research.wording.sentences import capitalise, sentence
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.chapters.customers import Customers
    from research.display.text import Text
    from research.study import Study

__all__ = [
    "kinds_table",
    "meaning_table",
    "money_table",
    "opening",
    "premium_table",
    "referrals_table",
]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT),
    *(f"data.accounts.{name}" for name in ("renewed", "decided_on", "customer_since")),
    *("data.accounts.revenue_last_year", "data.contacts.role", "data.contacts.decides"),
    "data.contacts.answered_on",
)

_SAY = Frames(__file__)

_BANDS = ("promoters", "passives", "detractors")
# Buyers that the published example divides.
_OF = 20


@or_why
def opening(study: Study, part: str = "") -> Text:
    """Heading of the chapter, and how many weak accounts are of which kind."""
    about = customers(study, part)

    def lead() -> str:
        kinds = about.landscape["kind"]
        weak = int(about.scores["category"].isin(KINDS).sum())
        told = int((kinds == "unsolved").sum()), int((kinds == "unkind").sum())
        enough(weak > 0, _SAY("opening.nothing"))
        return escape(_SAY("opening.lead", weak=weak, unsolved=told[0], unkind=told[1]))

    name = f"categories-opening{about.slug}"
    return opened(name, escape(about.titled(_SAY("opening.title"))), lead)


def _categorised(about: Customers) -> pd.DataFrame:
    known = about.scores.dropna(subset=["category"])
    enough(len(known) > 0, _SAY("nothing"))
    return known


@or_why
def meaning_table(study: Study, part: str = "") -> Table:
    """What each category is, and how its accounts' contacts divide."""
    about = customers(study, part)
    known = _categorised(about)
    frame = known.groupby("category")[["answered", *_BANDS]].sum().reindex(list(CATEGORIES))
    frame = frame.fillna(0).astype(int)
    frame.insert(0, "accounts", known["category"].value_counts().reindex(frame.index).fillna(0))
    frame = frame.astype(int)
    least, means = study.config.privacy.hide_base, category_meanings()
    return Table(
        id=f"tbl-categories-meaning{about.slug}",
        caption=_SAY("meaning.caption"),
        frame=frame,
        cells=[
            [
                Cell(means[str(name)]),
                Cell(grouped(row["accounts"])),
                Cell(grouped(row["answered"])),
                *(_share(row[band], row["answered"], least) for band in _BANDS),
                Cell(_mix(row, least)),
                Cell(_listed(PUBLISHED_MIX.get(str(name)))),
            ]
            for name, row in frame.to_dict("index").items()
        ],
        stub=_SAY("meaning.stub"),
        labels=[capitalise(str(name)) for name in frame.index],
        heads=_SAY.listed("meaning.heads", of=_OF),
        names=_SAY.named("meaning.columns"),
        align="llrrrrrrr",
        widths=(15, 36, 11, 10, 12, 10, 12, 13, 12),
        notes=[_SAY("meaning.note", base=grouped(len(known)), of=_OF)],
        results=[
            Result(
                f"relationship{about.dotted}.category.{name}.{band}",
                100 * row[band] / row["answered"],
                "percent",
                row["answered"],
                str(name),
            )
            for name, row in frame.to_dict("index").items()
            for band in _BANDS
            if row["answered"] >= least
        ],
    )


def _share(count: int, base: int, least: int) -> Cell:
    return Cell(percent(count, base) if base >= max(least, 1) else DASH)


def _mix(row: dict[Any, Any], least: int) -> str:
    """How so many buyers would divide as those of a category do; a dash where few answered."""
    if row["answered"] < max(least, 1):
        return DASH
    return _listed(mix([int(row[band]) for band in _BANDS], _OF))


def _listed(counts: Sequence[int] | None) -> str:
    return DASH if counts is None else ", ".join(map(str, counts))


@or_why
def kinds_table(study: Study, part: str = "") -> Table:
    """Kinds of weak relationships: how each is told, how many there are, and what to do next."""
    about = customers(study, part)
    frame = about.landscape
    enough(bool(frame["kind"].notna().any()), _SAY("opening.nothing"))
    words, rules, plays = kind_words(), kind_rules(), kind_plays()
    limits = KindRules()
    belongs = {kind: category for category, kinds in KINDS.items() for kind in kinds}
    held = {kind: frame.loc[frame["kind"] == kind, "revenue"] for kind in belongs}
    found = pd.DataFrame(
        {
            "accounts": {kind: len(revenue) for kind, revenue in held.items()},
            "revenue": {kind: float(revenue.sum()) for kind, revenue in held.items()},
        }
    )
    costs = "priced" if "cost_to_serve" in frame else "unpriced"
    return Table(
        id=f"tbl-categories-kinds{about.slug}",
        caption=_SAY("kinds.caption"),
        frame=found.rename(index=words),
        cells=[
            [
                Cell(capitalise(belongs[kind])),
                Cell(rules[kind]),
                Cell(grouped(len(revenue))),
                Cell(money(float(revenue.sum()))),
                Cell(plays[kind]),
            ]
            for kind, revenue in held.items()
        ],
        stub=_SAY("kinds.stub"),
        labels=[capitalise(words[kind]) for kind in held],
        heads=_SAY.listed("kinds.heads", currency=study.supplier.currency),
        align="lllrrl",
        widths=(24, 15, 26, 11, 12, 42),
        notes=[
            _SAY(
                f"kinds.note.{costs}",
                apart=plain(limits.apart),
                large=percent(100 * (1 - limits.large)),
                fit=plain(limits.good_fit),
                upside=percent(100 * (1 - limits.upside)),
            )
        ],
        results=[
            Result(
                f"relationship{about.dotted}.kind.{kind.replace(' ', '')}",
                len(revenue),
                "count",
                label=words[kind],
            )
            for kind, revenue in held.items()
        ],
    )


@or_why
def money_table(study: Study, part: str = "") -> Table:
    """What accounts bring, renew and cost, by the category that the survey before gave them."""
    about = customers(study, part)
    enough(study.config.table("contacts") is not None, _SAY("nothing"))
    settings = study.config.statistics
    found = money_by_category(about.loyalty, settings.confidence)
    measures = [name for name in MEASURES if name in found]
    privacy = study.config.privacy
    small = int((found[["accounts", "renewal_base"]].min(axis=1) < privacy.flag_base).sum())
    heads = _SAY.named("money.measures")
    return Table(
        id=f"tbl-categories-money{about.slug}",
        caption=_SAY("money.caption"),
        frame=found,
        cells=[
            [
                Cell(grouped(row["accounts"])),
                Cell(money(row["revenue"])),
                Cell(percent(row["share"])),
                *(_estimate(row, name, privacy.hide_base) for name in measures),
                Cell(grouped(row["renewal_base"])),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("money.stub"),
        labels=[
            _SAY("money.none") if name == "none" else capitalise(str(name)) for name in found.index
        ],
        heads=[
            *_SAY.listed("money.heads", currency=study.supplier.currency),
            *(heads[name] for name in measures),
            _SAY("money.decided"),
        ],
        widths=(16, 11, 13, 10, *(22 for _ in measures), 11),
        notes=[
            _SAY("money.note", base=grouped(found["accounts"].sum())),
            *([_few(small, privacy.flag_base)] if small else []),
        ],
        results=[
            Result(
                f"relationship{about.dotted}.money.{category}.{name}{end.replace('_', '.')}",
                float(row[f"{name}{end}"]),
                "percent",
                int(row[f"{name}_base"]),
                heads[name],
            )
            for category, row in found.to_dict("index").items()
            for name in measures
            for end in ("", "_low", "_high")
            if row[f"{name}_base"] >= privacy.hide_base and not np.isnan(row[f"{name}{end}"])
        ],
    )


def _few(count: int, least: int) -> str:
    return sentence(_SAY.form("money.small", many=count > 1, count=number(count), least=least))


def _estimate(row: dict[Any, Any], name: str, least: int) -> Cell:
    """An estimate in percent with its limits; a dash where it rests on too few."""
    if row[f"{name}_base"] < max(least, 1):
        return Cell(DASH)
    digits = 0 if name == "renewal" else 1
    value = figure(row[name], digits)
    if np.isnan(row[f"{name}_low"]):
        return Cell(value)
    span = interval(row[f"{name}_low"], row[f"{name}_high"], digits)
    return Cell(_SAY("money.within", value=value, span=span))


@or_why
def premium_table(study: Study, part: str = "") -> Table:
    """How much dearer a supplier may be, by category, and whether ambassadors bear more."""
    about = customers(study, part)
    asked, confidence = study.supplier.premium, study.config.statistics.confidence
    enough(bool(asked), _SAY("premium.unasked"))
    contacts = about.contacts(1)
    parent = about.accounts.set_index("account")["parent"].fillna("")
    own = contacts["account"].map(parent)
    frame = pd.DataFrame(
        {
            "premium": contacts[asked],
            "category": contacts["account"].map(about.scores["category"]),
            "account": contacts["account"],
            "family": own.where(own != "", contacts["account"]),
        }
    )
    found = premium_by_category(frame, confidence)
    enough(int(found["base"].sum()) > 0, _SAY("premium.nobody"))
    least = max(study.config.privacy.hide_base, 1)
    # A difference tells of both sides, so that neither may be small.
    small = found["base"] < least
    found.loc[small, ["median", "mean", "low", "high"]] = np.nan
    compared = ["more", "more_low", "more_high", "p"]
    found.loc[small | bool(small.iloc[0]), compared] = np.nan
    more = (found["p"] < 1 - confidence) & (found["more"] > 0)
    surpassed, others = int(more.sum()), len(found) - 1
    count, total = out_of(surpassed, others)
    which = {0: "none", others: "all"}.get(surpassed, "some")
    named = {"all": total} | ({"count": count} if which == "some" else {})
    return Table(
        id=f"tbl-categories-premium{about.slug}",
        caption=_SAY("premium.caption"),
        frame=found,
        cells=[_borne(row) for row in found.to_dict("records")],
        stub=_SAY("premium.stub"),
        labels=[capitalise(str(name)) for name in found.index],
        heads=_SAY.listed("premium.heads"),
        widths=(16, 11, 11, 12, 20, 24, 9),
        notes=[
            _SAY(
                "premium.note",
                base=grouped(found["base"].sum()),
                others=_SAY(f"premium.others.{which}", **named),
                level=plain(round(1 - confidence, 4)),
            )
        ],
        results=[
            Result(
                f"relationship{about.dotted}.premium.{category}.{name}",
                float(row[name]),
                "percent",
                int(row["base"]),
                _SAY(f"premium.results.{name}", category=str(category)),
            )
            for category, row in found.to_dict("index").items()
            for name in _SAY.named("premium.results", category="")
            if not np.isnan(row[name])
        ],
    )


def _borne(row: dict[Any, Any]) -> list[Cell]:
    """Cells of a category: what its contacts bear, and by how much ambassadors bear more."""
    counts = [Cell(grouped(row["base"])), Cell(grouped(row["accounts"]))]
    mean = more = DASH
    if not np.isnan(row["mean"]):
        mean = figure(row["mean"], 1)
        if not np.isnan(row["low"]):
            span = interval(row["low"], row["high"], 1)
            mean = _SAY("premium.within", value=mean, span=span)
    if not np.isnan(row["more"]):
        span = interval(row["more_low"], row["more_high"], 1, sign=True)
        more = _SAY("premium.within", value=signed(row["more"], 1), span=span)
    median = DASH if np.isnan(row["median"]) else figure(row["median"], 1)
    p = DASH if np.isnan(row["p"]) else probability(row["p"])
    return [*counts, Cell(median), Cell(mean), Cell(more), Cell(p)]


@or_why
def referrals_table(study: Study, part: str = "") -> Table:
    """How many people could be asked for what, of those who may be named."""
    about = customers(study, part)
    contacts = about.contacts(1)
    enough(bool(asking_of(study)), _SAY("referrals.unasked"))
    listed = referrals(
        contacts,
        about.scores["category"],
        about.accounts.set_index("account")["parent"],
        agreed_of(study, contacts),
        commented_of(study, contacts),
    )
    enough(len(listed) > 0, _SAY("referrals.nobody"))
    found, words = referrals_summary(listed), ask_words()
    return Table(
        id=f"tbl-categories-referrals{about.slug}",
        caption=_SAY("referrals.caption"),
        frame=found,
        cells=[
            [Cell(grouped(row["people"])), Cell(grouped(row["accounts"]))]
            for row in found.to_dict("records")
        ],
        stub=_SAY("referrals.stub"),
        labels=[capitalise(words[str(name)]) for name in found.index],
        heads=_SAY.listed("referrals.heads"),
        widths=(52, 14, 14),
        notes=[_SAY("referrals.note")],
        results=[
            Result(
                f"relationship{about.dotted}.referrals.{name}",
                int(count),
                "count",
                label=words[str(name)],
            )
            for name, count in found["people"].items()
        ],
    )
