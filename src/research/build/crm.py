"""Files for a customer system: who agreed, by id, with scores and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from research.build.supplied import beside_report, supplied
from research.chapters.customers import customers
from research.chapters.supplier.consenting import agreed_of, asking_of, commented_of
from research.csvtext import csv_text
from research.files import write_text
from research.frameworks.relationship_export import (
    account_rows,
    contact_rows,
    referral_rows,
    score_rows,
    verbatim_rows,
)
from research.frameworks.relationship_kinds import kinds
from research.frameworks.relationship_referrals import referrals
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from research.chapters.customers import Customers
    from research.study import Study

__all__ = ["FIELDS", "export_crm"]

_SAY = Frames(__file__)

_FILES = ("accounts", "contacts", "scores", "verbatims", "referrals")
FIELDS = {file: _SAY.named(f"fields.{file}") for file in _FILES}
"""What each field is, by file and field in its order."""


def export_crm(params: Path | str, folder: Path | None = None) -> tuple[list[Path], list[str]]:
    """Write a supplier's accounts, and its contacts who agreed, as files for a customer system.

    Parameters
    ----------
    params : parameter file of an edition with a supplier and its contacts.
    folder : where the files go; ``crm`` beside the edition's report where left out.

    Returns
    -------
    The files, with ``fields.csv`` that says what each field is; and what is to be known of them.

    Raises
    ------
    InputError
        When the edition has no supplier with accounts and contacts.
    """
    study = supplied(params, _SAY("lacking"))
    frames, told = _frames(study)
    into = folder or beside_report(study) / "crm"
    # All are worked out before the first is written.
    texts = {
        f"{name}.csv": csv_text(list(FIELDS[name]), _plain(frame)) for name, frame in frames.items()
    }
    listed = [
        (f"{file}.csv", name, means)
        for file, all_ in FIELDS.items()
        for name, means in all_.items()
    ]
    texts["fields.csv"] = csv_text(["file", "field", "means"], listed)
    return [write_text(into / name, text) for name, text in texts.items()], told


def _frames(study: Study) -> tuple[dict[str, pd.DataFrame], list[str]]:
    about = customers(study)
    contacts = about.contacts(1)
    places = contacts.index.to_numpy()
    answers = study.read("contacts")
    asking = asking_of(study)
    said = {
        name: (answers.texts(name).iloc[places], answers.consents(name).iloc[places])
        for name in asking
    }
    who = agreed_of(study, contacts)
    rows = account_rows(about.accounts, contacts, _with_kinds(about), who)
    known = about.accounts.set_index("account").reindex(columns=["parent"])["parent"]
    # An account whose scores are withheld is told to be an ambassador's no more than here.
    category = rows.set_index("account")["category"]
    listed = referrals(contacts, category, known, who, commented_of(study, contacts))
    frames = {
        "accounts": rows,
        "contacts": contact_rows(contacts, about.scores, who),
        "scores": score_rows(contacts, who, _asked(study)),
        "verbatims": verbatim_rows(contacts, said),
        "referrals": referral_rows(listed),
    }
    withheld = int((rows["withheld"] == "yes").sum())
    told = [
        _SAY("agreed", agreed=int(who.sum()), asked=len(contacts))
        if asking
        else _SAY("nobody", asked=len(contacts)),
        _SAY("exempt", least=study.config.privacy.hide_base),
    ]
    if withheld:
        told.append(_SAY.form("withheld", many=withheld != 1, count=withheld))
    return frames, told


def _with_kinds(about: Customers) -> pd.DataFrame:
    """Scores of accounts with the kind of weak relationship, by what of the accounts is known."""
    named = about.accounts.set_index("account")
    wanted = ("revenue_this_year", "cost_to_serve", "total_spend", "fit")
    found = named[[name for name in wanted if name in named]]
    return about.scores.assign(kind=kinds(about.scores.join(found)))


def _asked(study: Study) -> dict[str, str]:
    """Columns of scores with what was asked: likelihoods to recommend, and rows of grids."""
    found = {}
    for one in study.table("contacts").questions:
        if one.type == "nps":
            found[one.name] = one.title or one.name
        elif one.type == "grid":
            found |= {row.key: row.text or row.key for row in one.rows}
    return found


def _plain(frame: pd.DataFrame) -> Iterator[list[object]]:
    """Rows without what is missing, and with whole numbers as such."""
    for row in frame.itertuples(index=False):
        yield [_cell(value) for value in row]


def _cell(value: Any) -> object:
    if value is None or pd.isna(value):
        return None
    number = isinstance(value, float) and value.is_integer()
    return int(value) if number else value
