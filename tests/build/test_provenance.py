"""What build.json tells of a build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from research.build import provenance
from research.pipeline.events import Part, Summary
from research.pipeline.plan import read_edition
from research.pipeline.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_has_the_duration_of_the_build_that_made_it(plain: Path) -> None:
    edition = read_edition(plain)
    store = Store(edition.folder / ".work")
    store.keep("opening", b"{}", {"file data.csv": "digest", "parameter theme": "win"}, [])
    first = Summary(edition.folder, 9.0, (Part("opening", 1.2345),), (Part("report.html", 2.0),))
    provenance.write(edition, store, first, 0.0)
    kept = (Part("opening", kept=True),)
    files = (Part("report.html", 2.5),)
    again = Summary(edition.folder, 3.0, kept, files, engine="pandoc 3.9, Typst 0.14.8")
    found = json.loads(provenance.write(edition, store, again, 60.0).read_text())
    assert found["chapters"] == {"opening": {"kept": True, "seconds": 1.234}}
    assert found["files"] == {"report.html": {"kept": False, "seconds": 2.5}}
    assert (found["started"], found["finished"]) == (
        "1970-01-01T00:01:00+00:00",
        "1970-01-01T00:01:03+00:00",
    )
    assert found["inputs"] == {"file data.csv": "digest"}
    assert found["engine"] == "pandoc 3.9, Typst 0.14.8"
    assert found["parameters"] == "params/small.yml"
