from __future__ import annotations

import pytest
from PIL import Image

from research.errors import InputError
from research.report.pictures import picture


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    (folder / "shops").mkdir(parents=True)
    for name in ("photo.jpg", "two words.png", "two-words.png", "shops/front.GIF"):
        Image.new("RGB", (20, 10), "teal").save(folder / name)
    (tmp_path / "outside.png").write_bytes((folder / "two-words.png").read_bytes())
    return folder


@pytest.mark.parametrize(
    ("target", "name"),
    [("photo.jpg", "picture-photo.jpg"), ("two-words.png", "picture-two-words.png")],
)
def test_a_picture_beside_the_text_keeps_its_name(texts, target, name):
    assert picture(target, texts) == (name, texts / target)


def test_other_names_are_told_apart(texts):
    names = {picture(each, texts)[0] for each in ("two%20words.png", "two-words.png")}
    assert len(names) == 2
    name, path = picture("shops/front.GIF", texts)
    assert name.startswith("picture-shops-front-")
    assert name.endswith(".gif")
    assert path == texts / "shops" / "front.GIF"


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("http://example.org/x.png", "lies elsewhere"),
        ("//example.org/x.png", "lies elsewhere"),
        ("data:image/png;base64,AAAA", "lies elsewhere"),
        ("file:///etc/x.png", "lies elsewhere"),
        ("C:/x.png", "lies elsewhere"),
        ("/etc/passwd", "leads out of the folder"),
        ("../outside.png", "leads out of the folder"),
        ("shops/../../outside.png", "leads out of the folder"),
        ("%2e%2e/outside.png", "leads out of the folder"),
        ("shops\\..\\..\\outside.png", "leads out of the folder"),
        ("drawing.svg", "no picture that reports show"),
        ("about.md", "no picture that reports show"),
        ("nowhere.png", "there is no picture 'nowhere.png'"),
        ("shops", "no picture that reports show"),
    ],
)
def test_anything_else_is_refused(texts, target, what):
    with pytest.raises(InputError) as error:
        picture(target, texts)
    assert what in error.value.problems[0].what


def test_those_there_are_are_named(texts):
    with pytest.raises(InputError) as error:
        picture("phot.jpg", texts)
    assert "photo.jpg, shops/front.GIF" in error.value.problems[0].allowed


@pytest.mark.parametrize("name", ["link.png", "linked/outside.png"])
def test_a_link_is_not_followed(texts, name):
    (texts / "link.png").symlink_to(texts.parent / "outside.png")
    (texts / "linked").symlink_to(texts.parent)
    with pytest.raises(InputError, match="is a link, and none is followed"):
        picture(name, texts)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8 no picture", b"<svg/>"])
def test_what_is_no_such_picture_is_refused(texts, content):
    (texts / "photo.jpg").write_bytes(content)
    with pytest.raises(InputError, match="cannot be read as JPEG"):
        picture("photo.jpg", texts)
