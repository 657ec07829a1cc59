"""Earlier editions: the parameter files of waves, opened, and circles among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.edition.judgement import load_edition
from research.edition.parameters import ANSWERS
from research.edition.waves.named import Waves
from research.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from research.edition.parameters import Edition

__all__ = ["earlier_edition"]


def earlier_edition(edition: Edition, path: Path, key: str) -> tuple[Edition, Path]:
    """Open an edition that another names among its waves.

    Parameters
    ----------
    edition : that names it.
    path : of its parameter file.
    key : of the wave.

    Returns
    -------
    The earlier edition, and the file that describes it: the same one where waves share a file.

    Raises
    ------
    InputError
        With every problem of its parameter file, or if it names this one as a wave in its turn.
    """
    file = edition.waves.earlier[key].file
    if file is None:
        return _of_rows(edition, edition.waves.cells[key]), path
    place = (path.parent / file).resolve()
    found = edition if place == path.resolve() else load_edition(place)
    for way in _ways_back(found, place, path.resolve(), (place,)):
        names = " > ".join(each.name for each in (path, *way))
        raise InputError(
            [
                Problem(
                    path,
                    f"the waves go in a circle: {names}",
                    key=f"waves.earlier.{key}",
                    hint="an edition names those before it, and none that names it",
                )
            ]
        )
    return found, place


def _of_rows(edition: Edition, cell: str) -> Edition:
    """Give the edition of an earlier wave in the same file: other rows of it count."""
    table = edition.data[ANSWERS]
    chosen = table.model_copy(update={"filter": {**table.filter, str(table.wave): [cell]}})
    return edition.model_copy(update={"data": {**edition.data, ANSWERS: chosen}, "waves": Waves()})


def _ways_back(
    edition: Edition, place: Path, wanted: Path, way: tuple[Path, ...]
) -> Iterator[tuple[Path, ...]]:
    """Find ways from an edition back to one, by the waves that each names."""
    if place == wanted:
        yield way
        return
    for wave in edition.waves.earlier.values():
        if wave.file is None:
            continue
        there = (place.parent / wave.file).resolve()
        if there == wanted:
            yield (*way, there)
        elif there not in way and there.is_file():
            yield from _ways_back(load_edition(there), there, wanted, (*way, there))
