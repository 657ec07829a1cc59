"""The command that writes files for a customer system."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(help="Write files for other systems.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """Write files for other systems."""


@app.command()
def crm(
    params: Annotated[
        Path, typer.Argument(metavar="PARAMS", help="Parameter file of an edition with a supplier.")
    ],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Folder; crm beside the report if left out."),
    ] = None,
) -> None:
    """Write accounts, contacts, scores and verbatims for a customer system.

    **research export crm params/2016.yml** writes reports/2016/crm/accounts.csv, contacts.csv,
    scores.csv, verbatims.csv, referrals.csv, and fields.csv that says what each field is. There
    are ids and no names; contacts who did not waive their anonymity have no row. The files are
    exempt from privacy.hide_base: they are for account managers, not for readers of the report.
    """
    from research.build.crm import export_crm

    files, told = export_crm(Path(params), to)
    for path in files:
        typer.echo(f"wrote {path}")
    for line in told:
        typer.echo(line)


@app.command()
def register(
    params: Annotated[
        Path, typer.Argument(metavar="PARAMS", help="Parameter file of an edition with a supplier.")
    ],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="File; register.csv beside the report."),
    ] = None,
) -> None:
    """Write an action register to start from.

    **research export register params/2016.yml** writes reports/2016/register.csv: a row for each
    account that is at risk or whose relationship is weak and that has no open action, by ids alone,
    with what its kind asks for. Fill in owner and day, and name the file under data.actions.
    """
    from research.build.register import export_register

    path, count = export_register(Path(params), to)
    typer.echo(f"wrote {path}")
    typer.echo(f"accounts that need an action: {count}")
