"""Parts of a question in two waves: codes, rows and items, matched by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from research.edition.labels import Label
    from research.edition.questions import Question
    from research.edition.waves.named import Waves

__all__ = ["PartMatch", "match_parts"]


@dataclass(frozen=True)
class PartMatch:
    """Which codes or rows of two waves are the same.

    Parameters
    ----------
    same : key in the earlier wave by the key in the later one, in the later order.
    new, gone : keys that one of them alone has.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def renamed(self) -> dict[str, str]:
        """What has another key now: earlier by later key."""
        return {key: old for key, old in self.same.items() if key != old}


def match_parts(
    later: Question,
    earlier: Question,
    waves: Waves,
    of: Callable[[Question], Sequence[Label]] = lambda question: question.items,
) -> PartMatch:
    """Match what a question has several of: by key, or by the key that it had.

    Answers to choose from that have the same words are the same whatever their keys, since tables
    print their words.

    Parameters
    ----------
    later, earlier : one question in two waves.
    waves : what the author says of names of old.
    of : the labels that are matched; options, items or rows where left out, codes where there are
        none of these.
    """
    before = {label.key: label for label in of(earlier)}
    chosen = later.type in ("single", "multi")
    by_words = {_plain(label.text): key for key, label in before.items() if chosen}
    same: dict[str, str] = {}
    labels = of(later)
    own = {label.key for label in labels}
    for label in labels:
        names = waves.old_names(f"{later.name}.{label.key}")
        found = next((name for name in names if name in before), None)
        if found is None:
            alike = by_words.get(_plain(label.text))
            found = alike if alike not in own else None
        if found is not None and found not in same.values():
            same[label.key] = found
    taken = set(same.values())
    return PartMatch(
        same,
        tuple(label.key for label in labels if label.key not in same),
        tuple(key for key in before if key not in taken),
    )


def _plain(text: str) -> str:
    return text.strip().casefold()
