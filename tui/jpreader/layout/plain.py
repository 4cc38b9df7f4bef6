"""The article without a screen, as lines of text or as Markdown. Nothing that a pane shows is missing.

What to give of it is said by `only`: empty for all, one of `outline.PARTS`, a section's id (also after `#`), or
an entity's id after `@`.
"""

from __future__ import annotations

from collections.abc import Iterator

from jpreader.article.model import Article, Block, Section
from jpreader.layout.cells import width as cells
from jpreader.layout.fill import wrap
from jpreader.layout.flow import Flow
from jpreader.layout.markdown import block_lines, escaped
from jpreader.layout.outline import PARTS, Entry, Group, details, entity_group, groups, section_name

INDENT = "  "
NUMBER = 4  # cells: what stands before a text is a number up to here (`12. `), and a date beyond


def parts(article: Article, only: str) -> tuple[tuple[Section, ...], tuple[Group, ...]]:
    """The sections and the groups that `only` means.

    Raises:
        KeyError: the article has no such part.
    """
    if not only:
        return article.sections, groups(article)
    if only in PARTS:
        return (), groups(article, only)
    if only.startswith("@"):
        return (), (entity_group(article, only[1:]),)
    return (article.by_section[only.removeprefix("#")],), ()


def text(article: Article, width: int, only: str = "") -> str:
    """The article as lines of at most `width` cells.

    Readings stand in brackets after their words, addresses after the words that are linked. Sections are numbered
    as evidence names them.
    """
    sections, found = parts(article, only)
    spelled = article._replace(sections=tuple(map(_spelled, sections)))
    flow = Flow(spelled, width)
    out: list[str] = []
    if not only:
        out += [line.text for line in flow.lines(0)]
        out += [line for detail in details(article) for line in wrap(detail, width)]
    number = 1
    for section in sections:
        out += ["", *wrap(section_name(article, section.id), width)]
        for _ in section.body:
            number += 1
            out += [line.text for line in flow.lines(number)]
        number += 1
    for group in found:
        out += ["", group.heading.upper()]
        for n, entry in enumerate(group.entries):
            out += [""] if n and entry.under else []
            out += _entry(entry, width)
    return "\n".join(out).strip("\n")


def _entry(entry: Entry, width: int) -> Iterator[str]:
    lead = f"{entry.lead} " if entry.lead else ""
    hang = " " * len(lead) if 0 < len(lead) <= NUMBER else INDENT
    yield from _hung(entry.text, lead, hang if lead else INDENT, width)
    for under in entry.under:
        yield from _hung(under, hang, hang + INDENT, width)


def _hung(text: str, first: str, rest: str, width: int) -> list[str]:
    """A text at a width, its first line after `first`, the others after `rest`."""
    room = max(1, width - cells(rest))
    extra = cells(first) - cells(rest)
    if extra > 0:  # what stands before the first line is part of what is wrapped
        lines = wrap(first + text, room)
        return [lines[0], *(rest + line for line in lines[1:])]
    lines = wrap(text, room)
    return [first + lines[0], *(rest + line for line in lines[1:])]


def _spelled(section: Section) -> Section:
    """A section whose text says what a screen shows by other means: readings, and where links go."""
    return section._replace(blocks=tuple(map(_said_out, section.blocks)))


def _said_out(block: Block) -> Block:
    notes = [(ruby.end, f"（{ruby.reading}）") for ruby in block.ruby]
    links = [run for run in block.runs if run.style == "link"]
    notes += [
        (run.end, f" ({run.target})")
        for run in links
        if run.target.removeprefix("mailto:") != block.text[run.start : run.end]
    ]
    if not notes:
        return block
    notes.sort(key=lambda note: note[0])
    out, at = "", 0
    for end, note in notes:
        out, at = out + block.text[at:end] + note, end

    def moved(offset: int) -> int:
        return offset + sum(len(note) for end, note in notes if end <= offset)

    rows = tuple(tuple((moved(start), moved(end)) for start, end in row) for row in block.rows)
    return block._replace(text=out + block.text[at:], runs=(), ruby=(), rows=rows)


def markdown(article: Article, only: str = "") -> str:
    """The article as CommonMark, with the tables of GitHub's, and readings as HTML's `ruby`."""
    sections, found = parts(article, only)
    out: list[str] = []
    if not only:
        front = [line.text for line in Flow(article, 10_000).lines(0)]  # one line each, of any length
        out += [f"# {escaped(article.title)}", *(escaped(line) for line in front[1:])]
        out += ["\n".join(f"- {escaped(detail)}" for detail in details(article))]
    for section in sections:
        out += [f"## {escaped(section_name(article, section.id))}", "\n".join(block_lines(section.body))]
    for group in found:
        out += [f"## {escaped(group.heading)}", "\n".join(line for entry in group.entries for line in _item(entry))]
    return "\n\n".join(part for part in out if part)


def _item(entry: Entry) -> Iterator[str]:
    """An entry as an item of a list; a sentence that has nothing beside it as a paragraph."""
    body = f"**{escaped(entry.text)}**" if entry.name else escaped(entry.text)
    if not entry.lead and not entry.under:
        yield body
        return
    numbered = entry.lead[:-1].isdecimal() and entry.lead.endswith(".")
    yield f"{entry.lead} {body}" if numbered else f"- {escaped(entry.lead)} {body}" if entry.lead else f"- {body}"
    for under in entry.under:
        yield f"{' ' * (len(entry.lead) + 1) if numbered else '  '}- {escaped(under)}"
