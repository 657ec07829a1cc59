"""Bars stacked of the shares of all answers, from one end or from a neutral middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from research.display.palette import Role
from research.display.specification.parts import (
    Limit,
    Number,
    NumberFormat,
    Row,
    Specification,
    labelled,
)
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    import pandas as pd

__all__ = ["Answer", "Side", "Stack", "Stacks"]

Side = Literal["low", "middle", "high"]

_SAY = Frames(__file__)

# What parts the figures at the end of a bar, and their names.
_PARTS = "; "


class Answer(Row):
    """What one segment of every bar stands for.

    Parameters
    ----------
    label : of the answer, as the key prints it.
    side : of the middle of a scale, the further from it the darker; none where answers are of equal
        standing.
    role : where there is no side.
    sign : stands before its label and its shares, so that it is told by more than its colour.
    """

    side: Side | None = None
    role: Role = "other"
    sign: str = ""

    def signed(self, text: str) -> str:
        """Put the sign before a text."""
        return f"{self.sign} {text}" if self.sign else text


class Stack(Row):
    """One bar.

    Parameters
    ----------
    shares : of the answers, in their order, in percent.
    apart : share of those who gave no answer on the scale, in a column of its own.
    printed : figure at the right, such as a top box or a score.
    muted : whether the bar steps back, since it rests on few.
    head : of the group that begins with this row.
    """

    shares: tuple[Number, ...]
    apart: Limit = None
    printed: str = ""
    muted: bool = False
    head: str = ""


class Stacks(Specification):
    """Stacked bars, one a row.

    Parameters
    ----------
    answers : the segments of every bar, from left to right.
    stacks : in order, the first on top.
    split : whether low answers stand left of a line and high ones right of it, what is in the
        middle half on either side; otherwise all bars begin at one end.
    apart : what stands apart of the scale, at the right.
    figures : what the printed figures are.
    format : how shares are printed.
    """

    kind: Literal["stacks"] = "stacks"
    answers: tuple[Answer, ...] = ()
    stacks: tuple[Stack, ...]
    split: bool = False
    apart: str = ""
    figures: str = ""
    format: NumberFormat = NumberFormat(suffix="%")

    @model_validator(mode="after")
    def _a_share_an_answer(self) -> Self:
        for stack in self.stacks:
            if len(stack.shares) != len(self.answers):
                msg = (
                    f"the bar '{stack.label}' has {len(stack.shares)} shares, and there are "
                    f"{len(self.answers)} answers: give each a share, 0 where nobody chose it"
                )
                raise ValueError(msg)
        return self

    def listing(self) -> str:
        """Say each bar's shares and its figure.

        >>> Stacks(
        ...     answers=(Answer(label="Poor"), Answer(label="Good")),
        ...     stacks=(Stack(label="Speed", shares=(30, 70)),),
        ... ).listing()
        'Speed: Poor 30%, Good 70%'
        """
        return "; ".join(
            _SAY("stack", label=stack.label, listed=", ".join(self._listed(stack)))
            for stack in self.stacks
        )

    def _listed(self, stack: Stack) -> Iterator[str]:
        for answer, share in zip(self.answers, stack.shares, strict=True):
            yield _SAY("share", label=answer.label, share=self.format.printed(share))
        if stack.apart is not None:
            yield _SAY("share", label=self.apart, share=self.format.printed(stack.apart))
        if stack.printed:
            yield from self._figures(stack.printed)

    def _figures(self, printed: str) -> Iterator[str]:
        """Each figure after its own name; bars, too, are parted by what parts these in a chart."""
        names, values = self.figures.split(_PARTS), printed.split(_PARTS)
        if len(names) != len(values):
            names, values = [self.figures], [printed]
        for name, value in zip(names, values, strict=True):
            yield _SAY("share", label=name, share=value).strip()

    def frame(self) -> pd.DataFrame:
        """Give the shares by label, an answer a column."""
        frame = labelled(self.stacks, [], self.stub)
        for place, answer in enumerate(self.answers):
            frame[answer.label] = [stack.shares[place] for stack in self.stacks]
        if self.apart:
            frame[self.apart] = [stack.apart for stack in self.stacks]
        return frame
