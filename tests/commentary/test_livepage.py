from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from research.commentary.livepage import LivePage

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def page() -> Iterator[LivePage]:
    with LivePage() as live:
        yield live


def asked(address: str, host: str = "") -> str:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - on loopback
        return str(answer.read().decode())


def test_the_page_is_served_with_what_keeps_it_fresh(page: LivePage):
    page.show("<html><body><p>Words.</p></body></html>")
    got = asked(page.address)
    assert got.startswith("<html><body><p>Words.</p><style>")
    assert "const version = 1;" in got
    assert got.endswith("</script>\n</body></html>")


def test_before_the_first_build_it_says_so(page: LivePage):
    assert "Not built yet" in asked(page.address)


def test_only_the_loopback_by_its_own_name_is_answered(page: LivePage):
    assert page.address.startswith("http://127.0.0.1:")
    with pytest.raises(urllib.error.HTTPError) as raised:
        asked(page.address, host="evil.example")
    assert raised.value.code == 403
    raised.value.close()
    with pytest.raises(urllib.error.HTTPError) as raised:
        asked(f"{page.address}etc/passwd")
    assert raised.value.code == 404
    raised.value.close()


def test_an_open_page_is_told_of_another_and_of_problems(page: LivePage):
    with urllib.request.urlopen(f"{page.address}events", timeout=20) as events:  # noqa: S310
        assert told(events)["version"] == 0
        page.show("<body>one</body>")
        assert told(events)["version"] == 1
        page.show(problems=["about.md, row 3, column 4: no result is called 'x'"])
        found = told(events)
    assert found["version"] == 1, "the last good page stays"
    assert found["problems"] == ["about.md, row 3, column 4: no result is called 'x'"]
    assert page.shown.page == "<body>one</body>"


def test_the_same_page_again_is_no_other(page: LivePage):
    page.show("<body>one</body>")
    page.show("<body>one</body>")
    assert page.shown.version == 1


def test_it_ends_though_a_page_is_open():
    live = LivePage()
    with live, urllib.request.urlopen(f"{live.address}events", timeout=20) as events:  # noqa: S310
        told(events)
        ended = threading.Thread(target=live.__exit__, args=(None, None, None))
        ended.start()
        ended.join(timeout=20)
        assert not ended.is_alive()
        live.__exit__ = lambda *_: None


def told(events):
    line = events.readline().decode()
    assert line.startswith("data: ")
    assert events.readline() == b"\n"
    return json.loads(line.removeprefix("data: "))
