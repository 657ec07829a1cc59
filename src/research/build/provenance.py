"""The provenance of a build: times, durations, machine, versions and digests of the inputs."""

from __future__ import annotations

import datetime
import json
import os
import platform
from typing import TYPE_CHECKING, Any

from research.files import write_text
from research.pipeline.keys import ANALYSIS, DOCUMENTS, versions

if TYPE_CHECKING:
    from pathlib import Path

    from research.pipeline.events import Part, Summary
    from research.pipeline.plan import Edition
    from research.pipeline.store import Store

__all__ = ["write"]


def write(edition: Edition, store: Store, summary: Summary, started: float) -> Path:
    """Write ``build.json``: the one file of an edition that differs from build to build.

    Parameters
    ----------
    edition : the edition.
    store : the digests of what its chapters were made from.
    summary : what was made, and how long it took.
    started : when, in seconds since 1970.
    """
    path = edition.folder / "build.json"
    last = _last(path)
    inputs = {
        name: value
        for entry in store.chapters.values()
        for name, value in entry["inputs"].items()
        if not name.startswith("parameter ")
    }
    content = {
        "edition": edition.name,
        "parameters": edition.path.relative_to(edition.root).as_posix(),
        "started": _time(started),
        "finished": _time(started + summary.seconds),
        "seconds": round(summary.seconds, 3),
        "machine": {
            "system": platform.platform(),
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "peak memory of a process, MiB": _peak(),
        },
        "engine": summary.engine,
        "versions": versions((*ANALYSIS, *DOCUMENTS)),
        # The system's fonts differ between machines: only a document without them is sure to be the
        # same bytes on another.
        "fonts": store.document.get("fonts", {}).get("used", []),
        "inputs": dict(sorted(inputs.items())),
        "chapters": _durations(summary.chapters, last.get("chapters")),
        "files": _durations(summary.parts, last.get("files")),
    }
    return write_text(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def _last(path: Path) -> dict[str, Any]:
    """Read the file of the build before; whatever is no such file tells nothing."""
    try:
        last = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return last if isinstance(last, dict) else {}


def _durations(parts: tuple[Part, ...], last: Any) -> dict[str, Any]:
    """Give seconds by name; what was kept has those of the build that made it."""
    return {
        part.what: {
            "kept": part.kept,
            "seconds": _seconds(last, part.what) if part.kept else round(part.seconds, 3),
        }
        for part in parts
    }


def _seconds(last: Any, name: str) -> Any:
    part = last.get(name) if isinstance(last, dict) else None
    return part.get("seconds") if isinstance(part, dict) else None


def _peak() -> float | None:
    """Give the most memory that this process or one of its children took, where that is told."""
    try:
        import resource
    except ImportError:
        return None
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return round(max(resource.getrusage(who).ru_maxrss for who in usage) / 1024, 1)


def _time(seconds: float) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return moment.isoformat(timespec="seconds")
