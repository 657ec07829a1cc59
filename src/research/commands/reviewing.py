"""Reviews on the command line."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from research.review.verb import Reviewed

__all__ = ["compare", "review"]


def review(
    params: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PARAMS]...",
            help="Parameter files, or folders of them; all of params/ if left out.",
        ),
    ] = None,
    base: Annotated[
        str,
        typer.Option(metavar="REVISION", help="Of git: main; what is committed if left out."),
    ] = "",
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="SECTION", help="By its id, or theme-*; again for more."),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Stage the reports as they are now.")
    ] = False,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it for a pull request, too.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as one HTML page, too.")
    ] = None,
) -> None:
    """Tell what a change did to the reports: sentences, values, tables, charts, and why.

    **research review params/2015.yml** holds the edition as a build makes it against what is
    committed of it: **reports/2015/report.md** and **results.json**. **--base main** holds it
    against a branch, which is read without touching your files.

    Ends with 0 where nothing changed, with 1 where something did, and then with the command that
    accepts it; with 2 where an edition has problems.
    """
    from research.build.folders import editions_in
    from research.build.progress import Terminal
    from research.review.markdown import markdown as as_markdown
    from research.review.page import page as as_page
    from research.review.terminal import terminal_lines
    from research.review.verb import accept as stage
    from research.review.verb import review as look

    files = [
        file
        for path in params or [Path("params")]
        for file in (editions_in(path) if path.is_dir() else [path])
    ]
    found = []
    for file in files:
        with Terminal() as progress:
            found.append(look(file, base, only or (), progress=progress))
        for line in terminal_lines(found[-1].changes):
            typer.echo(line)
    code = max((one.exit_code for one in found), default=0)
    way = _way([one for one in found if one.exit_code])
    ways = [way] if way else []
    for target, write in ((markdown, as_markdown), (page, as_page)):
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(write([one.changes for one in found], ways), encoding="utf-8")
    if accept:
        for path in stage(found):
            typer.echo(f"staged: {path}")
    elif code:
        typer.echo(f"\n{way}")
        raise typer.Exit(code)


def _way(changed: list[Reviewed]) -> str:
    """The command that accepts what was found, or what stands in its way."""
    if not changed:
        return ""
    if any(one.problems for one in changed):
        return "Correct what its texts say, then review again: such a report is not published."
    names = " ".join(shlex.quote(str(one.params)) for one in changed)
    return f"Meant? Accept it: research review {names} --accept, then commit."


def compare(
    old: Annotated[
        str,
        typer.Argument(metavar="A", help="A parameter file, a built folder, or a revision of git."),
    ],
    new: Annotated[str, typer.Argument(metavar="B", help="The same, of what came later.")],
    params: Annotated[
        list[Path] | None,
        typer.Option(
            "--params",
            metavar="PARAMS",
            help="Edition that revisions are compared in; again for more.",
        ),
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as Markdown, too.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as one HTML page, too.")
    ] = None,
) -> None:
    """Compare two editions, two built folders or two revisions: what is different in B.

    **research compare params/2015.yml params/2016.yml** tells of parameters, of the questionnaire
    (new, gone, reworded), of rows and cells of the data by their ids, of values by name (with tests
    where one edition is a wave before the other), and of every sentence, table and chart.
    **research compare main HEAD --params params/2015.yml** does so of two revisions of git, without
    touching your files; **research compare sent/2015 reports/2015** of two folders.

    Ends with 0 where nothing differs, with 1 where something does, with 2 where one of the two is
    not there or was never built.
    """
    from research.edition.project import project_around
    from research.review.comparing import compare as hold
    from research.review.markdown import markdown as as_markdown
    from research.review.page import page as as_page
    from research.review.terminal import terminal_lines

    found = hold(old, new, project_around(Path.cwd()), params or ())
    for changes in found:
        for line in terminal_lines(changes):
            typer.echo(line)
    for target, write in ((markdown, as_markdown), (page, as_page)):
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(write(found, title="Comparison"), encoding="utf-8")
    if any(changes or changes.groups for changes in found):
        raise typer.Exit(1)
