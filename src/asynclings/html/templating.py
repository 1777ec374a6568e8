"""Jinja2 as every page of the kit uses it: everything is escaped, nothing is undefined."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup, escape

from asynclings.html.policy import security_policy
from asynclings.html.verdicts import BADGES
from asynclings.printable import safe

#: What would end a block of data early, or open a comment in it.
_JSON_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}

_CODE = re.compile(r"`([^`]+)`")


def environment(package: str) -> jinja2.Environment:
    """Return what renders the templates in *package*, which may use those of this package.

    Filters: ``shown`` spells out what a line must not hold (control characters, text
    direction); ``prose`` shows what stands between backticks as code, too; ``lines`` keeps the
    lines of a longer text; ``points`` writes a number.
    """
    loaders = [jinja2.PackageLoader(each) for each in dict.fromkeys([package, __package__])]
    pages = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages.filters |= {"shown": safe, "prose": prose, "lines": _lines, "points": points}
    pages.globals["badges"] = BADGES
    return pages


def render(
    template: jinja2.Template,
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    connect: str = "'none'",
    images: str = "",
    **values: Any,
) -> str:
    """Return *template*, which extends ``frame.html``, as a page that needs no other file.

    Args:
        template: From `environment`.
        styles: CSS behind the shared one.
        scripts: JavaScript, at the end of the page.
        connect: See `security_policy`.
        images: The same.
        values: What the template shows.
    """
    styles = [style(), *styles]
    return template.render(
        styles=[Markup(each) for each in styles],  # noqa: S704 - files of the kit
        scripts=[Markup(each) for each in scripts],  # noqa: S704 - files of the kit
        security_policy=security_policy(
            styles=styles, scripts=scripts, connect=connect, images=images
        ),
        **values,
    )


@functools.cache
def style() -> str:
    """Return the CSS that all pages share."""
    return (resources.files(__package__) / "style.css").read_text("utf-8")


def embedded_json(value: Any) -> Markup:
    """Return *value* as JSON that may stand in a ``<script type="application/json">``."""
    text = json.dumps(value, separators=(",", ":"))
    for char, spelt in _JSON_ESCAPES.items():
        text = text.replace(char, spelt)
    return Markup(text)  # noqa: S704 - no character of HTML is left in it


def prose(text: str) -> Markup:
    """Return a sentence of the kit as HTML; what stands between backticks in it is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(safe(text)))))  # noqa: S704 - escaped


def points(number: float) -> str:
    """Return *number* as a person writes it: ``3``, ``2.5``, ``0.33``."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _lines(text: str) -> str:
    return "\n".join(safe(line.expandtabs(4)) for line in text.strip("\n").split("\n"))
