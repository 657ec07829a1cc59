"""What the specifications of all kinds share: numbers, roles, bases, scales and their head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

import pandas as pd
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from research.display.palette import Role
from research.display.result import significant
from research.wording.figures import figure, grouped, plain
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "Axis",
    "Base",
    "Entry",
    "Limit",
    "Number",
    "NumberFormat",
    "Part",
    "Row",
    "Specification",
    "labelled",
    "rows",
]


_SAY = Frames(__file__)


def _plain(value: Any) -> Any:
    """Give numpy's numbers as Python's, and what is not known as None."""
    value = value.item() if hasattr(value, "item") else value
    return None if value is not None and pd.isna(value) else value


# Rounded as results are: what is drawn is what JSON carries, on every machine.
Number = Annotated[float, BeforeValidator(_plain), AfterValidator(significant)]
Limit = Annotated[float | None, BeforeValidator(_plain), AfterValidator(significant)]


class Part(BaseModel):
    """A part of a specification: nothing changes once made, and unknown names are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Row(Part):
    """A part with a name: a bar, a group, an item."""

    label: str


class Base(Part):
    """How many answers a chart rests on.

    Parameters
    ----------
    counts : one, or one for each sample that is compared.
    of : what is counted, in the plural; empty where the subtitle says so.

    Examples
    --------
    >>> Base(counts=(1254,), of="accounts").printed()
    'base 1,254 accounts'
    >>> Base(counts=(105, 98)).printed()
    'bases 105 and 98'
    """

    counts: tuple[int, ...] = Field(min_length=1)
    of: str = ""

    def printed(self) -> str:
        """Say the base, as subtitles end with it."""
        counts, many = series(grouped(count) for count in self.counts), len(self.counts) > 1
        if not self.of:
            return _SAY.form("base", many=many, counts=counts)
        return _SAY.form("base of", many=many, counts=counts, people=self.of)

    def counted(self) -> str:
        """Say the base, as it stands at the foot of a picture.

        Examples
        --------
        >>> Base(counts=(1254,), of="accounts").counted()
        'n = 1,254 accounts'
        """
        counts = series(grouped(count) for count in self.counts)
        if not self.of:
            return _SAY("counted", counts=counts)
        return _SAY("counted of", counts=counts, people=self.of)


class NumberFormat(Part):
    """How the numbers of a chart are printed.

    Parameters
    ----------
    decimals : places after the point.
    suffix : behind the number, such as a per cent sign.
    scaled : in thousands and millions, for large amounts on a scale.

    Examples
    --------
    >>> NumberFormat(suffix="%").printed(12.5), NumberFormat(scaled=True).printed(2_500_000)
    ('12%', '2.5m')
    >>> NumberFormat(decimals=1, suffix="%").code
    '0.0"%"'
    """

    decimals: int = Field(default=0, ge=0)
    suffix: str = ""
    scaled: bool = False

    def rounded(self, value: float) -> float:
        """Round a number to what is printed of it, halves to the even one."""
        return float(rounded(value, self.decimals))

    def printed(self, value: float) -> str:
        """Print a number."""
        if self.scaled:
            large = abs(value) >= 1e6
            return plain(value / (1e6 if large else 1e3)) + ("m" if large else "k") + self.suffix
        return figure(value, self.decimals) + self.suffix

    @property
    def code(self) -> str:
        """The same rule as a number format of spreadsheets and slides."""
        if self.scaled:
            return f'[>=1000000]0.0,,"m{self.suffix}";0,"k{self.suffix}"'
        places = f".{'0' * self.decimals}" if self.decimals else ""
        return f"0{places}" + (f'"{self.suffix}"' if self.suffix else "")


class Axis(Part):
    """A scale.

    Parameters
    ----------
    label : what it measures, with its unit.
    low, high : its ends; from the data when left out.
    log : whether it is logarithmic.
    format : how its numbers are printed.
    """

    label: str = ""
    low: Limit = None
    high: Limit = None
    log: bool = False
    format: NumberFormat = NumberFormat()


class Entry(Part):
    """What a role means, for the key of a chart."""

    role: Role
    text: str


class Specification(Part):
    """What all charts have.

    Parameters
    ----------
    kind : name of the kind, the same for all charts of a class.
    title : the message; whoever draws it breaks it into lines.
    subtitle : what is shown, and in which unit.
    base : of whom, printed behind the subtitle.
    bases : of its rows or its times, where each has its own and no base of all is said.
    source : what the data are and of which edition, for who is shown the chart by itself.
    stub : what the rows are, as in a table.
    """

    ROWS: ClassVar[str] = ""
    """Field of what is drawn, where it is not called as the kind is."""

    kind: str
    title: str = ""
    subtitle: str = ""
    base: Base | None = None
    bases: tuple[int, ...] = ()
    source: str = ""
    stub: str = ""

    @property
    def shown(self) -> str:
        """The subtitle with the base, as printed."""
        return "; ".join(filter(None, [self.subtitle, self.base.printed() if self.base else ""]))

    @property
    def provenance(self) -> str:
        """What stands at the foot of the picture: its base, what the data are, and the edition.

        Nothing where nobody says where the data come from.
        """
        if not self.source:
            return ""
        if self.base is not None:
            return f"{self.base.counted()} · {self.source}"
        if not self.bases:
            return self.source
        least, most = min(self.bases), max(self.bases)
        ends = (
            grouped(least) if least == most else _SAY("to", low=grouped(least), high=grouped(most))
        )
        return f"{_SAY('counted', counts=ends)} · {self.source}"

    @property
    def vacant(self) -> bool:
        """Whether there is nothing to draw."""
        return not getattr(self, self.ROWS or self.kind)

    def listing(self) -> str:
        """Say what the marks say, row by row, for those who do not see them."""
        return ""

    def frame(self) -> pd.DataFrame:
        """Give what is drawn as a frame, for the workbook; the rows' labels are its index."""
        return pd.DataFrame()

    def record(self) -> dict[str, Any]:
        """Write the specification as JSON's own types; what is as usual is left out."""
        return {"kind": self.kind, **self.model_dump(mode="json", exclude_defaults=True)}


R = TypeVar("R", bound=Row)


def rows(row: type[R], frame: pd.DataFrame, **more: Iterable[Any]) -> tuple[R, ...]:
    """Make the rows of a specification out of those of a frame.

    Parameters
    ----------
    row : what to make.
    frame : index the labels, columns named as the fields.
    more : further fields, a value for each row.
    """
    columns = {str(name): list(frame[name]) for name in frame.columns} | {
        name: list(values) for name, values in more.items()
    }
    made = []
    for place, label in enumerate(frame.index):
        values = {name: column[place] for name, column in columns.items()}
        made.append(row(label=str(label), **values))
    return tuple(made)


def labelled(parts: Sequence[Row], columns: Sequence[str], stub: str) -> pd.DataFrame:
    """Give fields of rows as a frame, their labels its index.

    Parameters
    ----------
    parts : the rows.
    columns : the fields wanted.
    stub : name of the index.
    """
    return pd.DataFrame(
        {name: [getattr(part, name) for part in parts] for name in columns},
        index=pd.Index([part.label for part in parts], name=stub),
    )
