"""How Moodle and Canvas name what they export.

Sources: mod/assign/classes/downloader.php in moodle/moodle, lib/content_zipper.rb in
instructure/canvas-lms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from asynclings.batch.records import Learner

#: ``Ada Lovelace_4711_assignsubmission_file`` with a slash, a ``_`` or a file after it. A
#: group without a number is possible; the middle word is not translated, the name may be.
MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL
)

#: ``lovelaceada_LATE_17_9001_two.py``: who, whether late, their number, the file's number.
#: Only a Canvas that nobody uses has a file number of two digits; an exercise has two of them.
CANVAS = re.compile(
    r"(?:(?P<name>\w+?)_(?P<late>LATE_)?(?P<id>\d+)|(?P<late_too>LATE_)?(?P<anon>anon_[A-Za-z0-9]+))"
    r"_(?P<file>\d{3,18})_(?P<rest>.+)",
    re.DOTALL,
)

#: ``submission_456``: a folder of Gradescope, whose names are in a file beside it.
GRADESCOPE = re.compile(r"submission_\d+")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file or folder is.

    Attributes:
        layout: Who says so: ``moodle``.
        learner: Whose it is; the id is unique in this layout.
        rest: The name that the learner gave; empty where only a folder is named.
        order: A number that is higher for what was handed in later; 0 where there is none.
        late: The platform marks it as late.
    """

    layout: str
    learner: Learner
    rest: str = ""
    order: int = 0
    late: bool = False


def owner(layout: str, name: str) -> Owner | None:
    """Return whose the file or folder called *name* is; None where *layout* does not say it."""
    if layout == "moodle" and (found := MOODLE.fullmatch(name)):
        learner = Learner(found["id"] or found["name"], found["name"])
        return Owner(layout, learner, found["rest"] or "")
    if layout == "canvas" and (found := CANVAS.fullmatch(name)):
        learner = Learner(found["id"] or found["anon"], found["name"] or "")
        late = bool(found["late"] or found["late_too"])
        return Owner(layout, learner, found["rest"], int(found["file"]), late)
    return None


def layout_of(names: list[str]) -> str:
    """Return what *names*, which lie side by side, are the export of; ``folders`` for none."""
    if any(owner("moodle", name) for name in names):
        return "moodle"
    half = max(1, len(names) / 2)
    if sum(1 for name in names if owner("canvas", name)) >= half:
        return "canvas"
    if sum(1 for name in names if GRADESCOPE.fullmatch(name)) >= half:
        return "gradescope"
    return "folders"
