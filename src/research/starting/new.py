"""A new edition from a stranger's file: data, parameter file and texts to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from research.errors import InputError, Problem
from research.files import write_bytes, write_text
from research.proposing.choices import asked, read_answers
from research.proposing.looking import look
from research.proposing.parameterfile import parameter_file
from research.proposing.proposal import propose_of
from research.sources.formats.opening import files_of
from research.starting.place import place_of, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from research.proposing.choices import Asked
    from research.proposing.proposal import Proposal

    Interview = Callable[[Proposal, list[Asked]], Mapping[str, Any]]

__all__ = ["Started", "from_file"]

_STUB = """\
# Summary

<!-- What a reader should remember, in five or six sentences. A result is never typed: write its
name between double braces, as 'research results {params}' lists them after a build, and the report
has the figure. Then take this remark away. -->
"""


@dataclass(frozen=True)
class Started:
    """What was written.

    Parameters
    ----------
    params : the parameter file.
    files : all files written, the parameter file first.
    proposal : what was found in the file.
    answers : what a person said of it.
    """

    params: Path
    files: list[Path]
    proposal: Proposal
    answers: Mapping[str, Any] = field(default_factory=dict)


def from_file(
    name: str,
    source: Path,
    folder: Path,
    *,
    sheet: str = "",
    answers: Path | None = None,
    interview: Interview | None = None,
) -> Started:
    """Start an edition from a file of answers.

    Parameters
    ----------
    name : of the edition.
    source : the file, of any format that is read; it is copied into the project.
    folder : of the project; an empty one becomes a project.
    sheet : of a workbook; the first where left out.
    answers : a file of answers, for a run that can be repeated.
    interview : asks a person what the file of answers does not say; the proposals stand without.

    Raises
    ------
    InputError
        The name is taken or none, the file cannot be read, an answer is not allowed. Then nothing
        is written.
    """
    params = place_of(name, folder)
    looked = look(source, sheet=sheet)
    proposal = propose_of(looked)
    title = title_of(name)
    said: dict[str, Any] = read_answers(answers, proposal, title) if answers else {}
    if interview is not None:
        open_ = [one for one in asked(proposal, title) if one.key not in said]
        said |= dict(interview(proposal, open_))
    if said:
        proposal = propose_of(looked, said)
    origins = [*files_of(source), *proposal.roles.beside]
    data = _data(source, origins, folder, name)
    pairs = [
        (origin, target)
        for target, origin in zip(data, origins, strict=True)
        if target.resolve() != origin.resolve()
    ]
    _check_free([target for origin, target in pairs if not _same(origin, target)])
    written = [write_bytes(target, origin.read_bytes()) for origin, target in pairs]
    text = folder / "reports" / name / "texts" / "summary.md"
    if not text.exists():
        written.append(write_text(text, _STUB.format(params=f"params/{name}.yml")))
    place = f"../{data[0].resolve().relative_to(folder.resolve()).as_posix()}"
    content = parameter_file(proposal, name=name, title=str(said.get("title", title)), data=place)
    # Last: an edition is there when everything that it names is.
    return Started(params, [write_text(params, content), *written], proposal, said)


def _data(source: Path, origins: list[Path], folder: Path, name: str) -> list[Path]:
    """Where the data are to stand: where they do, inside the project; else in its own folder."""
    inside = source.resolve().is_relative_to(folder.resolve())
    home = source.parent if inside else folder / "data" / name
    return [home / path.name for path in origins]


def _same(origin: Path, target: Path) -> bool:
    return not target.exists() or target.read_bytes() == origin.read_bytes()


def _check_free(taken: list[Path]) -> None:
    """Refuse to write over other files."""
    hint = "move it away, or give your file another name"
    problems = [Problem(path, "another file is there already", hint=hint) for path in taken]
    if problems:
        raise InputError(problems)
