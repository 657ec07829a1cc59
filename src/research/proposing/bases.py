"""Bases: who was asked a question or a row of it, found from who left it blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from research.proposing.heads import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from research.proposing.draft import Draft
    from research.proposing.facts import Facts

    Mask = NDArray[np.bool_]

__all__ = ["propose_bases"]

_ASKED, _NOT_ASKED = 0.8, 0.1
_FEWEST_BLANK, _FEWEST = 0.05, 10
_MOST_CODES = 12
_BY_ROW = ("grid", "numeric")


@dataclass(frozen=True)
class _Lead:
    """Answers that led to a question.

    Parameters
    ----------
    question, codes : of the filter.
    words : what these answers say.
    """

    question: Draft
    codes: tuple[str, ...]
    words: str

    def base(self) -> dict[str, Any]:
        """Give it as a parameter file has it."""
        said = "answered" if self.question.type == "single" else "chose"
        text = f"Those who {said} {self.words} to '{self.question.keys['title']}'"
        return {"text": text, "filter": {self.question.name: [*self.codes]}}


def propose_bases(drafts: Sequence[Draft], facts: Mapping[str, Facts]) -> None:
    """Find questions, and rows of them, that were put only to some, by their answers before.

    A base is proposed where nearly all who gave one of some answers to an earlier single question,
    or chose an option of several, answered, and hardly any of the others.

    Parameters
    ----------
    drafts : named, in the order of the file; those with such a base are changed.
    facts : of columns, by name.
    """
    for place, draft in enumerate(drafts):
        if draft.type == "open":
            continue
        earlier = drafts[:place]
        if draft.type not in _BY_ROW or "rows" not in draft.keys:
            answered = np.logical_or.reduce([facts[name].mask for name in draft.columns])
            _lead_to(draft, _lead(answered, earlier, facts))
        elif not _piped(draft, earlier, facts):
            _row_by_row(draft, earlier, facts)


def _lead_to(draft: Draft, lead: _Lead | None) -> None:
    if lead is not None:
        draft.keys["base"] = lead.base()
        draft.notes.append(
            f"blank for nearly all who did not answer {lead.words}: taken for not asked of them"
        )


def _row_by_row(draft: Draft, earlier: Sequence[Draft], facts: Mapping[str, Facts]) -> None:
    """Give the question a base where all rows have the same, else the rows their own."""
    rows: dict[str, dict[str, Any]] = draft.keys["rows"]
    leads = {
        key: _lead(facts[row["column"]].mask, earlier, facts)
        for key, row in rows.items()
        if facts[row["column"]].filled
    }
    found = {(lead.question.name, lead.codes) if lead else None for lead in leads.values()}
    if len(found) == 1:
        _lead_to(draft, next(iter(leads.values())))
        return
    for key, lead in leads.items():
        if lead is not None:
            rows[key]["base"] = lead.base()
            draft.notes.append(
                f"'{rows[key]['text']}' is blank for nearly all who did not answer {lead.words}: "
                "taken for not asked of them"
            )


def _piped(draft: Draft, earlier: Sequence[Draft], facts: Mapping[str, Facts]) -> bool:
    """Whether the options of a question led to the rows of this, each to its own; then say so."""
    rows: dict[str, dict[str, Any]] = draft.keys["rows"]
    by_index = {
        stem_of(row["column"])[1]: row for row in rows.values() if facts[row["column"]].filled
    }
    for one in earlier:
        options = {stem_of(option["column"])[1]: key for key, option in _options(one)}
        if len(by_index) < 2 or not set(by_index) <= set(options):
            continue
        chosen = {index: _chosen(one, options[index], facts) for index in by_index}
        if all(
            _decides(chosen[index], facts[row["column"]].mask) for index, row in by_index.items()
        ):
            draft.keys["rows"] = {
                options[index]: {**row, "text": one.keys["rows"][options[index]]["text"]}
                for index, row in by_index.items()
            }
            title = one.keys["title"]
            draft.keys["base"] = {"text": f"Those who chose {{row}} in '{title}'", "rows": one.name}
            draft.notes.append(
                f"each row is blank for nearly all who did not choose it in '{title}'"
            )
            return True
    return False


def _lead(answered: Mask, earlier: Sequence[Draft], facts: Mapping[str, Facts]) -> _Lead | None:
    """The answers that decide whether something was asked; None where none do."""
    if answered.mean() > 1 - _FEWEST_BLANK or answered.sum() < _FEWEST:
        return None
    for one in earlier:
        if one.type == "single" and "column" in one.keys:
            found = _of_single(one, answered, facts)
        else:
            found = _of_options(one, answered, facts)
        if found is not None:
            return found
    return None


def _of_single(draft: Draft, answered: Mask, facts: Mapping[str, Facts]) -> _Lead | None:
    at, values = facts[draft.columns[0]].column.coded()
    if not 1 < len(values) <= _MOST_CODES:
        return None
    rates = {
        text: float(answered[at == place].mean())
        for place, text in enumerate(values)
        if (at == place).sum() >= _FEWEST
    }
    asked = sorted(text for text, rate in rates.items() if rate >= _ASKED)
    spared = [text for text, rate in rates.items() if rate <= _NOT_ASKED]
    if not asked or not spared or len(asked) + len(spared) < len(rates):
        return None
    codes = draft.keys.get("codes", {})
    labels = codes if isinstance(codes, dict) else {}
    return _Lead(draft, tuple(asked), " or ".join(_said(labels.get(text, text)) for text in asked))


def _of_options(draft: Draft, answered: Mask, facts: Mapping[str, Facts]) -> _Lead | None:
    for key, option in _options(draft):
        if _decides(_chosen(draft, key, facts), answered):
            return _Lead(draft, (key,), option["text"])
    return None


def _options(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    """Options of a multi that stand in columns of their own, by key."""
    if draft.type == "multi" and "counted" in draft.keys:
        for key, option in draft.keys.get("rows", {}).items():
            if option.get("role", "answer") == "answer":
                yield key, option


def _chosen(draft: Draft, key: str, facts: Mapping[str, Facts]) -> Mask:
    at, values = facts[draft.keys["rows"][key]["column"]].column.coded()
    counted = np.array([value in draft.keys["counted"] for value in [*values, ""]])
    return counted[at]


def _decides(chosen: Mask, answered: Mask) -> bool:
    """Whether nearly all who chose answered, and hardly anybody else."""
    if min(chosen.sum(), (~chosen).sum()) < _FEWEST:
        return False
    return bool(answered[chosen].mean() >= _ASKED and answered[~chosen].mean() <= _NOT_ASKED)


def _said(label: Any) -> str:
    return str(label["text"] if isinstance(label, dict) else label)
