"""The made-up edition, assembled once for all tests of the report."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from research.edition.parameters import Edition
from research.report.assembly import Document, assemble
from research.report.executed import ExecutedChapter

HERE = Path(__file__).parent
TEMPLATE = HERE.parents[1] / "reports" / "template"


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("report_samples", HERE / "samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    return _samples()


@pytest.fixture(scope="session")
def chapters(samples) -> list[ExecutedChapter]:
    return [ExecutedChapter(name, book) for name, book in samples.edition().items()]


@pytest.fixture(scope="session")
def edition(samples) -> Edition:
    return Edition.model_validate(samples.CONFIG)


@pytest.fixture(scope="session")
def parts(chapters, edition) -> SimpleNamespace:
    """What `assemble` is given."""
    return SimpleNamespace(
        chapters=chapters, edition=edition, template=TEMPLATE, texts=HERE / "data" / "texts"
    )


@pytest.fixture(scope="session")
def document(parts, tmp_path_factory) -> Document:
    return assemble(
        parts.chapters,
        parts.edition,
        template=parts.template,
        texts=parts.texts,
        output=tmp_path_factory.mktemp("edition"),
    )
