"""The project of a parameter file: where it is found, and the folder that holds all."""

from __future__ import annotations

import re
from pathlib import Path

from research.errors import InputError, Problem

__all__ = [
    "EDITION",
    "find_params",
    "namesakes",
    "notebook_path",
    "project_around",
    "project_root",
    "shipped",
    "template_folder",
]

EDITION = re.compile(rb"^edition:[ \t]*[\"']?([A-Za-z0-9-]+)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
"""The line of a parameter file that names its edition, found without reading the rest."""

PACKAGE = Path(__file__).parents[1]


def find_params(params: Path | str) -> Path:
    """Find a parameter file from the working directory upwards.

    Parameters
    ----------
    params : path as typed, or as written in a notebook (``params/2015.yml``).

    Raises
    ------
    InputError
        If there is no such file here or in any folder above.
    """
    wanted = Path(params)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / wanted).is_file():
            return (folder / wanted).resolve()
    problem = Problem(
        wanted, f"no such file in {here} or above", hint="name a YAML file such as params/2015.yml"
    )
    raise InputError([problem])


def project_root(params: Path) -> Path:
    """Give the nearest folder above a parameter file that holds ``params``.

    Where there is none, the folder of the file itself is the project.

    Parameters
    ----------
    params : absolute path of the parameter file.
    """
    return project_around(params.parent)


def project_around(folder: Path) -> Path:
    """Give the project that a folder is in; the folder itself where it is in none.

    Parameters
    ----------
    folder : where somebody stands.
    """
    return next((one for one in (folder, *folder.parents) if (one / "params").is_dir()), folder)


def namesakes(params: Path, edition: str) -> list[Path]:
    """Find other parameter files of the project that name the same edition.

    Both would write into one folder. Names that differ in case alone are one on some machines.

    Parameters
    ----------
    params : absolute path of a parameter file.
    edition : the name of its edition.
    """
    beside = params.parent.glob("*.y*ml")
    files = {*beside, *(project_root(params) / "params").rglob("*.y*ml")}
    return sorted(
        path
        for path in {path.resolve() for path in files} - {params.resolve()}
        if path.is_file()
        and any(
            name.decode().casefold() == edition.casefold()
            for name in EDITION.findall(path.read_bytes())
        )
    )


def shipped(kind: str) -> Path:
    """Give the folder of what comes with the package: ``notebooks``, ``template``, ``tutorial``.

    It lies in an installed package, and in a checkout where people work on it.
    """
    installed = PACKAGE / "shipped" / kind
    checkout = {
        "notebooks": "notebooks",
        "template": "reports/template",
        "tutorial": "docs/tutorial",
    }
    return installed if installed.is_dir() else PACKAGE.parents[1] / checkout[kind]


def notebook_path(root: Path, name: str) -> Path:
    """Give the place of a notebook: the project's own, or else the package's.

    Where neither has one of that name, the place where the project would have it.

    Parameters
    ----------
    root : folder of the project.
    name : of the notebook, without ``.ipynb``.
    """
    own = root / "notebooks" / f"{name}.ipynb"
    common = shipped("notebooks") / own.name
    return common if common.is_file() and not own.is_file() else own


def template_folder(root: Path) -> Path:
    """Give the folder of a project's document template: its own, or else the package's."""
    own = root / "reports" / "template"
    return own if own.is_dir() else shipped("template")
