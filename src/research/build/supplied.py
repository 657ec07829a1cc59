"""An edition with a supplier and its customers, for what is written beside its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.errors import InputError, Problem
from research.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

    from research.study import Study

__all__ = ["beside_report", "supplied"]


def supplied(params: Path | str, why: str) -> Study:
    """Open an edition that has a supplier with accounts and contacts.

    Parameters
    ----------
    params : parameter file.
    why : what they are wanted for, in a clause.

    Raises
    ------
    InputError
        For each of them that the edition lacks.
    """
    study = open_study(params)
    there = {
        "supplier": study.config.supplier,
        "data.accounts": study.config.table("accounts"),
        "data.contacts": study.config.table("contacts"),
    }
    lacking = [key for key, found in there.items() if found is None]
    if lacking:
        raise InputError([Problem(study.path, why, key=key) for key in lacking])
    return study


def beside_report(study: Study) -> Path:
    """Give the folder of an edition's report.

    Parameters
    ----------
    study : the edition.
    """
    return study.path.parent.parent / "reports" / study.path.stem
