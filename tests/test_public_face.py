"""What a notebook imports, and what importing it costs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import research

HEAVY = {
    "IPython",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pydantic",
    "scipy",
    "seaborn",
    "statsmodels",
}


def loaded_after(code: str) -> set[str]:
    """Top names of the modules that a fresh Python has loaded once the code has run."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(ran.stderr)}


def test_the_public_names_are_sorted() -> None:
    assert research.__all__ == sorted(research.__all__)


@pytest.mark.parametrize("name", research.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(research, name).__doc__


def test_the_public_names_are_listed() -> None:
    assert set(research.__all__) <= set(dir(research))


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'opn_study'.*open_study"):
        _ = research.opn_study


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_after("import research") & HEAVY


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from research.cli import main\n"
        "sys.argv = ['research', '--help']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code"
    )
    loaded = loaded_after(code)
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_a_name_is_loaded_when_it_is_first_used() -> None:
    assert "pydantic" in loaded_after("from research import open_study")
