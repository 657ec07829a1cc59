"""One group among its fellows, as the rules on breakdowns look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.prose.kinds import read_claim
from research.prose.observation import Observation
from research.prose.wordings import worded
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.ordinals import ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from research.prose.claims import Claim
    from research.prose.evidence import Standings
    from research.prose.names import BreakdownName, Names
    from research.prose.observation import Thresholds

__all__ = ["GroupView"]

_SAY = Frames(__file__, "groups")


@dataclass(frozen=True)
class GroupView:
    """A group (or a whole breakdown), all its fellows, the names and the thresholds."""

    about: str
    data: Standings
    names: Names
    limits: Thresholds

    @property
    def noun(self) -> BreakdownName:
        """What the groups are called."""
        return self.names.breakdown(self.about.partition(".")[0])

    @property
    def where(self) -> str:
        """The group in running text."""
        return self.names.group(self.about).text

    @property
    def prevails(self) -> bool:
        """Whether most respondents are in it, so that the overall order is largely its own."""
        return self.data.shares.get(self.about, 0) > 1 / 2

    @property
    def column(self) -> dict[str, int]:
        """Rank of every theme in the group, best first."""
        return dict(sorted(self.data.groups[self.about].items(), key=lambda item: item[1]))

    @property
    def fellows(self) -> tuple[str, ...]:
        """The other groups."""
        return tuple(group for group in self.data.members() if group != self.about)

    def claim(self, kind: str, themes: Iterable[str], value: float = 0, **more: object) -> Claim:
        """Claim about this group."""
        mapping = {"kind": kind, "themes": themes, "groups": [self.about], "value": value}
        return read_claim({**mapping, **more})

    def ranked(self, themes: Iterable[str]) -> str:
        """Themes as a list, each with its rank in the group."""
        return series(
            _SAY("with rank", theme=self.names.theme(theme), rank=ordinal(self.column[theme]))
            for theme in themes
        )

    def moved(self, themes: Iterable[str]) -> str:
        """Themes as a list, each with its ranks overall and in the group."""
        return series(
            _SAY(
                "moved",
                theme=self.names.theme(theme),
                before=ordinal(self.data.overall[theme]),
                rank=ordinal(self.column[theme]),
            )
            for theme in themes
        )

    def against(self, themes: Iterable[str], other: str) -> str:
        """Themes as a list, each with its ranks in the group and in another one."""
        return series(
            _SAY(
                "against",
                theme=self.names.theme(theme),
                rank=ordinal(self.column[theme]),
                other=ordinal(self.data.rank(theme, other)),
            )
            for theme in themes
        )

    def stands_out(self, theme: str, *, lowest: bool) -> bool:
        """Whether the group alone has the theme's highest (or lowest) rank."""
        own = self.column[theme]
        others = [self.data.rank(theme, group) for group in self.fellows]
        return own > max(others) if lowest else own < min(others)

    def found(
        self, rule: str, salience: float, claims: Iterable[Claim], /, **parts: str | int
    ) -> Observation:
        """Observation about this group, with the results that its claims name."""
        stated = tuple(claims)
        figures = dict.fromkeys(
            f"{group}.{theme}.rank"
            for claim in stated
            for group in claim.groups
            for theme in claim.themes
        )
        words = worded(_SAY, rule, {}, **parts)
        return Observation(rule, self.about, words, salience, stated, tuple(figures))
