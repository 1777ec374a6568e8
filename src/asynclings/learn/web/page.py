"""The page itself: one HTML file that needs no other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any

from markupsafe import Markup

from asynclings.html import BADGES, embedded_json, environment, render
from asynclings.svg.style import PATTERNS, STYLE

#: In the order in which they need one another.
SCRIPTS = ("elements.js", "player.js", "task.js", "exercise.js", "page.js")


def live_page(names: Sequence[str]) -> str:
    """Return the page that follows its server, whose *names* are like ``127.0.0.1:8000``."""
    return _page({"page": page_id()}, connect=" ".join(f"ws://{name}" for name in names))


def written_page(
    views: Sequence[dict[str, Any]], chapters: Sequence[dict[str, Any]], *, written: str
) -> str:
    """Return the page that holds *views* itself, and talks to nobody.

    Args:
        views: One for each exercise, from `asynclings.learn.web.view.view`; with it
            ``more_hints_html``, the hints that the reader has not asked for.
        chapters: The exercises that can be chosen.
        written: When and by what it was written, for the reader.
    """
    shown = {"views": views, "current": views[0]["current"], "chapters": chapters}
    return _page({**shown, "written": written}, connect="'none'")


def page_id() -> str:
    """Return what changes whenever style or scripts do: an old page then loads itself anew."""
    return hashlib.sha256("".join([_style(), *_scripts()]).encode()).hexdigest()[:16]


def _page(data: dict[str, Any], *, connect: str) -> str:
    template = environment("asynclings.learn.web").get_template("page.html")
    badges = {verdict: asdict(badge) for verdict, badge in BADGES.items()}
    return render(
        template,
        styles=[_style()],
        scripts=_scripts(),
        connect=connect,
        images="data:",
        patterns=Markup(PATTERNS),  # noqa: S704 - a constant of the kit
        data=embedded_json({**data, "badges": badges}),
    )


def _style() -> str:
    return STYLE + _asset("page.css")


def _scripts() -> list[str]:
    return [_asset(name) for name in SCRIPTS]


def _asset(name: str) -> str:
    return (resources.files("asynclings.learn.web") / "assets" / name).read_text("utf-8")
