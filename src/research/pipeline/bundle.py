"""The files of an edition for workers that do not share its disk.

A request names them with their digests; their contents travel apart from it, each once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from research.errors import ResearchError
from research.files import digest, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["Bundle", "pack", "unpack"]


@dataclass(frozen=True)
class Bundle:
    """Files as they were at one moment.

    Parameters
    ----------
    digests : digest of every file's content, by path relative to the root.
    contents : the contents by digest; files that are alike have one.
    """

    digests: Mapping[str, str]
    contents: Mapping[str, bytes]


def pack(root: Path, names: Iterable[str]) -> Bundle:
    """Read files below a root."""
    digests, contents = {}, {}
    for name in names:
        content = (root / name).read_bytes()
        digests[name] = digest(content)
        contents[digests[name]] = content
    return Bundle(digests, contents)


def unpack(digests: Mapping[str, str], contents: Mapping[str, bytes], folder: Path) -> None:
    """Write files below a folder from the contents that arrived.

    Raises
    ------
    ResearchError
        If a content did not arrive, or is not what its digest says.
    """
    for name, wanted in digests.items():
        content = contents.get(wanted)
        if content is None or digest(content) != wanted:
            fault = "did not reach" if content is None else "was spoiled on its way to"
            msg = f"'{name}' {fault} the worker that runs the chapter; build again"
            raise ResearchError(msg)
        write_bytes(folder / name, content)
