"""Floats as Quarto writes them into Word, taken out of their frames."""

from docx.oxml.ns import nsmap, qn

from research.report.word_frames import unframed
from research.report.word_xml import read

SPACES = " ".join(
    f'xmlns:{name}="{nsmap[name]}"' for name in ("w", "wp", "a", "pic") if name in nsmap
)
CENTRED = '<w:jc w:val="center"/>'
CAPTION = (
    '<w:p><w:pPr>{frame}</w:pPr><w:pPr><w:jc w:val="left"/><w:spacing w:before="200"/>'
    '<w:pStyle w:val="ImageCaption"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
)
PICTURE = (
    '<w:p><w:pPr><w:pStyle w:val="Compact"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
    '<wp:inline><wp:docPr id="1" name="Picture" descr="{said}"/><a:graphic><a:graphicData><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="2" name="Picture" descr="{path}"/></pic:nvPicPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
SPACER = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t> </w:t></w:r></w:p>'


def cell(*alignments, text="x"):
    asked = "".join(f'<w:jc w:val="{name}"/>' for name in alignments)
    return (
        f'<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val="Compact"/>{asked}</w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
    )


def table(*cells):
    return f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>"


def frame(name, *content):
    mark = f'<w:bookmarkStart w:id="7" w:name="{name}"/>'
    end = '<w:bookmarkEnd w:id="7"/>'
    return table(f"<w:tc><w:tcPr/>{mark}{''.join(content)}{end}<w:p/></w:tc>")


def body_of(*content, alts=None):
    document = f"<w:document {SPACES}><w:body>{''.join(content)}</w:body></w:document>"
    return read(unframed(document.encode(), alts or {}))[0]


def tags(body):
    return [part.tag.split("}")[1] for part in body]


def alignments(body):
    paragraphs = [one for table in body.iter(qn("w:tbl")) for one in table.iter(qn("w:p"))]
    return [[jc.get(qn("w:val")) for jc in one.iter(qn("w:jc"))] for one in paragraphs]


def style(paragraph):
    return [found.get(qn("w:val")) for found in paragraph.iter(qn("w:pStyle"))]


def test_a_table_comes_out_of_its_frame_with_its_caption_and_its_bookmark():
    caption = CAPTION.format(frame=CENTRED, text="Table\u00a02 The ranks")
    body = body_of(frame("tbl-ranks", caption, table(cell("left", "center"))))
    assert tags(body) == ["bookmarkStart", "p", "tbl", "bookmarkEnd"]
    assert body[0].get(qn("w:name")) == "tbl-ranks"
    assert style(body[1]) == ["TableCaption"]
    assert len(body[1].findall(qn("w:pPr"))) == 1
    runs = [
        (list(run.iter(qn("w:rStyle"))), run.findtext(qn("w:t"))) for run in body[1].iter(qn("w:r"))
    ]
    assert [text for _, text in runs] == ["Table\u00a02", "\u2002The ranks"]
    assert runs[0][0][0].get(qn("w:val")) == "Label"
    assert runs[1][0] == []


def test_columns_keep_the_alignment_that_they_ask_for():
    caption = CAPTION.format(frame=CENTRED, text="Table\u00a02 The ranks")
    cells = [
        cell("left", "center"),
        cell("center", "center"),
        cell("right", "center"),
        cell("center"),
    ]
    assert alignments(body_of(frame("tbl-ranks", caption, table(*cells)))) == [
        ["left"],
        ["center"],
        ["right"],
        [],
    ]


def test_where_the_frame_aligns_nothing_columns_are_left_as_they_are():
    caption = CAPTION.format(frame="", text="Table\u00a02 The ranks")
    cells = [cell("center"), cell("left"), cell()]
    found = alignments(body_of(frame("tbl-ranks", caption, table(*cells))))
    assert found == [["center"], ["left"], []]


def test_of_two_alignments_outside_a_frame_the_nearest_is_kept():
    assert alignments(body_of(table(cell("left", "center")))) == [["left"]]


def test_a_figure_gets_the_style_of_figures_and_its_alt_text_again():
    picture = PICTURE.format(said="", path="figures/fig-x.png")
    caption = CAPTION.format(frame=CENTRED, text="Figure\u00a0A1 The model")
    body = body_of(
        frame("fig-x", picture, caption), SPACER, alts={"figures/fig-x": "Bars of one & two"}
    )
    assert tags(body) == ["bookmarkStart", "p", "p", "bookmarkEnd", "p"]
    assert style(body[1]) == ["Figure"]
    assert style(body[2]) == ["ImageCaption"]
    assert body[2].find(qn("w:r")).findtext(qn("w:t")) == "Figure\u00a0A1"
    assert next(body.iter(qn("wp:docPr"))).get("descr") == "Bars of one & two"


def test_a_picture_that_says_something_or_nothing_is_left_so():
    said = PICTURE.format(said="Its own words", path="figures/fig-x.png")
    mute = PICTURE.format(said="", path="figures/motif.png")
    nameless = PICTURE.format(said="", path="")
    alts = {"figures/fig-x": "Others", "figures/motif": ""}
    found = [
        one.get("descr") for one in body_of(said, mute, nameless, alts=alts).iter(qn("wp:docPr"))
    ]
    assert found == ["Its own words", "", ""]


def test_the_paragraph_that_parted_two_frames_goes_and_no_other():
    caption = CAPTION.format(frame=CENTRED, text="Table\u00a01 One")
    framed = frame("tbl-one", caption, table(cell("left", "center")))
    other = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>"
    assert tags(body_of(framed, SPACER, framed)).count("p") == 2
    assert tags(body_of(framed, other, framed)).count("p") == 3
    assert tags(body_of(framed, SPACER, other)).count("p") == 3


def test_a_table_of_one_cell_that_frames_no_float_stays():
    noted = table('<w:tc><w:bookmarkStart w:id="1" w:name="sec-one"/>' + SPACER + "</w:tc>")
    assert tags(body_of(noted, table(cell("left")))) == ["tbl", "tbl"]


def test_a_caption_without_a_label_keeps_its_words():
    caption = CAPTION.format(frame=CENTRED, text="No number here")
    body = body_of(frame("tbl-one", caption, table(cell("left", "center"))))
    assert "".join(text.text for text in body[1].iter(qn("w:t"))) == "No number here"


def test_the_end_of_pages_on_their_side_stays_between_two_frames():
    turn = '<w:p><w:pPr><w:pStyle w:val="TurnsBack"/></w:pPr></w:p>'
    frames = [
        frame(name, CAPTION.format(frame=CENTRED, text="Table\u00a01 A"), table(cell("left")))
        for name in ("tbl-a", "tbl-b")
    ]
    body = body_of(frames[0], turn, frames[1])
    assert ["TurnsBack"] in [style(part) for part in body]
