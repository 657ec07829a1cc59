"""The second engine: the `quarto` command, where its author has it, as a process of its own."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import threading
import zipfile
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from research.errors import InputError, Problem, RenderError
from research.files import write_bytes
from research.report import formats, page
from research.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.report.assembly import Document

__all__ = ["OLDEST", "Quarto", "cancel", "find", "present"]

OLDEST = (1, 9)
LIMIT = 600.0
HOW_TO_GET = (
    "install it from https://quarto.org/docs/get-started, or set QUARTO_PATH to the command; "
    "--engine pandoc needs nothing installed"
)

_COLOURS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
# Not all that stops Quarto is called an error: where TeX is missing it only says so.
_FAULT = re.compile(
    r"^(?:ERROR|error|FATAL)\b:?\s*(.*)|(.*\bUnknown (?:format|option)\b.*"
    r"|No TeX installation\b.*|Error running filter\b.*|compilation failed\b.*)"
)
# Lines that the next one completes.
_OPEN = re.compile(r"|.*:|No TeX .*|compilation failed.*")
_running: set[subprocess.Popen[str]] = set()
_lock = threading.Lock()


@dataclass(frozen=True)
class Quarto:
    """A `quarto` command that can render our documents.

    Parameters
    ----------
    command : its path.
    release : its version, as it says itself.
    limit : seconds that one format may take.
    warnings : what Quarto warned of, one line each with the format; grows as it renders.
    """

    command: Path
    release: str
    limit: float = LIMIT
    warnings: list[str] = field(default_factory=list)
    name = "quarto"

    def version(self) -> str:
        """Give the name and version, to be shown."""
        return f"Quarto {self.release}"

    def render(self, document: Document, format: str, output: Path) -> Path:  # noqa: A002
        """Render the document in one format.

        Quarto works on a copy outside any project, so that it neither empties a folder nor
        reads settings of another document; only a whole file takes the place of the last one.
        Nothing is executed: the document holds results, no code.

        Parameters
        ----------
        document : the assembled report, its references checked.
        format : ``html``, ``docx``, ``pdf`` (through Quarto's Typst), or another of Quarto's that
            is no deck of slides.
        output : the file to write.

        Raises
        ------
        InputError
            When the name can be no format of a report.
        RenderError
            When Quarto fails or takes too long, with the line that matters.
        """
        refused = self.problem(format)
        if refused:
            raise InputError([refused])
        target = formats.quartos(format)
        if target == "typst" and shutil.which("which") is None:
            msg = "Quarto makes PDF only where the command 'which' is on the PATH; install it"
            raise RenderError(msg)
        with scratch_folder("quarto-") as folder:
            copy = folder / "report"
            _copy(document, copy)
            made = f"rendered.{formats.suffix(target)}"
            # What looks like code in an author's text stays text.
            options = ["--to", target, "--output", made, "--no-execute"]
            command = ["render", document.path.name, *options]
            said = self._run(command, copy, format, document.environment)
            self.warnings.extend(
                f"Quarto, {format}: {line}"
                for line in dict.fromkeys(_lines(said))
                if line.startswith(("WARN", "[WARN"))
            )
            file = copy / made
            if not file.is_file() or not file.stat().st_size:
                msg = f"Quarto reported success and made no {format}: {_last(said)}"
                raise RenderError(msg)
            content = file.read_bytes()
        return write_bytes(output, _finished(content, target, document))

    def problem(self, format: str) -> Problem | None:  # noqa: A002
        """Say why this engine makes no such format of a report; None where it does."""
        return formats.no_deck(format) or formats.foreign(format)

    def _run(
        self, options: list[str], folder: Path, what: str, environment: Mapping[str, str]
    ) -> str:
        """Run the command and give what it said; never leave a process of it behind."""
        process = self._start(options, folder, what, environment)
        try:
            said, _ = process.communicate(timeout=self.limit)
        except subprocess.TimeoutExpired:
            msg = f"Quarto did not finish {what} within {self.limit:g} s and was stopped"
            raise RenderError(msg) from None
        finally:
            with _lock:
                cancelled = process not in _running
                _running.discard(process)
            _stop(process)
        if cancelled:
            msg = f"Quarto was stopped while it made {what}"
            raise RenderError(msg)
        said = _COLOURS.sub("", said)
        if process.returncode:
            msg = f"Quarto could not make {what} (exit code {process.returncode}): {_fault(said)}"
            raise RenderError(msg)
        return said

    def _start(
        self, options: list[str], folder: Path, what: str, environment: Mapping[str, str]
    ) -> subprocess.Popen[str]:
        with _lock:
            try:
                process = subprocess.Popen(
                    [str(self.command), *options],
                    cwd=folder,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                    env={**os.environ, **environment, "NO_COLOR": "1"},
                    start_new_session=True,
                )
            except OSError as error:
                msg = f"{self.command} could not be started to make {what}: {error.strerror}"
                raise RenderError(msg) from None
            _running.add(process)
        return process


def cancel() -> None:
    """End every command that this process runs: their renderings fail and write nothing."""
    with _lock:
        processes = list(_running)
        _running.clear()
    for process in processes:
        _kill(process)


def present() -> bool:
    """Whether there is a command of that name, or QUARTO_PATH says that there is one."""
    return bool(os.environ.get("QUARTO_PATH") or shutil.which("quarto"))


def find() -> Quarto:
    """Find the command: QUARTO_PATH first, then the PATH.

    Raises
    ------
    InputError
        When there is none, it does not answer, or it is too old; says how to get one.
    """
    given = os.environ.get("QUARTO_PATH")
    path = shutil.which(given or "quarto")
    if given and path is None and Path(given).is_dir():
        path = shutil.which("quarto", path=f"{given}{os.pathsep}{given}/bin")
    if path is None:
        what = f"QUARTO_PATH names no command: {given}" if given else "Quarto was not found"
        raise _refused(what)
    release = _release(path)
    numbers = tuple(int(number) for number in re.findall(r"\d+", release)[:2])
    if numbers < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        msg = f"Quarto {release} is too old; {oldest} is the oldest known to work"
        raise _refused(msg)
    return Quarto(Path(path), release)


def _release(path: str) -> str:
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        msg = f"{path} does not answer when asked for its version"
        raise _refused(msg) from None
    release = _COLOURS.sub("", done.stdout).strip()
    if done.returncode or not re.match(r"\d+\.\d+", release):
        msg = f"{path} does not answer when asked for its version"
        raise _refused(msg)
    return release


def _refused(what: str) -> InputError:
    return InputError([Problem("--engine quarto", what, hint=HOW_TO_GET)])


def _copy(document: Document, folder: Path) -> None:
    """Copy what the document consists of, not the reports made of it."""
    folder.mkdir()
    shutil.copy2(document.path, folder)
    for name in ("figures", "style"):
        # An edition may have no figures.
        if (document.folder / name).is_dir():
            shutil.copytree(document.folder / name, folder / name)


def _finished(content: bytes, target: str, document: Document) -> bytes:
    """Give a page or a Word document the look that the embedded engine gives its own."""
    if target == "html":
        return page.inline(content.decode()).encode()
    return _word(content, document) if target == "docx" else content


def _word(content: bytes, document: Document) -> bytes:
    from research.report import word, word_frames

    alts = document.contents.pictures
    try:
        return word.finish(
            content,
            document.time,
            document.characters,
            lambda part: word_frames.unframed(part, alts),
            mark=document.mark,
        )
    except (KeyError, zipfile.BadZipFile):
        msg = "Quarto reported success, and the docx that it made is no Word document"
        raise RenderError(msg) from None


def _kill(process: subprocess.Popen[str]) -> None:
    """End the command with all that it started, where the system knows groups of processes."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _stop(process: subprocess.Popen[str]) -> None:
    """End the command and all that it started."""
    _kill(process)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _lines(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if line.strip()]


def _last(said: str) -> str:
    lines = _lines(said)
    return lines[-1] if lines else "it printed nothing"


def _fault(said: str) -> str:
    """Give the line that matters: the first error, or the last words."""
    lines = _lines(said)
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        match = _FAULT.match(line)
        if match:
            text = (match[1] or match[2] or "").strip()
            return f"{text} {following}".strip() if _OPEN.fullmatch(text) else text
    return _last(said)
