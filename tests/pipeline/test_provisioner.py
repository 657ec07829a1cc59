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
    provisioner.reasons.clear()
    yield
    provisioner.reasons.clear()


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
    assert provisioner.reasons == ["warm kernels need Linux"]
    assert started == [warm.ENVIRONMENT, warm.ENVIRONMENT]
