"""One bar of a picture, with the sign of how it ended."""

from __future__ import annotations

from html import escape

from asynclings.drawing.axis import seconds
from asynclings.drawing.lanes import Bar, how_many
from asynclings.printable import safe

#: Height of a bar and of a lane, in pixels.
BAR, LANE = 16, 28

#: Width of a bar in a legend, in pixels.
SAMPLE = 24


def text(x: float, y: float, words: str, classes: str = "", anchor: str = "") -> str:
    """Return *words* with their baseline at (*x*, *y*)."""
    attributes = f' class="{classes}"' if classes else ""
    attributes += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{number(x)}" y="{number(y)}"{attributes}>{written(words)}</text>'


def bar_shape(bar: Bar, left: float, right: float, middle: float, classes: str) -> str:
    """Return *bar* from *left* to *right*; hovering over it says what it is.

    Args:
        bar: What is drawn.
        left: Where it begins, in pixels.
        right: Where it ends.
        middle: The middle of its lane.
        classes: ``asked``, ``seen``, ``seen wrong`` or ``alarm``.
    """
    if bar.kind == "mark":
        shapes = [_diamond(left, middle, classes)]
    else:
        right = max(right, left + 3)
        body = {"task": _thin, "sleep": _thin, "wait": _dotted}.get(bar.kind, _body)
        shapes = [body(bar, left, right, middle, classes), _sign(bar, right, middle)]
    words = written(in_words(bar))
    name = f'class="bar" role="img" aria-label="{words}"'
    return f"<g {name}><title>{words}</title>{''.join(shapes)}</g>"


def in_words(bar: Bar) -> str:
    """Return what *bar* was, when, where."""
    what = {
        "block": "blocked the event loop: ",
        "task": "task ",
        "thread": "thread ",
        "wait": "waited for ",
        "sleep": "sleep in ",
    }
    times = f" {how_many([bar])}".rstrip()
    when = seconds(bar.start)
    if bar.is_open:
        when += " s, still running at the end"
    elif bar.last > bar.start:
        when += f" - {seconds(bar.last)} s"
    else:
        when += " s"
    ended = f", {bar.outcome}" if bar.outcome not in ("", "returned") else ""
    at = f", at {bar.where}" if bar.where else ""
    return f"{what.get(bar.kind, '')}{bar.name}{times}: {when}{ended}{at}"


def written(words: str) -> str:
    """Return *words* as the text of an element: XML knows no control characters."""
    return escape(safe(words), quote=True)


def number(value: float) -> str:
    """Return *value* in pixels, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def sample(bar: Bar, left: float, middle: float, classes: str) -> str:
    """Return what *bar* looks like, small, for a legend."""
    right = left + SAMPLE
    if bar.kind == "mark":
        return _diamond(left + SAMPLE / 2, middle, classes)
    if bar.outcome:
        return _sign(bar, left + SAMPLE / 2, middle)
    body = {"task": _thin, "wait": _dotted}.get(bar.kind, _body)
    return body(bar, left, right, middle, classes)


def _body(bar: Bar, left: float, right: float, middle: float, classes: str) -> str:
    top, bottom = number(middle - BAR / 2), number(middle + BAR / 2)
    if bar.is_open:  # no right edge: it goes on
        a, b, tip = number(left), number(right - 9), f"L{number(right)} {number(middle)}"
        shape = f'path d="M{a} {top}H{b}{tip}L{b} {bottom}H{a}Z"'
    else:
        width = number(right - left - 1)  # bars that touch are still two
        shape = f'rect x="{number(left)}" y="{top}" width="{width}" height="{BAR}" rx="3"'
    pattern = {"alarm": "crossed", "seen wrong": "stripes"}.get(classes)
    if bar.kind == "thread" and not pattern:
        pattern = "rails"
    drawn = f'<{shape} class="{classes}"/>'
    return drawn + (f'<{shape} fill="url(#asynclings-{pattern})"/>' if pattern else "")


def _thin(bar: Bar, left: float, right: float, middle: float, classes: str) -> str:
    wrong = " wrong" if "wrong" in classes else ""
    end = number(right - (8 if bar.is_open else 0))
    drawn = f'<path class="thin{wrong}" d="M{number(left)} {number(middle)}H{end}"/>'
    if bar.is_open:
        at = f"M{number(right - 9)} {number(middle - 6)}L{number(right)} {number(middle)}"
        drawn += f'<path class="{classes}" d="{at}L{number(right - 9)} {number(middle + 6)}Z"/>'
    return drawn


def _dotted(bar: Bar, left: float, right: float, middle: float, classes: str) -> str:
    del classes  # a wait is no mistake; what comes too late after it is
    top, width = number(middle - BAR / 2 + 2), number(max(1.0, right - left - 2))
    place = f'x="{number(left)}" y="{top}" width="{width}" height="{BAR - 4}" rx="3"'
    tip = ""
    if bar.is_open:
        at = f"M{number(right - 8)} {number(middle - 5)}L{number(right)} {number(middle)}"
        tip = f'<path class="queue tip" d="{at}L{number(right - 8)} {number(middle + 5)}"/>'
    return f'<rect {place} class="queue"/><rect {place} fill="url(#asynclings-dots)"/>{tip}'


def _diamond(x: float, middle: float, classes: str) -> str:
    r = BAR / 2
    points = ((x, middle - r), (x + r, middle), (x, middle + r), (x - r, middle))
    path = "L".join(f"{number(a)} {number(b)}" for a, b in points)
    return f'<path class="{classes}" d="M{path}Z"/>'


def _sign(bar: Bar, right: float, middle: float) -> str:
    """Return a badge: a cross for what was cancelled, an exclamation mark for what raised."""
    if bar.outcome == "cancelled":
        path = "M-3 -3L3 3M-3 3L3 -3"
    elif bar.outcome.startswith("raised"):
        path = "M0 -4V0.5M0 4V4.1"
    else:
        return ""
    place = f"translate({number(right)} {number(middle)})"
    return (
        f'<g transform="{place}"><circle class="badge" r="8"/><path class="sign" d="{path}"/></g>'
    )
