"""The list of exercises as lines: what is done, tried, open, with points and hints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asynclings.drawing.text import Line, Role
from asynclings.learn.state import ChapterRows, Row
from asynclings.printable import cut
from asynclings.render.page import Page

MARKS: dict[str, tuple[str, str, Role]] = {
    "done": ("✓", "ok", "good"),
    "tried": ("~", "~ ", "note"),
    "open": ("·", ". ", "dim"),
}


def list_lines(chapters: Sequence[ChapterRows], page: Page, chosen: str = "") -> Iterator[Line]:
    """Yield *chapters* with their exercises; the cursor is at the one called *chosen*."""
    width = max(len(row.slug) for chapter in chapters for row in chapter.exercises)
    for chapter in chapters:
        done = sum(row.progress == "done" for row in chapter.exercises)
        yield [
            (cut(page.own(chapter.title), page.width - 8, page.ellipsis), "strong"),
            (f"  {done}/{len(chapter.exercises)}", "dim"),
        ]
        for row in chapter.exercises:
            yield _row(row, page, width, cursor=row.slug == chosen)


def _row(row: Row, page: Page, slug_width: int, *, cursor: bool = False) -> Line:
    """Return *row* as a line of the list."""
    pretty, simple, role = MARKS[row.progress]
    remarks = ["stretch"] if row.stretch else []
    if row.max_points:
        remarks.append(f"{row.points:g}/{row.max_points:g}")
    if row.hints_used:
        remarks.append(f"{row.hints_used} hint{'s' if row.hints_used > 1 else ''}")
    sign = (">" if page.ascii else "▸") if cursor else " "
    head = f"{sign} {row.number:>4} "
    slug = row.slug.ljust(slug_width)
    line: Line = [(head, "note"), ((simple if page.ascii else pretty) + " ", role)]
    room = page.width - len(head) - 2 - page.ascii
    line.append((cut(slug, room, page.ellipsis), "strong" if cursor else ""))
    remark = ", ".join(remarks)
    room -= slug_width + 2
    title = page.own(row.title)
    if room >= len(remark) + 14:
        title = cut(title, room - len(remark) - 2, page.ellipsis)
        line.append((f"  {title.ljust(room - len(remark) - 2)}", "dim"))
    if remark and room >= len(remark):
        line.append((f"  {remark}", "dim"))
    return line
