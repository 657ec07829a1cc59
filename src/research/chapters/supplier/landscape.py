"""The accounts of a supplier by size and share of wallet, without and with their sentiment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.chapters.customers import customers
from research.chapters.naming import source_of
from research.chapters.thinness import enough, or_why
from research.display.chart import Chart
from research.display.escape import escape
from research.display.specification.parts import Axis, Base, Entry, NumberFormat
from research.display.specification.scatter import Corner, Point, Views
from research.frameworks.accounts import QUADRANTS
from research.wording.figures import money, plain
from research.wording.frames import Frames
from research.wording.numbers import number
from research.wording.shares import percent

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from research.display.palette import Role
    from research.study import Study

__all__ = ["views_of"]

_SAY = Frames(__file__)

_ROLES: tuple[Role, ...] = ("subject", "contrast", "other")


def _points(study: Study, part: str) -> pd.DataFrame:
    frame = customers(study, part).named
    return frame.dropna(subset=["wallet"]).rename(columns={"wallet": "x", "revenue": "y"})


@or_why
def views_of(study: Study, part: str = "") -> Chart:
    """Draw the accounts by size and share of wallet, and again with what their people say.

    Parameters
    ----------
    study : an edition with accounts.
    part : of the accounts, where a chapter is about some of them.
    """
    about, points = customers(study, part), _points(study, part)
    enough(len(points) > 0, _SAY("nothing"))
    unknown = len(about.landscape) - len(points)
    high = points["nps"] >= about.cuts.nps
    roles = np.select([points["nps"].isna(), high], ["other", "subject"], "contrast")
    named = _SAY.named("roles")
    fewest = study.config.privacy.named_base
    if fewest > 1:
        named["other"] = _SAY("few", fewest=number(fewest))
    key = tuple(Entry(role=role, text=named[role]) for role in _ROLES)
    parted = ", ".join(
        _SAY("counted", count=int((roles == entry.role).sum()), role=entry.text) for entry in key
    )
    labels = _named(points, roles, about.cuts.wallet)
    first, second = _SAY.listed("heads")
    views = Views(
        title=_SAY("title"),
        subtitle=_SAY("subtitle"),
        base=Base(counts=(len(points),), of=_SAY("base")),
        source=source_of(study),
        points=tuple(
            Point(x=x, y=y, role=role, label=label)
            for x, y, role, label in zip(points["x"], points["y"], roles, labels, strict=True)
        ),
        corners=_corners(),
        heads=(first, second),
        x=Axis(label=_SAY("wallet")),
        y=Axis(
            label=_SAY("revenue", currency=study.supplier.currency),
            log=True,
            format=NumberFormat(scaled=True),
        ),
        x_cut=about.cuts.wallet,
        key=key,
    )
    return Chart(
        id=f"fig-accounts-views{about.slug}",
        caption=_SAY("caption"),
        alt=_SAY(
            "alt",
            accounts=len(points),
            least=money(points["y"].min()),
            most=money(points["y"].max()),
            low=percent(points["x"].min()),
            high=percent(points["x"].max()),
            parted=parted,
        ),
        figure=views,
        data=points[["x", "y", "nps"]].set_axis(_SAY.listed("columns"), axis=1),
        notes=[
            _SAY(
                "note",
                population=escape(about.population),
                nps=plain(about.cuts.nps),
                unknown=unknown,
            )
        ],
    )


def _named(points: pd.DataFrame, roles: NDArray[np.str_], cut: float) -> list[str]:
    """Name the largest account of each quadrant."""
    large = points["x"] >= cut
    named = {
        key
        for side in (large, ~large)
        for role in ("subject", "contrast")
        for key in points["y"].where(side & (roles == role)).nlargest(1).index
    }
    return [str(key) if key in named else "" for key in points.index]


def _corners() -> tuple[Corner, ...]:
    """Name the four quadrants: two at each side of the cut, by what the marks are."""
    fans, advocates, risk, fixes = QUADRANTS
    said = [
        "\n".join(
            (_SAY("corners.promoters", quadrant=happy), _SAY("corners.others", quadrant=other))
        )
        for happy, other in ((advocates, fixes), (fans, risk))
    ]
    return Corner(side="left", end="top", text=said[0]), Corner(
        side="right", end="top", text=said[1]
    )
