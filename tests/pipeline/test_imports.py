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


def test_documents_are_made_without_the_grammar_of_addresses() -> None:
    """Which takes a second and more of every build that imports it."""
    program = (
        "import sys; from research.build import publication; "
        "from research.report.chapters import _exporter; _exporter(); "
        "print(sorted({'lark', 'nbconvert', 'rfc3987_syntax'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "['nbconvert']", done.stderr
