"""Ids that nobody gave, parted: each result of a report has its own, by chapter and number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from research.display.made import MADE
from research.display.result import RESULT_MIME
from research.identifiers import unused

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

__all__ = ["part_made_ids"]

_MADE = re.compile(rf"(?P<kind>tbl|fig|txt)-{MADE}(?P<rest>.+)")
# Where a picture names one of its parts, or refers to one.
_PART_OF_PICTURE = re.compile(r'\bid="|href="#|url\(#')


def part_made_ids(chapter: str, outputs: Sequence[MutableMapping[str, Any]]) -> None:
    """Give results whose author named none ids of their chapter, and numbers where they are alike.

    A notebook that is run for each of several values makes the same ids each time, and so does a
    loop within one.

    Parameters
    ----------
    chapter : id of the chapter.
    outputs : by MIME type, in order; changed in place.
    """
    taken: set[str] = set()
    for output in outputs:
        content = output[RESULT_MIME]
        match = _MADE.fullmatch(str(content.get("id", "")))
        if match:
            parted = unused(f"{match['kind']}-{MADE}{chapter}-{match['rest']}", taken)
            taken.add(parted)
            _rename(output, match[0], parted)


def _rename(output: MutableMapping[str, Any], before: str, now: str) -> None:
    content = output[RESULT_MIME]
    content["id"] = now
    content["markdown"] = content["markdown"].replace(before, now)
    if "remarks" in content:
        content["remarks"] = [each.replace(before, now) for each in content["remarks"]]
    for result in content.get("results", ()):
        result["where"] = now
    for mime, picture in output.items():
        if mime.startswith("image/svg+xml"):
            text = picture if isinstance(picture, str) else "".join(picture)
            output[mime] = _PART_OF_PICTURE.sub(lambda found: f"{found[0]}{now}-", text)
