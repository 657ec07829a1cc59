"""Parameter files: a proposal as the file that an author goes on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.identifiers import slug
from research.proposing.outline import BANNER, loop_banner, sections_of
from research.proposing.proposal import MOST_QUESTIONS
from research.proposing.yamlwords import WIDTH, comment, flow, lines, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.proposing.draft import Draft
    from research.proposing.loops import Loop
    from research.proposing.proposal import Proposal
    from research.proposing.roles import Roles

__all__ = ["parameter_file", "written_loop", "written_question"]


def parameter_file(proposal: Proposal, *, name: str, title: str, data: str) -> str:
    """Write a proposal as a parameter file, with a comment wherever it guessed.

    Parameters
    ----------
    proposal : what the file holds.
    name : of the edition.
    title : of the report.
    data : path of the data, from the folder of the parameter file.
    """
    parts = [
        list(_head(name, title, proposal)),
        list(_data(proposal, data)),
        list(_weights(proposal)),
        list(_questions(proposal)),
        list(_banners(proposal)),
        list(_privacy(proposal)),
        [f"texts: {{report: ../reports/{name}/texts}}"],
        list(_report(proposal)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _head(name: str, title: str, proposal: Proposal) -> Iterator[str]:
    yield from comment(
        f"{title}: what 'research new' found in {proposal.path.name}. Where it guessed a comment "
        "says so: read these, put right what is wrong, then run 'research check' on this file."
    )
    yield f"edition: {scalar(name, inside=False)}"
    yield f"title: {scalar(title, inside=False)}"
    yield "# The cover says what you write here:"
    for key, example in (
        ("subtitle", "what the study is about, in a line"),
        ("description", "who was asked what, in a sentence or two"),
        ("date", "May 2026"),
        ("authors", "[your name]"),
        ("disclaimer", "what a reader must know before using a figure"),
    ):
        yield f"# {key}: {example}"
    if proposal.fieldwork:
        yield f"fieldwork: {scalar(proposal.fieldwork, inside=False)}  # days in the file"
    else:
        yield "# fieldwork: 2 March to 10 April 2026"
    yield "# provenance: real  # at the foot of every chart; or reconstructed, simulated, made up"


def _data(proposal: Proposal, data: str) -> Iterator[str]:
    dialect, roles = proposal.dialect, proposal.roles
    yield "data:"
    yield "  answers:"
    yield f"    file: {scalar(data, inside=False)}"
    for key, value, plain in (
        ("platform", dialect.platform, ""),
        ("sheet", dialect.sheet, ""),
        ("header_rows", dialect.header_rows, 0),
        ("skip_rows", dialect.skip_rows, 0),
        ("heads", dialect.heads, ""),
        ("decimal", dialect.decimal, "."),
        ("thousands", dialect.thousands, ""),
    ):
        if value != plain:
            why = dialect.why.get(key, "")
            yield f"    {key}: {flow(value)}" + (f"  # {why}" if why else "")
    if roles.id:
        yield f"    id: {scalar(roles.id, inside=False)}"
    else:
        yield "    # No column tells respondents apart; if one does, name it: id: ..."
    if roles.wave:
        yield from comment(
            f"'{roles.wave}' looks like the wave that a row is of. To compare waves, write here "
            f"'wave: {scalar(roles.wave, inside=False)}', and under 'waves' which is now and which "
            "were before",
            4,
        )
    yield from _who_counts(roles)
    if roles.personal:
        yield from comment("look personal: read only to be taken out of everything else", 4)
        yield from lines({"personal": roles.personal}, 4)
    if proposal.loops:
        yield "    levels:"
    for loop in proposal.loops:
        yield from written_loop(loop)


def _who_counts(roles: Roles) -> Iterator[str]:
    if roles.account:
        yield from comment("several respondents of one account: every test allows for it", 4)
        yield f"    cluster: {scalar(roles.account, inside=False)}"
    if roles.totals:
        yield from comment("a row at the end holds totals, and is no record", 4)
    if roles.finished:
        yield from comment("only finished interviews count; the others are counted and told", 4)
    if roles.totals or roles.finished:
        totals = {column: {"but": cells} for column, cells in roles.totals.items()}
        yield f"    filter: {flow(roles.finished | totals)}"


def written_loop(loop: Loop) -> Iterator[str]:
    """Write a loop as a table of a parameter file has it among its levels.

    Parameters
    ----------
    loop : its questions are named.
    """
    yield from comment(
        f"'{loop.columns[0]}' and {len(loop.columns) - 1} more columns ask the same of "
        f"{len(loop.items)} items each: taken for a loop, a table of its own with a row an item",
        6,
    )
    yield f"      {scalar(loop.name)}:"
    yield f"        items: {flow(loop.items)}"
    if loop.id:
        yield f"        id: {flow(loop.id)}"
    if {draft.type for draft in loop.drafts} & {"scale", "grid", "nps"}:
        yield "        one: rating"
        yield "        many: ratings"
    yield "        questions:"
    for draft in loop.drafts:
        yield from written_question(draft, 10)


def _weights(proposal: Proposal) -> Iterator[str]:
    roles = proposal.roles
    if roles.weight:
        yield "weights:"
        if "weights" in roles.notes:
            yield from comment(roles.notes["weights"], 2)
        yield f"  main: {{column: {scalar(roles.weight)}}}"
    if roles.volume:
        yield from comment(f"'{roles.volume}' looks like money. To count answers by it as well:")
        name = slug(roles.volume, "_")
        yield f"# volumes: {{{name}: {{column: {scalar(roles.volume)}, unit: EUR}}}}"


def _questions(proposal: Proposal) -> Iterator[str]:
    yield "questions:"
    for draft in proposal.drafts[:MOST_QUESTIONS]:
        yield from written_question(draft)
    rest = proposal.drafts[MOST_QUESTIONS:]
    if rest or proposal.roles.aside:
        yield from comment("Columns that no question uses; take the # away of those you want:", 2)
    for draft in rest:
        yield f"  # - {flow(draft.content())}"
    for column, why in proposal.roles.aside.items():
        yield f"  # {scalar(column)}: {why}"


def written_question(draft: Draft, indent: int = 2) -> Iterator[str]:
    """Write a question as a parameter file has it, line by line, below what was guessed of it.

    Parameters
    ----------
    draft : the question, named.
    indent : blanks before each line.
    """
    blank = " " * indent
    for note in draft.notes:
        yield from comment(note, indent)
    content = draft.content()
    line = f"{blank}- {flow(content)}"
    if len(line) <= WIDTH:
        yield line
        return
    first, *rest = lines(content, indent + 2)
    yield f"{blank}- {first.lstrip()}"
    yield from rest


def _banners(proposal: Proposal) -> Iterator[str]:
    looped = {banner: loop.item for loop in proposal.loops if (banner := loop_banner(loop))}
    if proposal.groups or looped:
        yield from comment("what tables are split by, side by side; letters run within a question")
        yield "banners:"
    if proposal.groups:
        yield f"  {BANNER}:"
    for draft in proposal.groups:
        yield f"    - {{question: {draft.name}}}"
    for banner, item in looped.items():
        if item:
            yield f"  {scalar(banner)}: [{{question: {item.name}}}]"


def _privacy(proposal: Proposal) -> Iterator[str]:
    quoted = any(draft.keys.get("consent") for draft in proposal.of_type("open"))
    if quoted and proposal.groups:
        yield from comment("what may stand under a quotation, the coarsest first")
        yield f"privacy: {{attribution: [{proposal.groups[0].name}]}}"


def _report(proposal: Proposal) -> Iterator[str]:
    yield "report:"
    if proposal.language not in ("", "en"):
        yield from comment(
            f"the wordings look like '{proposal.language}'; the sentences of reports are English", 2
        )
    yield "  sections:"
    for section in sections_of(proposal):
        yield from _section(section)


def _section(section: dict[str, Any]) -> Iterator[str]:
    first, *rest = (f"{key}: {flow(value)}" for key, value in section.items())
    yield f"    - {first}"
    yield from (f"      {line}" for line in rest)
