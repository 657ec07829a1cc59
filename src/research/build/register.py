"""A register to start from: the accounts that need an action, by id, for managers to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.build.supplied import beside_report, supplied
from research.chapters.customers import customers
from research.chapters.supplier.planned import actions_of
from research.csvtext import csv_text
from research.files import write_text
from research.frameworks.actions import REGISTER, suggested
from research.wording.frames import Frames

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["export_register"]

_SAY = Frames(__file__)


def export_register(params: Path | str, file: Path | None = None) -> tuple[Path, int]:
    """Write an action register with a row for each account that needs an action and has none open.

    Parameters
    ----------
    params : parameter file of an edition with a supplier, its accounts and its contacts.
    file : where it goes; ``register.csv`` beside the edition's report where left out.

    Returns
    -------
    The file, and how many accounts it names.

    Raises
    ------
    InputError
        When the edition has no supplier with accounts and contacts, or no day.
    """
    study = supplied(params, _SAY("lacking"))
    about = customers(study)
    frame = about.named
    busy = {str(key) for key in frame.index if len(actions_of(study, str(key)))}
    rows = suggested(frame, busy, about.today)
    path = file or beside_report(study) / "register.csv"
    cells = ([row[name] for name in REGISTER] for row in rows.to_dict("records"))
    return write_text(path, csv_text(list(REGISTER), cells)), len(rows)
