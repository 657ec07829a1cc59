"""Imports without what is never used."""

from __future__ import annotations

import subprocess
import sys


def test_papermill_comes_without_what_it_only_tries() -> None:
    program = (
        "import sys; from research.pipeline.execution import load_papermill; load_papermill();"
        "print({'rfc3987_syntax', 'pyarrow', 'pandas'} & set(sys.modules)); import pyarrow"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
    assert done.returncode == 0, "pyarrow cannot be imported afterwards"
