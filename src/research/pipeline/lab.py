"""JupyterLab, and other Jupyter programs, with kernels that start warm."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shlex
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from research.edition.project import shipped
from research.errors import InputError, Problem
from research.pipeline import warm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["ROOT", "environment", "opening", "run"]

ROOT = "--allow-root"
"""The option with which Lab runs as root."""

_PATIENCE = 10.0
_NEWS = "@jupyterlab/apputils-extension:announcements"
OPTIONS = (
    # The template imports while Lab starts and its user looks for a notebook.
    f"--ServerApp.jpserver_extensions={__name__}=True",
    # Ports would be raced for, and readable by others of the machine.
    "--KernelManager.transport=ipc",
    # Nothing is asked of the network: no news, no newer version, no list of extensions.
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def environment() -> dict[str, str]:
    """Give the environment in which any Jupyter program starts warm kernels.

    JupyterLab, ``pytest --nbval`` and ``jupyter execute`` read it; a kernel that names another
    provisioner in its specification keeps that one.
    """
    from research.pipeline.provisioner import environment as wanted

    return wanted(os.environ)


def opening(page: str) -> list[str]:
    """Give the options with which a page opens first; none where there is none.

    Parameters
    ----------
    page : name of a notebook in the folder.
    """
    return [f"--LabApp.default_url=/lab/tree/{page}"] if page else []


def run(folder: Path, options: Sequence[str] = ()) -> int:
    """Open JupyterLab on a folder and wait until it is closed; gives its exit code.

    Parameters
    ----------
    folder : the folder to open, with the notebooks.
    options : further options of ``jupyter lab``.

    Raises
    ------
    InputError
        If there is no such folder, JupyterLab is not installed, or it would run as root though
        nobody said that it may.
    """
    if not folder.is_dir():
        copy = f"cp -r {shlex.quote(os.fspath(shipped('notebooks')))} {folder}"
        hint = f"open this folder: research lab . - or copy the package's notebooks there: {copy}"
        raise InputError([Problem(folder, "no such folder", hint=hint)])
    if importlib.util.find_spec("jupyterlab") is None:
        fault = "JupyterLab is not installed"
        hint = 'pip install "research-workbench[lab]", or: make lab'
        raise InputError([Problem("research lab", fault, hint=hint)])
    if getattr(os, "geteuid", lambda: 1)() == 0 and ROOT not in options:
        fault = "whoever reaches JupyterLab could do all that root can"
        hint = "run it as another user, or say that it may: research lab --allow-root"
        raise InputError([Problem("research lab", fault, hint=hint)])
    command = [sys.executable, "-m", "jupyterlab", os.fspath(folder), *OPTIONS, *options]
    # Ctrl-C at the terminal reaches Lab too, which asks whether it is meant.
    with subprocess.Popen(command, env=environment()) as process:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return process.wait()
        finally:
            signal.signal(signal.SIGINT, before)
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """See that nothing is left running: Lab ends its kernels itself when it is asked to end."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter's server what this module is to it."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Start the template of the server's kernels; they start cold where there can be none."""
    settings = server.web_app.settings
    settings["page_config_hook"] = _without_news(settings.get("page_config_hook"))
    with contextlib.suppress(warm.NotWarmError):
        warm.template()


def _without_news(hook: Callable[..., Any] | None) -> Callable[..., Any]:
    """Leave out the question whether news are wanted, which no option of Lab keeps away."""

    def changed(handler: Any, page: dict[str, Any]) -> dict[str, Any]:
        page = hook(handler, page) if hook else page
        known = page.get("disabledExtensions", [])
        off = [key for key, value in known.items() if value] if isinstance(known, dict) else known
        return {**page, "disabledExtensions": [*off, _NEWS]}

    return changed
