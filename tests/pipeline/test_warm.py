"""The template process: exit codes, signals, and that nothing outlives its owner."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from research.pipeline import warm
from research.pipeline.warm import ForkedKernel, NotWarmError, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="warm kernels need Linux"
)

# Prints the process ids of template and kernel, then waits to be killed.
CLIENT = """
import asyncio, os, sys, time
from research.pipeline.warm import Template
template = Template()
argv = ["ipykernel_launcher", "-f", sys.argv[1] + "/kernel.json", "--transport=ipc"]
kernel = asyncio.run(template.fork(argv, cwd=sys.argv[1], env=template.environment))
print(template.process.pid, kernel.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    template = Template()
    yield template
    template.close()


def fork(template: Template, folder: Path, **more: str) -> ForkedKernel:
    argv = ["ipykernel_launcher", "-f", str(folder / "kernel.json"), "--transport=ipc"]
    environment = {**template.environment, "IPYTHONDIR": str(folder / "ipython"), **more}
    return asyncio.run(template.fork(argv, cwd=str(folder), env=environment))


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether the process ends in time; one that nobody has waited for yet has ended too."""
    for _ in range(int(seconds * 50)):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


def test_a_forked_kernel_has_its_own_session_folder_and_environment(
    template: Template, tmp_path: Path
) -> None:
    kernel = fork(template, tmp_path, ANSWER="42")
    try:
        assert os.getsid(kernel.pid) == kernel.pid
        assert Path(f"/proc/{kernel.pid}/cwd").resolve() == tmp_path.resolve()
        handles = {entry.resolve() for entry in Path(f"/proc/{kernel.pid}/fd").iterdir()}
        assert Path("/dev/null") in handles
        assert kernel.poll() is None
    finally:
        kernel.kill()
        assert kernel.wait(10) == -signal.SIGKILL


def test_signals_and_exit_codes_are_those_of_the_kernel(template: Template, tmp_path: Path) -> None:
    kernel = fork(template, tmp_path)
    kernel.terminate()
    assert kernel.wait(10) == -signal.SIGTERM
    assert kernel.peak > 0


def test_waiting_for_a_running_kernel_ends_in_time(template: Template, tmp_path: Path) -> None:
    kernel = fork(template, tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        kernel.wait(0.1)
    kernel.kill()
    assert kernel.wait(10) == -signal.SIGKILL


def test_a_kernel_that_nobody_minds_is_killed(template: Template, tmp_path: Path) -> None:
    kernel = fork(template, tmp_path)
    kernel._channel.close()
    assert gone(kernel.pid)


def test_the_package_itself_is_not_in_the_template(template: Template) -> None:
    loaded = template.call("builtins:eval", "[m for m in __import__('sys').modules]", cwd="/")
    assert not [name for name in loaded if name.partition(".")[0] == "research"]
    assert "pandas" in loaded


def _loaded(name: str) -> bool:
    """Whether this process's template has a module, or comes to have it."""
    question = f"{name!r} in __import__('sys').modules"
    for _ in range(400):
        if warm.call("builtins:eval", question, cwd="/"):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_modules_of_the_package_that_are_named_are_there_for_as_long_as_it_stays_as_it_is(
    own: None,
) -> None:
    first = warm.template(["research.wording.plurals", "research.no_such_module"], "one state")
    assert _loaded("research.wording.plurals")
    assert warm.template() is first
    assert warm.template(["research.study"], "one state") is first
    second = warm.template(["research.wording.dates"], "another state")
    assert second is not first
    assert first.alive, "it minds the kernels that it forked"
    assert _loaded("research.wording.dates")
    assert not warm.call(
        "builtins:eval", "'research.wording.plurals' in __import__('sys').modules", cwd="/"
    )


def test_a_template_without_the_package_serves_a_build_too(own: None) -> None:
    plain = warm.template()
    assert warm.template(["research.study"], "one state") is plain


def test_what_few_kernels_need_is_imported_while_nobody_asks(template: Template) -> None:
    question = "'statsmodels.api' in __import__('sys').modules"
    for _ in range(200):
        if template.call("builtins:eval", question, cwd="/"):
            break
        time.sleep(0.05)
    assert template.call("builtins:eval", question, cwd="/")


def test_a_fork_collects_its_garbage(template: Template) -> None:
    assert template.call("gc:isenabled", cwd="/") is True
    assert template.call("gc:get_freeze_count", cwd="/") > 100_000


def test_calls_give_their_outcome_and_their_errors(template: Template, tmp_path: Path) -> None:
    assert template.call("os:getcwd", cwd=str(tmp_path)) == str(tmp_path)
    with pytest.raises(ZeroDivisionError):
        template.call("operator:truediv", 1, 0, cwd=str(tmp_path))


def test_without_a_template_there_is_no_warm_kernel(tmp_path: Path) -> None:
    ended = Template()
    ended.process.kill()
    ended.process.wait()
    with pytest.raises(NotWarmError):
        fork(ended, tmp_path)
    assert not ended.alive
    ended.close()


def test_a_template_that_started_threads_forks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "template.py"
    text = warm.SCRIPT.read_text()
    started = "problem = unfit() or unfit(preload(first))"
    assert started in text
    script.write_text(text.replace(started, 'problem = "unfit 2 threads run"'))
    (tmp_path / "libraries.json").write_text('{"first": [], "later": []}')
    monkeypatch.setattr(warm, "SCRIPT", script)
    unfit = Template()
    with pytest.raises(NotWarmError, match="2 threads run"):
        fork(unfit, tmp_path)
    with pytest.raises(NotWarmError, match="2 threads run"):
        unfit.call("os:getcwd", cwd="/")
    unfit.close()


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A template of this test's own in place of the process's."""
    monkeypatch.setattr(warm, "_template", None)
    monkeypatch.setattr(warm, "_replaced", [])
    yield
    warm.close()


@pytest.mark.slow
@pytest.mark.parametrize("library", ["seaborn", "formulaic"])
def test_a_library_that_starts_threads_is_left_to_the_kernels(
    own: None, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One imported at once, one imported between requests."""
    (tmp_path / f"{library}.py").write_text(
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    for _ in range(200):
        count = warm.call("builtins:eval", "len(__import__('sys').modules)", cwd="/")
        assert count > 500
        if warm.left_out():
            break
        time.sleep(0.05)
    assert warm.left_out() == {library}
    question = f"{library!r} in __import__('sys').modules"
    assert warm.call("builtins:eval", question, cwd="/") is False


def test_forks_have_keys_of_their_own(template: Template) -> None:
    key = "bytes(__import__('multiprocessing').current_process().authkey).hex()"
    keys = {template.call("builtins:eval", key, cwd="/") for _ in range(3)}
    assert len(keys) == 3


@pytest.mark.parametrize("killed", ["client", "template"])
def test_no_kernel_outlives_its_client_or_its_template(tmp_path: Path, killed: str) -> None:
    command = [sys.executable, "-c", CLIENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        template, kernel = map(int, client.stdout.readline().split())
        os.kill({"client": client.pid, "template": template}[killed], signal.SIGKILL)
        assert gone(kernel)
        assert gone(template)
        client.kill()
