"""The state of a built edition: one digest over all inputs, and a mark for every published file.

Decided from bytes alone, before YAML or anything of the analysis is loaded.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from research.edition.project import EDITION, notebook_path, project_root, template_folder
from research.files import digest, digest_file
from research.pipeline.keys import ANALYSIS, DOCUMENTS, PACKAGE, files_under, versions
from research.pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["current", "record", "work_folder"]

WORK = ".work"


def work_folder(report: Path) -> Path:
    """Give the hidden folder beside an edition's report."""
    return report / WORK


def current(
    params: Path, formats: Sequence[str] | None, engine: str
) -> tuple[Path, dict[str, Any]] | None:
    """Give report folder and record of the last build, when everything is as it left it.

    Parameters
    ----------
    params : absolute path of the parameter file.
    formats : formats wanted; those of the last build if None.
    engine : engine wanted, as typed.
    """
    try:
        edition = EDITION.search(params.read_bytes())
    except OSError:
        return None
    if edition is None:
        return None
    root = project_root(params)
    report = root / "reports" / edition[1].decode()
    found = Store(work_folder(report)).content.get("build")
    if not found or found["params"] != os.path.relpath(params, root) or found["engine"] != engine:
        return None
    if formats is None and not found["complete"]:
        return None
    if not set(formats or ()) <= set(found["formats"]):
        return None
    if found["published"] != _published(report, found["published"]):
        return None
    if found["inputs"] != _inputs(root, found["files"], found.get("notebooks", ())):
        return None
    return report, found


def record(
    params: Path,
    report: Path,
    *,
    files: Iterable[str],
    notebooks: Iterable[str],
    published: Iterable[str],
) -> dict[str, Any]:
    """Note the state of a build that has just been published.

    Parameters
    ----------
    params : absolute path of the parameter file.
    report : where the report stands.
    files : what it was made from, relative to the edition's root.
    notebooks : names of those that were run, wherever they stand.
    published : files of the report, relative to `report`.
    """
    root = project_root(params)
    files, notebooks = sorted(files), sorted(notebooks)
    return {
        "params": os.path.relpath(params, root),
        "files": files,
        "notebooks": notebooks,
        "inputs": _inputs(root, files, notebooks),
        "published": _published(report, published),
    }


def _inputs(root: Path, files: Sequence[str], notebooks: Sequence[str]) -> str:
    parts = [f"{name}={digest_file(root / name)}" for name in files]
    parts.extend(f"{name}={digest_file(notebook_path(root, name))}" for name in notebooks)
    for folder in map(os.fspath, (template_folder(root), PACKAGE)):
        parts.extend(
            f"{path.removeprefix(folder + os.sep)}={digest_file(path)}"
            for path in files_under(folder)
        )
    libraries = [f"{name}={value}" for name, value in versions((*ANALYSIS, *DOCUMENTS)).items()]
    return digest([sys.version, _quarto(), *libraries, *parts])


def _published(report: Path, names: Iterable[str]) -> dict[str, str]:
    """Mark published files by size and time: nobody edits them with care to keep both."""
    marks = {}
    for name in names:
        try:
            status = os.stat(os.path.join(report, name))  # noqa: PTH116, PTH118
        except OSError:
            continue
        marks[name] = f"{status.st_size} {status.st_mtime_ns}"
    return marks


def _quarto() -> str:
    """Mark the Quarto that would be used: asking it for its version takes longer than all else."""
    command = os.environ.get("QUARTO_PATH") or shutil.which("quarto")
    if not command:
        return ""
    try:
        return f"{command} {os.stat(command).st_mtime_ns}"  # noqa: PTH116
    except OSError:
        return command
