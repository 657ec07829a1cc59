"""Revisions: files of a project as git has them, read without a checkout of the work tree."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from research.errors import InputError, Problem

__all__ = ["INDEX", "Repository", "repository"]

INDEX = ""
"""In place of a revision: what is committed, or staged to be."""

# Longer than any of these commands takes; a lock that another program holds ends it.
_PATIENCE = 60


@dataclass(frozen=True)
class Repository:
    """A git repository.

    Parameters
    ----------
    root : its top folder.
    """

    root: Path

    def content(self, revision: str, path: Path) -> bytes | None:
        """Give a file as it was; None where it was not there.

        Parameters
        ----------
        revision : as git takes it, or `INDEX`.
        path : absolute path of the file in the work tree.
        """
        name = f"{revision}:{self.name(path)}"
        found = _git(self.root, "cat-file", "blob", name)
        return found.stdout if found.returncode == 0 else None

    def name(self, path: Path) -> str:
        """Name a file as git does, from the top of the repository."""
        return path.resolve().relative_to(self.root).as_posix()

    def changed(self, revision: str, folder: Path) -> dict[str, tuple[int, int]]:
        """Give files below a folder that differ from a revision, with lines added and removed.

        Parameters
        ----------
        revision : as git takes it.
        folder : absolute path.
        """
        told = _git(self.root, "diff", "--numstat", "--no-renames", revision, "--", str(folder))
        new = _git(self.root, "ls-files", "--others", "--exclude-standard", "--", str(folder))
        found = dict.fromkeys(new.stdout.decode(errors="replace").splitlines(), (0, 0))
        for line in told.stdout.decode(errors="replace").splitlines():
            added, removed, name = line.split("\t", 2)
            found[name] = (_count(added), _count(removed))
        return found

    def check(self, revision: str) -> None:
        """See that there is such a revision.

        Raises
        ------
        InputError
            If there is none.
        """
        found = _git(self.root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if found.returncode:
            listed = _git(self.root, "branch", "--all", "--format=%(refname:short)")
            names = listed.stdout.decode(errors="replace").split()
            problem = Problem(
                "--base",
                f"there is no revision '{revision}' in this repository",
                allowed=", ".join(names[:12]) or "none yet: commit first",
                hint="in a shallow clone: git fetch origin main",
            )
            raise InputError([problem])

    def stage(self, paths: list[Path]) -> None:
        """Put files where the next commit takes them from, also those that git is told to ignore.

        Raises
        ------
        InputError
            If git refuses.
        """
        told = _git(self.root, "add", "--force", "--", *map(str, paths))
        if told.returncode:
            said = told.stderr.decode(errors="replace").strip().splitlines()
            what = f"git stages nothing here: {said[-1] if said else 'it does not say why'}"
            raise InputError([Problem(self.root, what, hint="see: git status")])


def repository(folder: Path) -> Repository:
    """Find the repository that a folder is in.

    Parameters
    ----------
    folder : of a project.

    Raises
    ------
    InputError
        If it is in none, or git is not there.
    """
    try:
        found = _git(folder, "rev-parse", "--show-toplevel")
    except OSError:
        what, hint = "git is not installed, and a review reads from it what was before", ""
        raise InputError([Problem(folder, what, hint=hint or "install git")]) from None
    if found.returncode:
        what = "this folder is in no git repository, which keeps what was before"
        hint = "git init, research build, then research review --accept and git commit"
        raise InputError([Problem(folder, what, hint=hint)])
    return Repository(Path(found.stdout.decode().strip()).resolve())


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    # No shell, and names behind -- or within one word: a revision that begins with - is none.
    return subprocess.run(
        ["git", "-c", "core.quotepath=off", *words],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else 0
