"""Nobody is recognised in what any edition leaves behind: every file of it is searched."""

from __future__ import annotations

import csv
import re
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Built

pytestmark = pytest.mark.slow

DEFAULTS = {"attribution": "country", "coarsen_below": 3, "unwaived": "none"}
DEFAULTS |= {"contacts": "counted", "account_base": None, "hide_base": 10}


def rows(built: Built, source: str) -> list[dict[str, str]]:
    """Rows of one of the edition's files of data; none where it has no such file."""
    given = built.parameters.get("data", {}).get(source)
    if given is None:
        return []
    with (built.root / "params" / given["file"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def privacy(built: Built) -> dict[str, Any]:
    return DEFAULTS | built.parameters.get("privacy", {})


def telling(built: Built) -> tuple[set[str], set[str]]:
    """Words of all names and firms of people, and their addresses, in lower case."""
    people = [*rows(built, "answers"), *rows(built, "contacts")]
    names = {
        word
        for row in people
        for word in words(f"{row.get('name', '')} {row.get('company', '')}".encode())
    }
    # Accounts are firms that the supplier's report is about.
    known = " ".join(
        f"{row.get('name', '')} {row.get('parent_name', '')}" for row in rows(built, "accounts")
    )
    addresses = {row["email"].lower() for row in people if "email" in row}
    return names - words(known.encode()), addresses


def words(content: bytes) -> set[str]:
    return {word.decode().lower() for word in re.findall(rb"[A-Za-z]{6,}", content)}


def addresses(content: bytes) -> set[str]:
    return {found.decode().lower() for found in re.findall(rb"[\w.+-]+@example\.com", content)}


def pieces(built: Built) -> Iterator[tuple[str, bytes]]:
    """Every file's content; for an archive that of its members, for a PDF its text too."""
    for path in sorted(built.folder.rglob("*")):
        if not path.is_file():
            continue
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    content = archive.read(name)
                    yield f"{path.name}/{name}", content
                    # Word and Excel cut words into runs.
                    yield f"{path.name}/{name}, text", re.sub(rb"<[^>]*>", b"", content)
    if (built.folder / "report.pdf").exists():
        yield "report.pdf, text", built.pdf_text.encode()


def test_no_file_of_any_edition_holds_a_personal_value(each: Built) -> None:
    names, mailed = telling(each)
    if not each.parameters["data"].keys() & {"answers", "contacts"}:
        assert not names
    searched = 0
    for name, content in pieces(each):
        assert not words(content) & names, name
        assert not addresses(content) & mailed, name
        searched += 1
    assert searched > 20


def test_the_search_for_names_would_find_them(built: Built) -> None:
    names, mailed = telling(built)
    assert len(names) > 300
    assert len(mailed) == 105
    row = rows(built, "answers")[7]
    page = f'<b title="{row["email"]}">{row["company"]}, {row["name"].upper()}</b>'.encode()
    assert len(words(page) & names) == 3
    assert addresses(page) == {row["email"]}


def quotes(built: Built) -> list[tuple[str, str]]:
    """Words of each quotation of the page, and what stands under it."""
    found = []
    for box in built.html.find_all(class_="verbatims"):
        for quote in box.find_all("blockquote"):
            under = quote.find(class_="attribution")
            # A word of the glossary is marked, and parted from the comma after it.
            who = under.get_text(" ", strip=True).replace(" ,", ",") if under else ""
            found.append((plain(quote.get_text(" ")).removesuffix(plain(who)).strip(), who))
    # A plan has them in one paragraph, each before who said it.
    found += [
        (plain(str(under.previous_sibling).partition("“")[2]), under.get_text(" ", strip=True))
        for under in built.html.select("p > span.attribution")
        if under.find_parent("blockquote") is None
    ]
    return found


def plain(text: str) -> str:
    """Letters and digits alone: the page sets quotation marks and apostrophes as it will."""
    return " ".join(re.findall(r"[^\W_]+", text))


def test_what_stands_under_a_quotation_is_shared_by_as_many_as_the_edition_asks(
    each: Built,
) -> None:
    rule, people = privacy(each), quotable(each)
    if rule["unwaived"] != "attributed":
        people = [row for row in people if waived(row)]
    found = quotes(each)
    assert bool(found) == bool(people)
    assert any(who for _, who in found) == bool(people)
    for _, who in found:
        alike = [row for row in people if who in forms(each, row)]
        assert not who or len(alike) >= max(rule["coarsen_below"], 1), who


def quotable(built: Built) -> list[dict[str, str]]:
    """Respondents and contacts of an edition whose words may be quoted, should they agree."""
    people = [row for row in rows(built, "answers") if "reason" in row]
    asked = built.parameters["data"].get("contacts", {}).get("questions", [])
    if any("consent" in question for question in asked):
        wrote = [row for row in rows(built, "contacts") if row["survey"] == "2016"]
        people += [row for row in wrote if row["comment"]]
    if rows(built, "answers") and not people:
        pytest.skip("nobody was asked for reasons")
    return people


def words_of(row: dict[str, str]) -> str:
    return row["reason"] if "reason" in row else row["comment"]


def waived(row: dict[str, str]) -> bool:
    """Whether somebody agreed to be quoted."""
    if "quotable" in row:
        return row["quotable"] == "yes"
    return row["quote"] == "1" if "quote" in row else row["anonymity_waived"] == "yes"


def coded(built: Built, question: str, cell: str) -> str:
    """What an answer is called, where the cell holds a code."""
    asked = next(one for one in built.parameters["questions"] if one["name"] == question)
    codes = asked.get("codes", {})
    if isinstance(codes, list):
        told = (one for one in codes if isinstance(one, dict) and one.get("code") == cell)
        return str(next(told, {"text": cell})["text"])
    label = codes.get(int(cell) if cell.isdigit() else cell)
    return label["text"] if label else cell


def forms(built: Built, row: dict[str, str]) -> set[str]:
    """All that may stand under somebody's words."""
    if "role" in row:
        return {row["role"]}
    sector, region = (coded(built, name, row[name]) for name in ("sector", "region"))
    country = row.get("country", "")
    return {
        f"{row.get('industry', '')}, {country}",
        f"{sector}, {country}",
        f"{sector}, {region}",
        sector,
    }


def test_who_did_not_waive_their_anonymity_is_quoted_as_the_edition_says(each: Built) -> None:
    rule, people = privacy(each)["unwaived"], quotable(each)
    said = {text for text, _ in quotes(each)}
    by_waiver: dict[str, set[str]] = {"yes": set(), "no": set()}
    for row in people:
        by_waiver["yes" if waived(row) else "no"].add(plain(words_of(row)))
    only_unwaived = by_waiver["no"] - by_waiver["yes"] - {""}
    if rule == "none":
        assert not said & only_unwaived
    else:
        assert only_unwaived <= said


def scores(built: Built, key: str) -> dict[str, list[int]]:
    """What the people of each account, or of each parent, gave in the survey of the edition."""
    of = {row["account"]: row.get(key, "") for row in rows(built, "accounts")}
    answers: dict[str, list[int]] = {}
    for row in rows(built, "contacts"):
        if row["survey"] == "2016" and row["recommend"] and of.get(row["account"]):
            answers.setdefault(of[row["account"]], []).append(int(row["recommend"]))
    return answers


def least_named(built: Built) -> int:
    rule = privacy(built)
    return int(rule["hide_base"] if rule["account_base"] is None else rule["account_base"])


def sheets(built: Built) -> Iterator[Any]:
    """Sheets of the workbook, which is closed whatever is made of them."""
    with closing(openpyxl.load_workbook(built.folder / "tables.xlsx", read_only=True)) as book:
        yield from book


def tables(built: Built) -> Iterator[tuple[str, list[list[str]]]]:
    """Every table of the workbook, the page and the Word document, with its heads."""
    for sheet in sheets(built):
        lines = [["" if cell is None else str(cell) for cell in cells] for cells in sheet.values]
        yield "tables.xlsx", lines[3:]
    for figure in built.html.find_all("figure", class_="float"):
        yield (
            "report.html",
            [
                [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
                for row in figure.find_all("tr")
            ],
        )
    for table in docx.Document(str(built.folder / "report.docx")).tables:
        yield "report.docx", [[cell.text.strip() for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(("key", "pattern"), [("account", r"A\d{4}"), ("parent", r"P\d{3}")])
def test_no_name_stands_with_a_score_of_too_few_answers(
    each: Built, key: str, pattern: str
) -> None:
    if "contacts" not in each.parameters["data"]:
        pytest.skip("an edition without contacts")
    answers, least = scores(each, key), least_named(each)
    printed: dict[str, int] = {}
    for place, (heads, *lines) in filter(lambda found: found[1], tables(each)):
        columns = [at for at, head in enumerate(heads) if head.lower() == "nps"]
        for cells in lines:
            for name in re.findall(rf"\b{pattern}\b", cells[0] if cells else ""):
                told = [cells[at] for at in columns if re.search(r"\d", cells[at])]
                assert not told or len(answers.get(name, ())) >= least, (place, cells)
                printed[place] = printed.get(place, 0) + len(told)
    if answers and least:
        assert min(printed[place] for place in ("tables.xlsx", "report.html", "report.docx")) > 4
    for record in each.ledger.values():
        for name in re.findall(rf"\b{pattern.lower()}\b", record["name"]):
            assert len(answers.get(name.upper(), ())) >= least, record["name"]


def test_single_contacts_are_listed_only_where_the_edition_lists_them(each: Built) -> None:
    contacts = {row["contact"] for row in rows(each, "contacts")}
    listed = {
        found.decode()
        for name, content in pieces(each)
        if name.endswith((".html", ".qmd", ".json", ".xml", ", text"))
        for found in re.findall(rb"\bC\d{5}\b", content)
    } & contacts
    assert bool(listed) == (privacy(each)["contacts"] == "listed")


# Heads of columns that say on how many answers a row rests.
BASES = re.compile(r"(?:.*: )?(?:base|n|at_risk|at risk|answered|answers)\W*", re.IGNORECASE)
# Rows about single customers, for which `account_base` holds.
SINGLE = re.compile(r"[AP]\d{3,4}")


def resting_on_few(built: Built, least: int) -> list[str]:
    """Values of any output that rest on fewer answers than that, each with its place."""
    return [place for search in SEARCHES for place in search(built, least)]


def few_in_ledger(built: Built, least: int) -> Iterator[str]:
    for record in built.ledger.values():
        # A count of people is a base itself, where it is no share of one.
        if record["base"] is not None and record["base"] < least:
            yield f"results.json: {record['name']}"


def few_in_sheets(built: Built, least: int) -> Iterator[str]:
    for sheet in sheets(built):
        printed = [list(cells) for cells in sheet.iter_rows(values_only=True)][3:]
        # Letters stand over the columns of a grid, and one of them is an N.
        is_grid = any(line and line[0] == "Base, unweighted" for line in printed)
        for place, found in (few_in_grid if is_grid else few_in_table)(printed, least):
            yield f"{sheet.title}, {place}: {found}"


def few_in_table(lines: list[list[Any]], least: int) -> Iterator[tuple[str, Any]]:
    """Values in rows and columns whose base is too small; the first line holds the heads."""
    for line in lines[1:]:
        if not SINGLE.match(str(line[0] if line else "")):
            for place, found in few_in_row(lines[0], line, least):
                yield f"{line[0]}, {lines[0][place]}", found
    for at, line in enumerate(lines):
        for place, value in enumerate(line):
            if (
                re.fullmatch(r"Base\W*", str(line[0]))
                and isinstance(value, int | float)
                and value < least
            ):
                below = [each[place] for each in lines[at + 1 :] if place < len(each)]
                for found in below:
                    if re.search(r"\d", str(found)):
                        yield f"column {lines[0][place]}", found


def few_in_grid(lines: list[list[Any]], least: int) -> Iterator[tuple[str, Any]]:
    """Values, and bases themselves, in columns of a tab book whose base is too small."""
    few: list[int] = []
    for line in lines:
        first = str(line[0] or "") if line else ""
        if re.fullmatch(r"Base( with a number)?, unweighted", first):
            few = [at for at, value in enumerate(line) if at and is_below(value, least)]
            yield from ((first, line[at]) for at in few if line[at])
        elif not any(cell is not None for cell in line):
            few = []
        elif not first.startswith("Base"):
            yield from ((first, line[at]) for at in few if re.search(r"\d", str(line[at])))


def is_below(value: Any, least: int) -> bool:
    return isinstance(value, int | float) and value < least


def few_in_row(head: list[Any], cells: list[Any], least: int) -> Iterator[tuple[int, Any]]:
    """Values that stand in a row behind a base that is too small, up to the next base."""
    few = False
    for place, (name, value) in enumerate(zip(head, cells, strict=False)):
        if BASES.fullmatch(str(name)):
            # Who answered may be given as a share, which is no base.
            few = isinstance(value, int | float) and value < least and float(value).is_integer()
        elif few and re.search(r"\d", str(value)):
            yield place, value


def few_in_page(built: Built, least: int) -> Iterator[str]:
    for figure in built.html.find_all("figure", class_="float"):
        lines = [
            [number(cell.get_text(" ", strip=True)) for cell in row.find_all(["th", "td"])]
            for row in figure.find_all("tr")
        ]
        for place, found in few_in_table(lines, least) if lines else ():
            yield f"{figure['id']}, {place}: {found}"


def few_in_word(built: Built, least: int) -> Iterator[str]:
    for place, table in enumerate(docx.Document(str(built.folder / "report.docx")).tables, 1):
        lines = [
            [number(cell.text.replace("\n", " ").strip()) for cell in row.cells]
            for row in table.rows
        ]
        for where, found in few_in_table(lines, least) if lines else ():
            yield f"report.docx, table {place}, {where}: {found}"


def few_in_descriptions(built: Built, least: int) -> Iterator[str]:
    """Pictures that name a base that is too small, in their description or their own text."""
    for picture in built.html.find_all(["svg", "img"]):
        said = " ".join(
            [picture.get("aria-label", ""), picture.get("alt", ""), picture.get_text(" ")]
        )
        bases = [first or second for first, second in STATED.findall(said)]
        if any(int(base.replace(",", "")) < least for base in bases):
            yield said


# "base 105", "bases 105 and 98", "of 105 respondents".
STATED = re.compile(
    r"\b(?:[Bb]ases?:? (\d[\d,]*)|of (\d[\d,]*) (?:respondents|firms|customers|accounts|answers))"
)
SEARCHES = (few_in_ledger, few_in_sheets, few_in_page, few_in_word, few_in_descriptions)


def number(text: str) -> Any:
    """Give a base as a number, with or without its sign and its mark."""
    match = re.fullmatch(r"(?:n\s=\s)?(\d[\d,]*)\W*", text)
    return int(match[1].replace(",", "")) if match else text


def test_no_value_rests_on_fewer_answers_than_the_edition_shows(each: Built) -> None:
    least = privacy(each)["hide_base"]
    assert resting_on_few(each, least) == []
    listed = re.findall(r"\bBases?: ([\d,; and]+)", f"{each.html.get_text(' ')} {each.pdf_text}")
    bases = {
        int(one.replace(",", "")) for found in listed for one in re.findall(r"[\d,]*\d", found)
    }
    assert {base for base in bases if base < least} == set()


def test_the_search_for_small_bases_would_find_them(built: Built) -> None:
    least = 10
    for search in (few_in_ledger, few_in_sheets, few_in_page, few_in_word):
        assert list(search(built, least)), search.__name__
    # The largest base of all is a base, too.
    assert list(few_in_descriptions(built, 10_000))
    assert any(place.startswith("tbl-sector, column ") for place in few_in_page(built, least))
    assert any(", column Insurance: " in place for place in few_in_sheets(built, least))
    assert any("tbl-farming-ranks, " in place for place in few_in_page(built, least))
    grid = [["Base, unweighted", 40, 9, 0], ["Good", 0.5, 0.4, "–"], [None] * 4, ["Bad", 1, 1, 1]]
    assert list(few_in_grid(grid, least)) == [("Base, unweighted", 9), ("Good", 0.4)]
    assert list(few_in_row(["", "base", "mean", "base", "mean"], ["a", 9, 0.5, 12, 1], least)) == [
        (2, 0.5)
    ]
