"""What is wrong with a policy file, in the words of who wrote it."""

from __future__ import annotations

import difflib
import functools
import json
import math
from collections.abc import Iterable, Iterator
from datetime import date, time
from importlib import resources
from typing import TYPE_CHECKING, Any

from asynclings.batch.policy.lines import Place
from asynclings.batch.policy.moments import written
from asynclings.printable import safe, shorten

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

#: A place in the file with what is wrong there.
Problem = tuple[Place, str]

_KINDS = {
    "string": "a text",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
}
_BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "minLength": "at least {} characters",
    "minItems": "at least {} entries",
}


@functools.cache
def schema() -> dict[str, Any]:
    """Return the schema of a policy."""
    text = (resources.files(__package__) / "policy.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def plain(value: Any) -> Any:
    """Return *value* of TOML as JSON knows it: dates become texts."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # TOML knows nan; a text is refused where a number is asked for
    return written(value) if isinstance(value, date | time) else value


def against_schema(data: dict[str, Any]) -> list[Problem]:
    """Return where *data* is not as the schema asks, in the order of the file's keys."""
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(schema()).iter_errors(data)
    return [problem for error in errors for problem in _said(error)]


def unknown(place: Place, name: str, known: Iterable[str], what: str) -> Problem:
    """Return the problem that *name* at *place* is none of the *known*.

    Args:
        place: Of the name.
        name: As it was found.
        known: All names that are allowed.
        what: Of what it is the name: ``exercise``.
    """
    names = list(known)
    near = nearest(name, names)
    listed = "" if near else f" There are: {', '.join(names)}." if len(names) < 20 else ""
    return place, f"no {what} is called {found(name)}.{near}{listed}"


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the question whether the nearest of *names* was meant; empty when none is near."""
    folded = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    return f" Did you mean {found(folded[near[0]])}?" if near else ""


def found(value: Any) -> str:
    """Return *value* as it may stand in a file, not longer than a person reads."""
    return shorten(safe(json.dumps(value, ensure_ascii=False, default=str)), 70)


def _said(error: ValidationError) -> Iterator[Problem]:
    place: Place = tuple(error.absolute_path)
    value: Any = error.instance
    asked: Any = error.validator_value
    inside: Any = error.schema
    key = str(error.validator)
    if key == "additionalProperties":
        allowed = list(inside["properties"])
        for name in value:
            if name not in allowed:
                keys = nearest(name, allowed) or f" Keys that are: {', '.join(allowed)}."
                yield (*place, name), f"there is no such key.{keys}"
    elif key == "required":
        missing = ", ".join(name for name in asked if name not in value)
        yield place, f"{missing} is missing."
    elif key in ("enum", "const"):
        allowed = asked if key == "enum" else [asked]
        listed = ", ".join(found(each) for each in allowed)
        near = nearest(value, allowed) if isinstance(value, str) else ""
        yield place, f"found {found(value)}. Allowed: {listed}.{near}"
    elif key == "type":
        yield place, f"found {found(value)}. Allowed: {_KINDS[asked]}."
    elif key == "pattern":
        yield place, f"found {found(value)}. Allowed: a date like 2026-10-16T23:59:00+02:00."
    else:
        yield place, f"found {found(value)}. Allowed: {_BOUNDS[key].format(asked)}."
