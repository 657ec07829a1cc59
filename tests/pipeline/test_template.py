"""Pieces of the template that can be seen without a fork; the rest is tested in test_warm."""

from __future__ import annotations

import builtins
import sys

import pytest

from research.pipeline import template


def test_importing_looks_like_a_kernel_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(template, "_threads", lambda: 1)
    monkeypatch.setattr(
        template.importlib,
        "import_module",
        lambda _: seen.append(hasattr(builtins.get_ipython(), "kernel")),  # type: ignore[attr-defined]
    )
    template.preload(("one", "two"))
    assert seen == [True, True]
    assert not hasattr(builtins, "get_ipython")


def test_what_cannot_be_imported_is_left_to_the_kernel() -> None:
    template.preload(("no_such_library",))
    assert "no_such_library" not in sys.modules


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_process_with_the_package_or_with_threads_is_unfit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(template.os, "listdir", lambda _: ["1"])
    assert template.unfit() == "unfit the package itself was imported"
    assert template.unfit("statsmodels") == "threads statsmodels"
    monkeypatch.setattr(template.os, "listdir", lambda _: ["1", "2"])
    assert template.unfit().startswith("unfit 2 threads")
    monkeypatch.setattr(template.importlib, "import_module", lambda _: None)
    assert template.preload(("one.part", "two")) == "one"


def test_bytecode_is_kept_in_the_users_own_cache() -> None:
    assert (
        template.bytecode_folder({"HOME": "/somewhere/me"})
        == "/somewhere/me/.cache/research-workbench"
    )
    assert template.bytecode_folder({"XDG_CACHE_HOME": "/c"}) == "/c/research-workbench"
