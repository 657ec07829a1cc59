"""Word: what pandoc leaves undone in a document, and always the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

__all__ = ["finish"]


def finish(content: bytes, time: datetime.datetime) -> bytes:
    """Dress the tables and fix the times of a document.

    Parameters
    ----------
    content : the document as pandoc wrote it.
    time : the time that its parts bear.
    """
    stamp = max(time, time.replace(year=1980)).timetuple()[:6]
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in given.namelist():
            part = zipfile.ZipInfo(name, stamp)
            part.compress_type = zipfile.ZIP_DEFLATED
            data = given.read(name)
            archive.writestr(part, data)
    return stream.getvalue()
