"""The report of an edition: formats, language and sections in order."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from research.edition.matter import Matter  # pydantic resolves it
from research.edition.model import Model
from research.edition.paths import Name  # pydantic resolves it
from research.identifiers import chapter_id, chapter_stem
from research.problems.nearest import known_or_meant

__all__ = ["Report", "Section"]


Scalar = str | int | float | bool

SECTIONS = ("heading", "text", "notebook", "matter")
"""Keys of a section that say what it is."""


class Section(Model):
    """One entry of the report: a heading, an author's text, a notebook or other matter."""

    heading: str = ""
    text: Name = Field(default="", description="name of an author's text, without .md")
    notebook: Name = Field(default="", description="name of a notebook, without .ipynb")
    matter: list[Matter] = Field(
        default_factory=list, description="front or back matter, from the parameter file"
    )
    each: dict[str, Annotated[list[str | int], Field(min_length=1)]] = Field(
        default_factory=dict, description="run once for each value of this parameter"
    )
    parameters: dict[str, Scalar | list[Scalar]] = Field(
        default_factory=dict, description="values, or lists of them, for the notebook"
    )
    appendix: bool = Field(
        default=False,
        description="the part that a heading opens is an appendix; another section stands in one, "
        "under a heading 'Appendix' where none opened it",
    )

    @property
    def chapter_ids(self) -> list[str]:
        """Ids of the chapters that its notebook makes: one, or one for each value of `each`."""
        if not self.notebook:
            return []
        values = [value for values in self.each.values() for value in values]
        stem = chapter_stem(self.notebook, self.parameters)
        return [chapter_id(stem, value) for value in values or [""]]

    @field_validator("matter", mode="before")
    @classmethod
    def _one_or_more(cls, given: Any) -> Any:
        return [given] if isinstance(given, str) else given

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [name for name in SECTIONS if getattr(self, name)]
        if len(kinds) != 1:
            msg = "a section names exactly one of heading, text, notebook and matter"
            raise ValueError(msg)
        if len(self.each) > 1:
            msg = "'each' varies one parameter"
            raise ValueError(msg)
        return self


class Report(Model):
    """What is rendered, and in what order."""

    formats: list[str] = Field(default=["html", "pdf", "docx"], min_length=1)
    engine: Literal["auto", "pandoc", "quarto"] = "auto"
    language: str = Field(
        default="en-GB",
        pattern=r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$",
        description="of the report, as BCP 47 writes it: en-GB, de, pt-BR",
    )
    base: str = Field(default="", description="line on the cover; may hold placeholders and claims")
    digits: list[str] = Field(
        default_factory=list,
        description="literal numbers that author texts may hold outside placeholders and claims",
    )
    raw: list[Name] = Field(
        default_factory=list,
        description="author texts whose raw passages and short codes are carried out",
    )
    sections: list[Section] = Field(min_length=1)

    @model_validator(mode="after")
    def _raw_ones_are_texts(self) -> Self:
        texts = [section.text for section in self.sections if section.text]
        for name in self.raw:
            if name not in texts:
                msg = f"raw: '{name}' is no text of the report; {known_or_meant(name, texts)}"
                raise ValueError(msg)
        return self
