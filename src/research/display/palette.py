"""The colours of the report and what each says; charts name what it says, never the colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ACCENT",
    "AREAS",
    "CONTRAST",
    "GREY",
    "GROUPS",
    "INK",
    "MARKS",
    "MUTED",
    "ROLES",
    "RULE",
    "TINT",
    "Role",
    "contrast",
    "lightened",
    "readable",
    "shades",
]

INK = "#17212b"
MUTED = "#566270"
ACCENT = "#0b5c73"
CONTRAST = "#a64617"
RULE = "#c9d3da"
TINT = "#e6eff2"
GREY = "#7d8a96"

MARKS = {
    "better": f"color:{ACCENT};font-weight:600",
    "worse": f"color:{CONTRAST};font-weight:600",
    "base": f"color:{MUTED};font-size:85%",
    "muted": f"color:{MUTED}",
}

Role = Literal[
    "subject",
    "contrast",
    "other",
    "muted",
    "group 1",
    "group 2",
    "group 3",
    "group 4",
    "group 5",
]

ROLES: Mapping[Role, str] = {
    "subject": ACCENT,
    "contrast": CONTRAST,
    "other": GREY,
    "muted": MUTED,
    "group 1": ACCENT,
    "group 2": CONTRAST,
    "group 3": "#846500",
    "group 4": "#6b3f73",
    "group 5": "#3a6b35",
}
"""Colour of each role: what a chart is about, what differs from it or warns, all else, what steps
back; and groups of equal standing, each labelled, since not every reader tells all five apart."""

GROUPS: tuple[Role, ...] = ("group 1", "group 2", "group 3", "group 4", "group 5")
"""Roles of groups of equal standing, in order."""

# How far from its colour towards white the lightest of several shades lies.
_LIGHTEST = 0.72


def lightened(colour: str, share: float) -> str:
    """Give a colour moved towards white by a share of the way.

    Examples
    --------
    >>> lightened("#000000", 0.5), lightened("#0b5c73", 0)
    ('#808080', '#0b5c73')
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


def shades(colour: str, count: int) -> list[str]:
    """Give shades of a colour, itself first and the lightest last.

    Examples
    --------
    >>> shades("#0b5c73", 2)
    ['#0b5c73', '#6397a5']
    """
    return [lightened(colour, _LIGHTEST * place / count) for place in range(count)]


def readable(colour: str) -> str:
    """Give the colour of letters on a colour: the ink or white, whichever can be read better.

    Examples
    --------
    >>> readable("#c9d3da"), readable("#0b5c73")
    ('#17212b', '#ffffff')
    """
    return max((INK, "#ffffff"), key=lambda letters: contrast(letters, colour))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2).

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff")), round(contrast("#0b5c73", "#ffffff"), 1)
    (21, 7.5)
    """
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


AREAS: Mapping[Role, str] = {
    **ROLES,
    "other": RULE,
    "group 3": lightened(ROLES["group 3"], 0.5),
    "group 4": lightened(ROLES["group 4"], 0.35),
    "group 5": lightened(ROLES["group 5"], 0.2),
}
"""Colour of each role where areas touch: also those whose hues a colour-blind reader takes for one
another differ in how light they are (all of protanopia, deuteranopia and tritanopia were tried)."""
