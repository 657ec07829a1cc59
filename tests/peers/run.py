"""The suites of Jupyter's own programs, with warm kernels beside the default: what differs?

Run by hand, since it takes some minutes and downloads the programs' sources as installed here::

    make peers

or, with sources at hand, ``python tests/peers/run.py FOLDER``. Every suite runs twice in one
environment, once with Jupyter's own provisioner and once with ours; a test whose outcome differs is
printed, and the exit code tells whether there was any.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from importlib.metadata import version
from pathlib import Path

# What of each suite starts kernels by way of a provisioner. The others test what cannot differ.
SUITES = {
    "ipykernel": ["tests/test_kernel.py", "tests/test_message_spec.py", "tests/test_async.py",
                  "tests/test_connect.py", "tests/test_subshells.py"],
    "jupyter_client": ["tests/test_client.py", "tests/test_kernelmanager.py",
                       "tests/test_manager.py", "tests/test_multikernelmanager.py",
                       "tests/test_provisioning.py", "tests/test_restarter.py"],
    "nbclient": ["tests/test_client.py"],
    "papermill": ["papermill/tests/test_execute.py", "papermill/tests/test_engines.py",
                  "papermill/tests/test_clientwrap.py"],
}  # fmt: skip
WARM = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "research-warm"}


def download(folder: Path) -> None:
    """Bring the sources of the versions that are installed."""
    for name in SUITES:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", name, "--dest", str(folder), f"{name}=={version(name)}"]
        subprocess.run(command, check=True)


def outcomes(suite: Path, files: list[str], environment: dict[str, str]) -> dict[str, str]:
    """Give the outcome of every test of a suite."""
    report = suite / f"report-{len(environment)}.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "ignore"]
    command += ["--timeout", "120", "--junitxml", str(report), *files]
    subprocess.run(command, cwd=suite, env={**os.environ, **environment}, check=False)
    found = {}
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - pytest's own
        kinds = {child.tag for child in case} & {"failure", "error", "skipped"}
        found[f"{case.get('classname')}::{case.get('name')}"] = min(kinds, default="passed")
    return found


def main(place: Path) -> int:
    """Run all suites twice and print what differs."""
    different = 0
    for name, files in SUITES.items():
        (archive,) = place.glob(f"{name}-*.tar.gz")
        with tarfile.open(archive) as source:
            source.extractall(place, filter="data")
        suite = place / archive.name.removesuffix(".tar.gz")
        usual, warm = (outcomes(suite, files, more) for more in ({}, WARM))
        passed = sum(outcome == "passed" for outcome in warm.values())
        print(f"{name}: {passed} of {len(warm)} passed with warm kernels", flush=True)
        for test in sorted({*usual, *warm}):
            if usual.get(test) != warm.get(test):
                different += 1
                print(f"  {test}: {usual.get(test)} by default, {warm.get(test)} warm", flush=True)
    print(f"{different} tests differ")
    return min(different, 1)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1]).resolve()))
    with tempfile.TemporaryDirectory() as made:
        download(Path(made))
        sys.exit(main(Path(made)))
