"""Privacy: what may be shown of whom."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from research.edition.labels import LabelKey
from research.edition.model import Model

__all__ = ["Privacy"]


class Privacy(Model):
    """What may be shown of whom."""

    flag_base: int = Field(default=30, ge=0, description="smaller bases are flagged")
    hide_base: int = Field(
        default=10,
        ge=0,
        description="what tells of people and rests on fewer of them is hidden: in every table, "
        "chart, sentence, ledger record and workbook cell",
    )
    dominant: float = Field(
        default=0.5, gt=0, lt=1, description="most of a volume that one account may make"
    )
    attribution: list[list[LabelKey]] = Field(
        default_factory=list,
        description="what may stand under a verbatim, coarsest first: each a question or "
        "several; those of other tables than the verbatim's are passed over",
    )
    coarsen_below: int = Field(
        default=3, ge=0, description="fewer people share what would stand there: less stands"
    )
    unwaived: Literal["none", "unattributed", "attributed"] = Field(
        default="none", description="what is quoted of those who did not waive their anonymity"
    )
    contacts: Literal["counted", "listed"] = Field(
        default="counted", description="whether a supplier's single contacts are listed"
    )
    account_base: int | None = Field(
        default=None,
        ge=0,
        description="the one exception from hide_base: answers that scores beside the name of an "
        "account or of a parent company rest on at least; as many as hide_base where left out. "
        "Columns of tables about people who are nested in accounts rest on as many accounts",
    )

    @property
    def named_base(self) -> int:
        """Answers that scores beside the name of an account or a parent rest on at least."""
        return self.hide_base if self.account_base is None else self.account_base

    @field_validator("attribution", mode="before")
    @classmethod
    def _lists(cls, given: Any) -> Any:
        if isinstance(given, str):
            msg = (
                f"'{given}' is no list: name questions, coarsest first, as in "
                "[sector, [sector, country]]; none for nothing"
            )
            raise ValueError(msg)
        if not isinstance(given, list):
            return given
        return [step if isinstance(step, list) else [step] for step in given]
