"""Parameter files that ended in a traceback, or never: each ends in sentences with file and line.

Made by changing `params/2015.yml` by chance: the name says which command failed on it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from research.build.checks import check
from research.errors import InputError
from research.pipeline.plan import read_edition

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = sorted((HERE / "parameter-files").glob("*.yml"))
# Their parameter file is sound; what it names is not.
SOUND = {"params-check-wavesdir.yml"}
# A level may be called null: keys are text.
SOUND |= {"params-build-s11-196.yml"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for name in ("data/2015", "params", "notebooks", "reports/2015/texts"):
        shutil.copytree(ROOT / name, root / name)
    (root / "params" / "2015.yml").unlink()
    return root


@pytest.fixture
def params(project: Path, request: pytest.FixtureRequest):
    path = project / "params" / request.param
    shutil.copy(HERE / "parameter-files" / request.param, path)
    yield path
    path.unlink()


@pytest.mark.parametrize("params", [path.name for path in FILES], indirect=True)
def test_a_spoiled_parameter_file_is_told_of_before_anything_is_planned(params: Path) -> None:
    if params.name in SOUND:
        assert read_edition(params).name == "2015"
        return
    with pytest.raises(InputError) as caught:
        read_edition(params)
    problems = caught.value.problems
    assert problems
    assert all(Path(problem.file) == params and problem.row for problem in problems)
    # The file's fault, and what is wrong besides, but no page of what follows from it.
    assert len(str(caught.value).splitlines()) <= 5
    assert len(str(caught.value)) < 3000


@pytest.mark.parametrize(
    ("params", "key", "what"),
    [
        ("params-build-baddate.yml", "date", "there is no day or time 2015-13-45"),
        ("params-build-bomb.yml", "f", "the file comes to more than 200,000 values"),
        ("params-build-hugeint.yml", "n", "a number of 5000 digits"),
        ("params-build-recursive2.yml", "rec", "'*r' stands inside what it repeats"),
        ("params-build-tagbool.yml", "n", "the tag !!bool is not read"),
        ("params-build-ednul.yml", "edition", "the text holds the control character 0x00"),
        ("params-check-datalong.yml", "data.answers.file", "the path is too long"),
        ("params-check-wavesdir.yml", "", "cannot be read: Is a directory"),
        ("params-explain-eachnull.yml", "report.sections.0.each.theme", "nothing does not fit"),
        ("params-results-hugeint_horizon.yml", "horizon", "a number of 5000 digits"),
    ],
    indirect=["params"],
)
def test_a_check_says_the_same(params: Path, key: str, what: str) -> None:
    problem = check(params)[0]
    assert problem.key == key
    assert problem.what.startswith(what)
