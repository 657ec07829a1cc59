"""A desk: a reader's way through the comments of a sheet, saved at every step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from research.display.escape import clean
from research.errors import InputError
from research.files import digest_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from research.coding.sheets import Sheet
    from research.coding.suggesting import Suggestions
    from research.edition.codeframe import FrameNode

__all__ = ["Desk"]


@dataclass
class Desk:
    """One comment after the other, with what a reader gives it.

    Parameters
    ----------
    sheet : that is filled.
    coder : who reads; written beside the codes.
    suggestions : learnt for the comments that wait; those that the sheet holds where left out.
    waiting : whether steps lead to comments without a code alone.
    at : place of the comment that lies on the desk, from 0.
    said : what there is to tell the reader, in a sentence.
    """

    sheet: Sheet
    coder: str = ""
    suggestions: Suggestions | None = None
    waiting: bool = False
    at: int = field(init=False)
    said: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self._order = [*self.sheet.comments]
        self._known = digest_file(self.sheet.path)
        waiting = self.sheet.waiting
        self.at = self._order.index(waiting[0]) if waiting else 0

    def __len__(self) -> int:
        return len(self._order)

    @property
    def frame(self) -> list[dict[str, Any]]:
        """The codes in their nets, as a page needs them."""
        return [_node(key, node) for key, node in self.sheet.frame.codes.items()]

    def view(self) -> dict[str, Any]:
        """Give what lies on the desk, as a page needs it: names masked, nothing that hides."""
        coded = len(self.sheet.coded)
        found = {"at": self.at, "of": len(self), "coded": coded, "said": self.said}
        found |= {"waiting": self.waiting, "file": self.sheet.path.name}
        if not self._order:
            return {**found, "id": "", "comment": "", "codes": [], "suggestions": []}
        ids = self._order[self.at]
        lines = self.sheet.comments[ids].splitlines()
        return found | {
            "id": clean(" · ".join(ids)),
            "comment": "\n".join(map(clean, lines)),
            "codes": self.sheet.codes(ids),
            "suggestions": [{"code": code, "chance": chance} for code, chance in self._for(ids)],
        }

    def give(self, at: int, code: str) -> None:
        """Give a comment a further code, and save.

        Parameters
        ----------
        at : place of the comment that the reader sees.
        code : key of the frame.
        """
        most = self.sheet.coding.most
        self._change(
            at,
            # Where one code is all, another takes its place.
            lambda codes: [code] if most == 1 else codes if code in codes else [*codes, code],
        )

    def take(self, at: int, code: str) -> None:
        """Take a code back from a comment, and save; as `give`."""
        self._change(at, lambda codes: [one for one in codes if one != code])

    def _change(self, at: int, change: Callable[[list[str]], list[str]]) -> None:
        if at != self.at or not self._order:
            self.said = "Another comment lies here now; nothing was changed."
            return
        ids = self._order[at]
        before = dict(self.sheet.rows[ids])
        fault = self._given(ids, change(self.sheet.codes(ids)))
        if fault:
            self.sheet.rows[ids] = before
        self.said = fault or f"Saved in {self.sheet.path.name}."

    def move(self, step: int) -> None:
        """Go on, or back where a step is below 0; past codes given where only waiting ones count.

        Parameters
        ----------
        step : 1 for the next comment, -1 for the one before.
        """
        way = range(self.at + 1, len(self)) if step > 0 else range(self.at - 1, -1, -1)
        open_to = {*self.sheet.waiting} if self.waiting else {*self._order}
        places = [at for at in way if self._order[at] in open_to]
        self.said = "" if places else self._end(step)
        self.at = places[0] if places else self.at

    def only(self, waiting: bool) -> None:
        """Choose whether steps lead to comments without a code alone."""
        self.waiting, self.said = waiting, ""
        if waiting and self._order and self.sheet.codes(self._order[self.at]):
            self.move(1)

    def _end(self, step: int) -> str:
        side = "after" if step > 0 else "before"
        if not self.waiting:
            return f"There is no comment {side} this one."
        left = len(self.sheet.waiting)
        return f"No comment {side} this one waits." if left else "Every comment has its codes."

    def _for(self, ids: tuple[str, ...]) -> Sequence[tuple[str, str]]:
        if self.suggestions is None:
            return self.sheet.suggested(ids)
        return [(code, f"{chance:.2f}") for code, chance in self.suggestions.of.get(ids, ())]

    def _given(self, ids: tuple[str, ...], codes: Sequence[str]) -> str:
        """Give codes and write the sheet; or say why that cannot be."""
        path = self.sheet.path
        try:
            self.sheet.give(ids, codes, self.coder)
            if digest_file(path) != self._known:
                return (
                    f"{path.name} was changed elsewhere since it was opened here: run the cell "
                    "again to go on. Nothing was saved."
                )
            self.sheet.write(self.suggestions)
        except InputError as error:
            fault = error.problems[0]
            return f"{'; '.join(filter(None, (fault.what, fault.allowed, fault.hint)))}."
        except OSError as error:
            return f"{path.name} cannot be written, and nothing was saved: {error.strerror}."
        self._known = digest_file(path)
        return ""


def _node(key: str, node: FrameNode) -> dict[str, Any]:
    return {
        "key": key,
        "text": clean(node.text),
        "means": clean(node.means),
        "tone": node.tone,
        "codes": _nodes(node.codes),
    }


def _nodes(codes: Mapping[str, FrameNode]) -> list[dict[str, Any]]:
    return [_node(key, node) for key, node in codes.items()]
