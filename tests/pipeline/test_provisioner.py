"""When a kernel is forked, and when it is started cold with a word about why."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

import pytest

from research.pipeline import provisioner, warm

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = [sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "kernel.json"]


@pytest.fixture(autouse=True)
def _no_reasons() -> Iterator[None]:
    provisioner.notes.clear()
    yield
    provisioner.notes.clear()


def test_only_the_kernels_own_arguments_are_passed_on() -> None:
    environment = {"PYTHONHASHSEED": "0", "HOME": "/one"}
    other = {"PYTHONHASHSEED": "0", "HOME": "/two"}
    found = provisioner._arguments(COMMAND, environment, other)
    assert found == ["ipykernel_launcher", "-f", "kernel.json"]


@pytest.mark.parametrize(
    ("command", "environment", "why"),
    [
        (["R", "--slave", "-e", "IRkernel::main()"], {}, "'R' is not this Python"),
        (["/usr/bin/other", *COMMAND[1:]], {}, "'/usr/bin/other' is not this Python"),
        (COMMAND, {"PYTHONPATH": "/elsewhere"}, "another PYTHONPATH"),
        (COMMAND, {"OMP_NUM_THREADS": "4"}, "another OMP_NUM_THREADS"),
        (COMMAND, {"MPLBACKEND": "agg"}, "another MPLBACKEND"),
        ([COMMAND[0], "-O", *COMMAND[2:]], {}, "started with -O$"),
        ([COMMAND[0], "-W", "error", *COMMAND[2:]], {}, "started with -W error$"),
    ],
)
def test_another_python_cannot_be_forked(
    command: list[str], environment: dict[str, str], why: str
) -> None:
    with pytest.raises(warm.NotWarmError, match=why):
        provisioner._arguments(command, environment, {})


def test_a_cold_fallback_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    started: list[dict[str, str]] = []

    async def launch(self: object, cmd: list[str], **kwargs: dict[str, str]) -> dict[str, str]:
        started.append(kwargs["env"])
        return {}

    monkeypatch.setattr(provisioner.LocalProvisioner, "launch_kernel", launch)
    monkeypatch.setattr(warm.sys, "platform", "darwin")
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            asyncio.run(provisioner.WarmProvisioner().launch_kernel(COMMAND, env={}))
    assert [record.getMessage() for record in caplog.records] == [
        "Kernels start cold: warm kernels need Linux."
    ]
    assert provisioner.notes == ["Kernels start cold: warm kernels need Linux."]
    assert started == [warm.ENVIRONMENT, warm.ENVIRONMENT]


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What kernels were asked of: a fresh Python, or the template."""
    asked: list[str] = []

    async def cold(self: object, cmd: list[str], **kwargs: object) -> dict[str, str]:
        asked.append("cold")
        return {}

    async def fork(*_: object, **__: object) -> warm.ForkedKernel:
        asked.append("warm")
        msg = "as far as this test goes"
        raise warm.NotWarmError(msg)

    monkeypatch.setattr(provisioner.LocalProvisioner, "launch_kernel", cold)
    monkeypatch.setattr(provisioner.warm, "fork", fork)
    monkeypatch.setattr(provisioner.warm, "started", lambda: False)
    monkeypatch.setattr(provisioner.warm, "template", lambda: warm)
    monkeypatch.setattr(provisioner.warm, "environment", {}, raising=False)
    monkeypatch.setattr(provisioner, "_arguments", lambda *_: [])
    monkeypatch.setattr(provisioner, "_asked", 0)
    return asked


def launch(**options: object) -> None:
    made = provisioner.WarmProvisioner(patient=options.pop("patient", False))
    asyncio.run(made.launch_kernel(COMMAND, env={}, **options))


def test_the_first_kernel_of_a_process_waits_for_no_template(launched: list[str]) -> None:
    launch()
    assert launched == ["cold"]
    launch()
    assert launched == ["cold", "warm", "cold"]


def test_a_build_waits_for_its_template(launched: list[str]) -> None:
    launch(patient=True)
    assert launched[0] == "warm"


def test_a_kernel_that_shall_outlive_its_client_is_not_forked(launched: list[str]) -> None:
    launch(patient=True, independent=True)
    assert launched == ["cold"]


def test_the_users_environment_wins() -> None:
    given = {"OMP_NUM_THREADS": "4", "MPLBACKEND": "agg", "HOME": "/somewhere/me"}
    found = provisioner.environment(given)
    assert given.items() <= found.items()
    assert found["PYTHONHASHSEED"] == "0"
    assert found["JUPYTER_DEFAULT_PROVISIONER_NAME"] == provisioner.NAME


def test_what_a_build_overrules_is_said() -> None:
    assert warm.overruled({"OMP_NUM_THREADS": "1", "HOME": "/somewhere/me"}) == []
    (said,) = warm.overruled({"OMP_NUM_THREADS": "4"})
    assert said.startswith("OMP_NUM_THREADS=4 is set here; chapters run with 1")
