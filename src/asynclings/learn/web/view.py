"""What a page shows of a state: the same document, with texts and timelines drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from asynclings.learn.state import State
from asynclings.learn.web.markdown import markdown
from asynclings.svg import timeline_svg

#: Lanes that a picture in a page has at most; a page can be scrolled, a terminal cannot.
MOST_LANES = 50

#: Widths of a picture, in pixels: for a screen, and for a telephone.
WIDTHS = {"wide": 760, "narrow": 344}


def view(state: State, last: tuple[State, dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return *state* as JSON with all that only the kit can draw.

    The HTML in it is made by the kit alone (``idea_html``, ``hints_html``, ``pictures``); all
    else is text that somebody may have written, and is shown as text.

    Args:
        state: What is shown.
        last: What was shown before, with its view: what did not change is not drawn again.
    """
    folder = Path(state.path).parent
    exercise = exercise_of(state)
    same = last is not None and last[0].report is state.report and last[0].current == state.current
    same_idea = last is not None and last[0].idea == state.idea
    document = state.to_json()
    for drawn in ("idea", "hints", "report"):
        del document[drawn]
    return {
        **document,
        "idea_html": last[1]["idea_html"] if last and same_idea else markdown(state.idea, folder),
        "hints_html": [markdown(hint, folder) for hint in state.hints],
        "edit_url": edit_url(state.path),
        "exercise": exercise,
        "pictures": last[1]["pictures"] if last and same else _all_pictures(exercise),
    }


def exercise_of(state: State) -> dict[str, Any]:
    """Return the report on the exercise that is shown, as JSON; empty where there is none."""
    found = state.report["exercises"] if state.report else ()
    return next((one for one in found if one["slug"] == state.current), {})


def edit_url(path: str) -> str:
    """Return the address at which Visual Studio Code opens *path*; empty without a path."""
    if not path:
        return ""
    return "vscode://file/" + quote(path.replace("\\", "/").lstrip("/"), safe="/:")


def _all_pictures(exercise: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {rule["id"]: _pictures(rule) for rule in exercise.get("rules", ())}


def _pictures(rule: dict[str, Any]) -> dict[str, str]:
    """Return the timeline of *rule* in each of the widths; nothing where it has none."""
    if not rule["timeline"]:
        return {}
    return {
        name: timeline_svg(
            f"Timeline: {rule['rule']}",
            rule["expected"],
            rule["timeline"],
            most_lanes=MOST_LANES,
            until=rule.get("virtual_seconds", 0.0),
            width=width,
            in_page=True,
        )
        for name, width in WIDTHS.items()
    }
