"""What a study, its themes and its groups are called in running text."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from research.display.escape import escape
from research.frameworks.priorities import who_ranked
from research.prose.names import BreakdownName, GroupName, Names, ThemeName
from research.wording.dates import is_year
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.edition.themes import Breakdown
    from research.study import Study

__all__ = ["called", "edition_of", "names_of", "source_of"]

_SAY = Frames(__file__)


@lru_cache(maxsize=8)
def names_of(study: Study, write: Callable[[str], str] = escape) -> Names:
    """Names of themes, breakdowns and groups in running text.

    The sectors of the capability benchmark are a breakdown too, of the key ``benchmark``.

    Parameters
    ----------
    study : gives the names.
    write : what makes them literal: for Markdown when left out; `str` for pictures.
    """
    parts = [*study.config.breakdowns]
    if study.config.benchmark:
        parts.append(study.config.benchmark)
    return Names(
        tuple(ThemeName(item.key, write(item.name), write(item.short)) for item in study.themes),
        tuple(_Wanted(part.key, partial(_breakdown, study, part, write)) for part in parts),
    )


class _Wanted(BreakdownName):
    """A breakdown whose words are taken from the study when a sentence first wants them.

    Parameters
    ----------
    key : as in result names.
    make : gives its words.
    """

    def __init__(self, key: str, make: Callable[[], BreakdownName]) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "_make", make)

    _make: Callable[[], BreakdownName]

    @cached_property
    def _made(self) -> BreakdownName:
        return self._make()

    @property
    def groups(self) -> tuple[GroupName, ...]:
        """The groups that the tables show."""
        return self._made.groups

    @property
    def one(self) -> str:
        """Noun for a group."""
        return self._made.one

    @property
    def partial(self) -> bool:
        """Whether respondents belong to groups that the tables do not show."""
        return self._made.partial

    @property
    def several(self) -> str:
        """Plural of the noun, where English makes it otherwise."""
        return self._made.several

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as plain words: who compares or keeps them has used them."""
        made = self._made
        return BreakdownName, (made.key, made.groups, made.one, made.partial, made.several)


def _breakdown(study: Study, part: Breakdown, write: Callable[[str], str]) -> BreakdownName:
    groups = tuple(
        GroupName(group.key, write(group.label), write(group.phrase)) for group in part.columns
    )
    partial = part is not study.config.benchmark and _is_partial(study, part)
    name = BreakdownName(part.key, groups, partial=partial, several=part.many)
    return replace(name, one=part.one) if part.one else name


def _is_partial(study: Study, part: Breakdown) -> bool:
    """Whether respondents belong to groups without a column, or with one too small to be shown."""
    counts = study.read().texts(part.column)[who_ranked(study.ranks)].value_counts()
    least = study.config.privacy.hide_base
    shown = [group.label for group in part.columns if counts.get(group.label, 0) >= least]
    return bool(counts.drop(shown, errors="ignore").sum())


def called(study: Study) -> str:
    """What an edition is called in running text: its year, its date as printed, or by its key."""
    edition = study.config.edition
    if is_year(edition):
        return edition
    return study.config.date or _SAY("key", edition=edition)


def source_of(study: Study) -> str:
    """Say what the data of a chart are and of which edition, for who is shown it by itself."""
    kind = study.config.provenance
    return " · ".join([*([_SAY(f"kinds.{kind}")] if kind else []), edition_of(study)])


def edition_of(study: Study) -> str:
    """Say of which edition a picture is, where it draws no data."""
    edition, date = study.config.edition, study.config.date
    if is_year(edition) or not date:
        return _SAY("source.edition", edition=edition)
    return _SAY("source.dated", date=date)
