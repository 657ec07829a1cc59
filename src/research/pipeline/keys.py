"""Content keys: digests of all that a chapter's outcome depends on, by name.

A chapter is run again only when one of them changed. Computed from files alone: nothing of the
analysis is imported to decide that there is nothing to do.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.edition.reliance import Reliance
from research.files import digest, digest_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from research.pipeline.plan import Chapter, Edition

__all__ = [
    "ANALYSIS",
    "DOCUMENTS",
    "Change",
    "Surroundings",
    "changes",
    "chapter_inputs",
    "files_under",
    "surroundings",
    "versions",
]

PACKAGE = Path(__file__).parents[1]

# Rooms and modules that notebooks never reach: a change there changes no chapter.
BEYOND = {
    "audit",
    "build",
    "cli.py",
    "coding",
    "commands",
    "commentary",
    "entry.py",
    "pipeline",
    "proposing",
    "reference",
    "report",
    "review",
    "simulation",
    "starting",
}
# Notebooks and template in an installed package: they count where they are used, as a project's do.
SHIPPED = "shipped"

# Libraries whose version can change what a notebook shows.
ANALYSIS = (
    "font_source_sans_pro",
    "fonttools",
    "ipykernel",
    "ipython",
    "jinja2",
    "linkify_it_py",
    "lxml",
    "markupsafe",
    "matplotlib",
    "matplotlib_inline",
    "numpy",
    "pandas",
    "pandera",
    "papermill",
    "phonenumbers",
    "pillow",
    "pyarrow",
    "pydantic",
    "pydantic_core",
    "pyreadstat",
    "pyspellchecker",
    "python_calamine",
    "pyyaml",
    "scipy",
    "seaborn",
    "statsmodels",
    "wcwidth",
)
# Libraries whose version can change how the documents look.
DOCUMENTS = (
    "brotli",
    "font_source_sans_pro",
    "fonttools",
    "jinja2",
    "lxml",
    "markupsafe",
    "mistune",
    "nbconvert",
    "nbformat",
    "pygments",
    "pypandoc_binary",
    "python_docx",
    "typst",
    "xlsxwriter",
)


@dataclass(frozen=True)
class Change:
    """An input that differs from the last run.

    Parameters
    ----------
    name : file, parameter, setting or library.
    old, new : digest or value; empty where there was or is none.
    """

    name: str
    old: str
    new: str

    def __str__(self) -> str:
        if not self.old:
            return f"{self.name}: new ({self.new})"
        if not self.new:
            return f"{self.name}: gone (was {self.old})"
        return f"{self.name}: {self.old} -> {self.new}"


@dataclass(frozen=True)
class Surroundings:
    """What all chapters of a build share.

    Parameters
    ----------
    python : version of Python.
    libraries : versions of the libraries that matter.
    package : digests of the package's modules that notebooks reach.
    """

    python: str
    libraries: Mapping[str, str]
    package: Mapping[str, str]

    def named(self) -> dict[str, str]:
        """Give them by the names under which `explain` lists them."""
        return {
            "Python": self.python,
            **{f"library {name}": version for name, version in self.libraries.items()},
            "package research": digest([f"{k}={v}" for k, v in sorted(self.package.items())]),
        }


def surroundings() -> Surroundings:
    """Give what all chapters share."""
    return Surroundings(
        python=".".join(map(str, sys.version_info[:3])),
        libraries=versions(ANALYSIS),
        package=package_digests(),
    )


def package_digests(*, beyond: bool = False) -> dict[str, str]:
    """Give digests of the package's modules: those that notebooks reach, or the others."""
    found = {}
    for path in files_under(PACKAGE):
        name = os.path.relpath(path, PACKAGE)
        room = name.partition(os.sep)[0]
        if name.endswith((".pyc", ".tmp")) or room == SHIPPED or (room in BEYOND) is not beyond:
            continue
        found[name] = digest_file(Path(path))
    return found


def chapter_inputs(
    chapter: Chapter,
    code: str,
    shared: Surroundings,
    reads: Iterable[str],
    edition: Edition,
) -> dict[str, str]:
    """Give the inputs of a chapter: name and digest, or value where it is short.

    Parameters
    ----------
    chapter : the chapter.
    code : digest of its notebook's code cells.
    shared : what all chapters share.
    reads : files that its last run read, relative to the edition's root; ``file#part`` where it
        used no more of a YAML file than a part, as `research.edition.reliance` names them.
    edition : the edition; parts of its parameter file are called settings.
    """
    own = edition.path.relative_to(edition.root).as_posix()
    settings, files = {}, {}
    for name in sorted(reads):
        file, _, part = name.partition("#")
        if file == own:
            settings[f"setting {part or '*'}"] = digest(
                _canonical(edition.reliance.of(part or "*"))
            )
        else:
            files[f"file {name}"] = _digest_read(edition.root, file, part)
    return {
        f"code of {chapter.notebook.name}": code,
        **{f"parameter {name}": str(value) for name, value in sorted(chapter.parameters.items())},
        **shared.named(),
        **settings,
        **files,
    }


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """Give what differs, in the order of the new inputs."""
    names = dict.fromkeys([*new, *old])
    return [
        Change(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def versions(names: Collection[str]) -> dict[str, str]:
    """Give the installed versions, read from the names of the folders that installers leave.

    `importlib.metadata` would read each library's description; this reads one listing.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            entries = os.listdir(place or ".")  # noqa: PTH208 - the fastest there is
        except OSError:
            continue
        for entry in entries:
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                name = name.lower().replace(".", "_")
                if name in names:
                    found.setdefault(name, version)
    return dict(sorted(found.items()))


def files_under(folder: Path | str) -> Iterator[str]:
    """Give the files below a folder, sorted; hidden ones and caches left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from files_under(entry.path)
        else:
            yield entry.path


def _digest_read(root: Path, file: str, part: str) -> str:
    content = digest_file(root / file)
    if not part:
        return content
    found = _yaml(root / file, content)
    return "" if found is None else digest(_canonical(found.of(part)))


@functools.lru_cache(maxsize=256)
def _yaml(path: Path, content: str) -> Reliance | None:
    """Read a YAML file again only when its content has another digest."""
    from research.edition.yamlfile import parse_yaml
    from research.errors import InputError

    del content
    try:
        return Reliance(parse_yaml(path.read_bytes()))
    except (OSError, InputError):
        return None


def _canonical(value: Any) -> str:
    """Give a value as text: in its own order, which is that of tables, and numbers as written."""
    return json.dumps(_as_written(value), default=str)


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_written(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_written(one) for one in value]
    return ["number", value.written] if hasattr(value, "written") else value
