"""Coding in a notebook: the call that lays comments before a reader."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from research.coding.desk import Desk
from research.coding.sheets import open_sheet
from research.coding.suggesting import suggest as learnt
from research.errors import InputError, Problem

if TYPE_CHECKING:
    from research.coding.widget import CodingWidget
    from research.study import Study

__all__ = ["code"]


def code(
    study: Study,
    question: str = "",
    *,
    second: bool = False,
    suggest: bool = False,
    coder: str = "",
) -> CodingWidget:
    """Code comments in JupyterLab, one at a time; what is given is saved at once.

    Parameters
    ----------
    study : the edition.
    question : that is coded; the only one where left out.
    second : whether to fill the sheet of the second reader.
    suggest : whether to learn from what is coded, and to show what waiting comments may be worth,
        with the chance of each. Without, suggestions are shown that the sheet holds already. They
        count for nothing until they are chosen.
    coder : who reads; written beside the codes.

    Returns
    -------
    A widget that a cell shows. It opens at the first comment without a code, and writes the sheet
    that ``research code`` writes.

    Raises
    ------
    InputError
        There is no such question or second reader; data, frame or sheet have problems; or anywidget
        is not installed, or scikit-learn where suggestions are asked for.
    ThinDataError
        Suggestions are asked for, and too few comments are coded.

    Examples
    --------
    >>> from research import open_study
    >>> code(open_study("params/2016.yml"))
    <1204 of 1204 comments coded in comments.csv>
    """
    if find_spec("anywidget") is None:
        what = "coding in JupyterLab needs anywidget, which is not installed"
        hint = "pip install 'research-workbench[lab,coding]'; research code writes a sheet to fill"
        raise InputError([Problem("research.code", what, hint=hint)])
    from research.coding.widget import CodingWidget

    sheet = open_sheet(study, question, second=second)
    suggestions = learnt(sheet.comments, sheet.coded) if suggest else None
    return CodingWidget(Desk(sheet, coder=coder, suggestions=suggestions))
