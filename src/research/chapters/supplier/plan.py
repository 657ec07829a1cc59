"""The plan of one key account, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.customers import LAID_OUT, SCORED, customers
from research.chapters.questions.quoting import quoted_run
from research.chapters.remarks import opened
from research.chapters.supplier.introducing import introduction_notes
from research.chapters.supplier.plan_heard import Heard, heard_of
from research.chapters.supplier.plan_room import room
from research.chapters.supplier.plan_scores import Compared, compared
from research.chapters.supplier.planned import actions_of, planned
from research.chapters.thinness import or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.frameworks.accounts_plan import key_accounts
from research.frameworks.maturity_actions import LATE
from research.frameworks.relationship_kinds import kind_words
from research.frameworks.verbatims import spread
from research.wording.dates import day
from research.wording.figures import DASH, figure, grouped, money, plain
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.study import Study

__all__ = [
    "comments_table",
    "facts_table",
    "keys",
    "opening",
    "people_table",
    "plays",
    "quotes",
    "steps_table",
]

NEEDS = (
    *("data.accounts", "data.contacts", "supplier.today", *SCORED, *LAID_OUT),
    *(f"data.contacts.{name}" for name in ("role", "side", "decides")),
)

_SAY = Frames(__file__)


def keys(study: Study) -> list[str]:
    """The key accounts of the study, by revenue."""
    return key_accounts(customers(study).landscape, study.supplier.key_accounts)


@or_why
def opening(study: Study, account: str) -> Text:
    """Heading of the plan, and where the account stands."""
    plan, frame = planned(study, account), customers(study).landscape
    name = str(frame.loc[account, "name"]) if "name" in frame else account
    nps = plain(customers(study).cuts.nps)
    stands = _SAY.named("opening.one", nps=nps).get(plan.quadrant) or _SAY("opening.no quadrant")
    kind = plan.category or _SAY("opening.no category")
    if plan.kind:
        kind = _SAY("opening.kind", category=kind, kind=kind_words()[plan.kind])
    title = _SAY("opening.title", name=escape(name), account=escape(account))
    lead = capitalise(_SAY("opening.lead", quadrant=stands, category=kind))
    return opened(f"plan-{account.lower()}-opening", title, lambda: escape(lead))


@or_why
def facts_table(study: Study, account: str) -> Table:
    """What the account is worth, and how it feels."""
    plan = planned(study, account)
    labels = {**_SAY.named("facts.labels"), **_SAY.named("facts.scores")}
    told = {
        str(name): _SAY("facts.none") if value == "" else value
        for name, value in plan.facts.items()
    }
    scores = {str(name): float(value) for name, value in plan.scores.items()}
    beside = compared(study, account)
    heads = [*_SAY.listed("facts.heads"), *(one.head for one in beside)]
    key = f"plan.{account.lower()}"
    pairs = list(zip(told.items(), scores.items(), strict=True))
    return Table(
        id=f"tbl-plan-{account.lower()}-facts",
        caption=_SAY("facts.caption", account=account),
        frame=pd.DataFrame(
            [
                [value, labels[name], score, *(one.scores.get(name) for one in beside)]
                for (_, value), (name, score) in pairs
            ],
            columns=heads,
            index=[labels[name] for name in told],
            dtype=object,
        ),
        cells=[
            [
                Cell(_fact(study, fact, value)),
                Cell(labels[name]),
                *_score_cells(name, score, beside),
            ]
            for (fact, value), (name, score) in pairs
        ],
        stub=_SAY("facts.stub"),
        heads=heads,
        align="lll" + "r" * (1 + len(beside)),
        widths=(24, 22, 22, *(12 for _ in range(1 + len(beside)))),
        notes=[escape(text) for text in plan.caution],
        results=[
            Result(f"{key}.{name}", value, "score", label=labels[name])
            for name, value in scores.items()
            if not pd.isna(value)
        ],
    )


def _score_cells(name: str, value: float, beside: list[Compared]) -> list[Cell]:
    """A score with those that stand beside it; a blank where a column has none of its kind."""
    digits = 0 if name in _WHOLE else 1
    others = [one.scores.get(name) for one in beside]
    blank = [Cell() if other is None else Cell(figure(other, digits)) for other in others]
    return [Cell(figure(value, digits)), *blank]


_WHOLE = {"nps", "answers", "invited"}


def _fact(study: Study, name: str, value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return day(value)
    if isinstance(value, int | float):
        if name == "wallet":
            return percent(float(value))
        if name == "fit":
            return plain(value)
        if pd.isna(value):
            return DASH
        amount = money(float(value))
        return _SAY("facts.amount", currency=study.supplier.currency, amount=amount).strip()
    return customers(study).parent_names([value])[0] if name == "parent" else str(value)


@or_why
def people_table(study: Study, account: str) -> Table:
    """Every buyer of the account, the unhappy and the unreached among them.

    Counted only where the edition does not list contacts; where too few answered, no more is told
    than how many did.
    """
    if study.config.privacy.contacts == "counted":
        return _people_counted(study, account)
    people = planned(study, account).people
    marks = {"unhappy": "worse", "unreached": "muted", "happy": "better"}
    return Table(
        id=f"tbl-plan-{account.lower()}-people",
        caption=_SAY("people.caption", account=account),
        frame=people.set_index("contact"),
        cells=[
            [
                Cell(row["role"]),
                Cell(row["side"]),
                Cell(row["decides"]),
                Cell(figure(row["recommend"])),
                Cell(figure(row["quality"], 1)),
                Cell(row["status"], marks.get(row["status"], "")),
            ]
            for row in people.to_dict("records")
        ],
        stub=_SAY("people.stub"),
        heads=_SAY.listed("people.heads"),
        align="llllrrl",
        widths=(12, 24, 10, 10, 13, 10, 16),
        notes=introduction_notes(study, account),
    )


def _people_counted(study: Study, account: str) -> Table:
    people, fewest = planned(study, account).people, study.config.privacy.named_base
    status = people["status"]
    heard = int((status != "unreached").sum())
    if heard < fewest:
        status = status.where(status == "unreached", "answered")
    kinds = [kind for kind in _STATUS if kind in set(status)]
    counts = status.value_counts().reindex(kinds)
    notes = [_SAY("people.few", fewest=number(fewest))] if heard < fewest else []
    return Table(
        id=f"tbl-plan-{account.lower()}-people",
        caption=_SAY("people.caption", account=account),
        frame=pd.DataFrame({"buyers": counts}).rename_axis("status"),
        cells=[[Cell(figure(count))] for count in counts],
        stub=_SAY("people.counted.stub"),
        heads=_SAY.listed("people.counted.heads"),
        align="lr",
        widths=(24, 12),
        notes=notes,
    )


_STATUS = ("unhappy", "unreached", "content", "happy", "answered")


@or_why
def comments_table(study: Study, account: str) -> Table | Text:
    """What the account's own contacts speak of, beside the contacts of all accounts.

    Problems come first. Topics that the page has no room for stand below, in a line, and all of
    them where it has none for a table.

    Nothing where comments are not coded, or fewer were read than scores beside an account's name
    rest on. Where the edition does not list contacts, as many must speak of a topic, too.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    heard, named = heard_of(study, account), f"plan-{account.lower()}-comments"
    if heard is None:
        return Text(f"txt-{named}", "")
    about = heard.about
    found, told, fewest = heard.topics, heard.told, heard.fewest
    kept = told.head(room(study, account).topics)
    listed = _in_a_line(heard, told.iloc[len(kept) :])
    if kept.empty:
        body = f"::: {{.notes}}\n**{_SAY('comments.spoken')}**: {listed}.\n:::\n" if listed else ""
        return Text(f"txt-{named}", body)
    notes = [_SAY("comments.few", fewest=number(fewest))] if len(told) < len(found) else []
    if listed:
        notes.append(_SAY("comments.also", listed=listed))
    leaves, (read, everybody) = about.frame.leaves, (int(heard.here.sum()), int(about.read.sum()))
    labels = [leaves[str(code)].text for code in kept.index]
    key, tones = f"plan.{account.lower()}.comments", _SAY.named("comments.tones")
    return Table(
        id=f"tbl-{named}",
        caption=_SAY("comments.caption", account=account),
        frame=kept.set_axis(labels).set_axis(_SAY.listed("comments.columns"), axis="columns"),
        cells=[
            [
                Cell(tones[leaves[str(code)].tone]),
                Cell(_SAY("comments.here", count=int(row["here"]), read=read)),
                Cell(
                    _SAY(
                        "comments.all",
                        count=grouped(row["everywhere"]),
                        share=percent(row["everywhere"], everybody),
                    )
                ),
            ]
            for code, row in kept.iterrows()
        ],
        stub=_SAY("comments.stub"),
        labels=labels,
        heads=_SAY.listed("comments.heads", everybody=grouped(everybody)),
        align="lllr",
        widths=(40, 14, 16, 24),
        notes=notes,
        results=[
            Result(f"{key}.{code}", int(row["here"]), "count", label=leaves[str(code)].text)
            for code, row in kept.iterrows()
        ],
    )


def _in_a_line(heard: Heard, topics: pd.DataFrame) -> str:
    """Topics by kind, each with how many of the account's comments raise it; problems first."""
    leaves, read = heard.about.frame.leaves, int(heard.here.sum())
    by_kind: dict[str, list[str]] = {}
    for code, row in topics.iterrows():
        leaf = leaves[str(code)]
        count = int(row["here"])
        here = _SAY("comments.here", count=count, read=read)
        if count == read == 1:
            here = _SAY("comments.every.one")
        elif count == read:
            here = _SAY("comments.every.many", read=number(read))
        told = _SAY("comments.topic", label=leaf.text, here=here)
        by_kind.setdefault(leaf.tone, []).append(told)
    parts = [_SAY(f"comments.named.{tone}", topics=", ".join(of)) for tone, of in by_kind.items()]
    return escape("; ".join(parts))


@or_why
def quotes(study: Study, account: str) -> Text:
    """What contacts of the account wrote who agreed to be quoted, in their own words.

    Under a quotation stands what the edition lets stand there, counted among the contacts of the
    account alone: the page names it. What says nothing of use is left out.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    heard, named = heard_of(study, account), f"txt-plan-{account.lower()}-quotes"
    if heard is None:
        return Text(named, "")
    kept = spread(heard.quotes, room(study, account).quotes)
    if kept.empty:
        return Text(named, "")
    body = f"::: {{.notes}}\n**{_SAY('quotes')}**: {quoted_run(kept)}\n:::\n"
    return Text(named, body)


@or_why
def plays(study: Study, account: str) -> Text:
    """What to do, by quadrant and by category."""
    told = ". ".join(escape(play) for play in planned(study, account).plays)
    body = f"::: {{.notes}}\n**{_SAY('plays')}**: {told}.\n:::\n" if told else ""
    return Text(f"txt-plan-{account.lower()}-plays", body)


def _due(when: pd.Timestamp, *, late: bool) -> Cell:
    return Cell(_SAY("steps.late", day=day(when)), "worse") if late else Cell(day(when))


@or_why
def steps_table(study: Study, account: str) -> Table:
    """What was agreed and is not done, and the steps that apply, to be filled in."""
    steps = planned(study, account).steps
    agreed = actions_of(study, account)
    rows = [
        [
            Cell(str(row["owner"])),
            _due(row["due"], late=row["state"] == LATE),
        ]
        for row in agreed.to_dict("records")
    ]
    frame = pd.concat(
        [
            pd.DataFrame(
                {
                    "step": agreed["action"],
                    "owner": agreed["owner"],
                    "due": [day(due) for due in agreed["due"]],
                }
            ),
            steps,
        ],
        ignore_index=True,
    )
    return Table(
        id=f"tbl-plan-{account.lower()}-steps",
        caption=_SAY("steps.caption", account=account),
        frame=frame.set_index("step"),
        cells=[*rows, *([Cell(), Cell()] for _ in range(len(steps)))],
        stub=_SAY("steps.stub"),
        heads=_SAY.listed("steps.heads"),
        align="lll",
        widths=(44, 14, 22),
    )
