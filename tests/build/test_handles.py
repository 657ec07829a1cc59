from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="handles are not limited there")

COMMAND = [sys.executable, "-c", "from research.cli import main; main()", "build"]
LIMITED = """
import resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
from research.build.handles import require_handles
require_handles()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def limited(soft: int, hard: str) -> subprocess.CompletedProcess[str]:
    code = LIMITED.format(soft=soft, hard=hard)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_a_low_limit_is_raised_as_far_as_it_may_be() -> None:
    assert limited(64, "hard").stdout.strip() == "4096"
    assert limited(64, "512").stdout.strip() == "512"
    assert limited(300, "hard").stdout.strip() == "300"


def test_few_handles_are_a_sentence_before_anything_is_run(plain: Path) -> None:
    shell = f"ulimit -n 64; exec {sys.executable} -c 'from research.cli import main; main()' build"
    done = subprocess.run(
        ["bash", "-c", f'{shell} "$0"', str(plain)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "a process may open 64 files here, too few for a build" in done.stderr
    assert "ulimit -n 4096" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (plain.parent.parent / "reports" / "small" / "report.html").exists()


@pytest.mark.slow
def test_a_temporary_folder_with_a_long_name_will_do(plain: Path, tmp_path: Path) -> None:
    # Longer than the name of a socket may be.
    temporary = tmp_path / ("long" * 30) / ("name" * 30)
    temporary.mkdir(parents=True)
    done = subprocess.run(
        [*COMMAND, str(plain)],
        env=os.environ | {"TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (plain.parent.parent / "reports" / "small" / "report.html").is_file()
    assert not list(temporary.glob("research-*/.held"))
