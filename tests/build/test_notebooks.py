from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from research.build.notebooks import refresh
from research.errors import InputError


def test_a_notebook_that_is_not_there_is_refused_with_the_nearest(tmp_path):
    (tmp_path / "notebooks").mkdir()
    shutil.copy(Path("notebooks/nps.ipynb"), tmp_path / "notebooks" / "nps.ipynb")
    with pytest.raises(InputError, match="no notebook 'npss'"):
        next(iter(refresh(tmp_path, ["npss"])))
