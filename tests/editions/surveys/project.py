"""A made-up survey as a project: its parameter file, its data, nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from surveys import limesurvey, panel, qualtrics, spss, surveymonkey, triples

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PARAMS", "SURVEYS", "make"]

PARAMS = Path(__file__).parent / "params"
# Writer and folder of the data, by the name of the parameter file.
SURVEYS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "spss": ("spss", spss.write),
    "qualtrics": ("qualtrics", qualtrics.write),
    "surveymonkey": ("surveymonkey", surveymonkey.write),
    "limesurvey": ("limesurvey", limesurvey.write),
    "triples2015": ("triples", triples.write),
    "triples2016": ("triples", triples.write),
    "panel": ("panel", panel.write),
}


def make(name: str, root: Path) -> Path:
    """Make the project of one survey.

    Parameters
    ----------
    name : of the parameter file.
    root : folder that gets ``params/`` and ``data/``.

    Returns
    -------
    pathlib.Path
        The parameter file.
    """
    data, write = SURVEYS[name]
    (root / "params").mkdir(parents=True, exist_ok=True)
    (root / "data" / data).mkdir(parents=True, exist_ok=True)
    write(root / "data" / data)
    for path in PARAMS.glob("triples*.yml" if data == "triples" else f"{name}.yml"):
        shutil.copy(path, root / "params")
    return root / "params" / f"{name}.yml"
