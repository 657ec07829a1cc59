"""Studies with data that a test gives, and the cells of a notebook run on one, without a kernel."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from research.study import Study

if TYPE_CHECKING:
    from research.display.chart import Chart
    from research.display.table import Table
    from research.display.text import Text

ROOT = Path(__file__).parents[2]
OPENED = "from research import open_study, show\n"


class Given(Study):
    """A study of which some data are given: attributes of a study by their names."""

    def __init__(self, study: Study, config: dict[str, Any] | None = None, **data: Any) -> None:
        changed = study.config.model_copy(update=config or {})
        # What is derived from the file is derived anew.
        for name in ("items", "breakdowns", "benchmark"):
            changed.__dict__.pop(name, None)
        super().__init__(changed, study.path, study.root)
        self.study, self.given = study, data

    def _own(self, name: str) -> Any:
        return self.given[name] if name in self.given else getattr(self.study, name)

    def read(self, name: str = "answers") -> Any:
        answers, given = self.study.read(name), self.given.get("respondents")
        if name != "answers" or given is None:
            return answers
        return replace(answers._plain, frame=given, keys=answers.keys.reindex(given.index))

    respondents = property(lambda self: self._own("respondents"))
    ranks = property(lambda self: self._own("ranks"))
    ranked = property(lambda self: self._own("ranked"))
    waived = property(lambda self: self._own("waived"))
    clusters = property(lambda self: self._own("clusters"))
    assessments = property(lambda self: self._own("assessments"))
    accounts = property(lambda self: self._own("accounts"))
    contacts = property(lambda self: self._own("contacts"))
    suppliers = property(lambda self: self._own("suppliers"))
    previous = property(lambda self: self._own("previous"))


@dataclass
class Cell:
    """A cell of a notebook: its source, what it showed, and what went wrong."""

    source: str
    shown: list[Table | Chart | Text] = field(default_factory=list)
    error: Exception | None = None


def run(study: Study, notebook: str, **parameters: str) -> list[Cell]:
    """Run every code cell of a notebook on a study; one that fails stops no other."""
    written = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_bytes())["cells"]
    cells = ["".join(one["source"]) for one in written if one["cell_type"] == "code"]
    done: list[Cell] = []
    names: dict[str, Any] = {
        "open_study": lambda _: study,
        "show": lambda *items: done[-1].shown.extend(items),
    }
    for place, source in enumerate(cells):
        done.append(Cell(source))
        try:
            exec(source.replace(OPENED, ""), names)  # noqa: S102 - our own notebooks
        except Exception as error:
            done[-1].error = error
        if place == 0:
            names.update(parameters)
    return done


def printed(item: Table | Chart | Text) -> str:
    """What the report takes of an output."""
    markdown = item.markdown
    return markdown() if callable(markdown) else markdown
