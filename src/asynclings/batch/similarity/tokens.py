"""An answer without what a copyist changes: names, comments, layout, literals, annotations.

`tokenize` and `ast` give up where a file is broken, and half of a class's files may be; so
one regular expression cuts the text, and what fits nowhere is passed over.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Longer than any answer; what comes after it is not compared.
MAX_TOKENS = 20_000

LEXEME = re.compile(
    r"""
    (?P<text>[rbfut]{0,3}(?:
        \"{3}(?:[^\\]|\\.)*?(?:\"{3}|\Z) | '{3}(?:[^\\]|\\.)*?(?:'{3}|\Z)
        | "(?:[^"\\\n]|\\.)*(?:"|$) | '(?:[^'\\\n]|\\.)*(?:'|$) ))
    | (?P<comment>\#[^\n]*)
    | (?P<name>[^\W\d]\w*)
    | (?P<number>\.?\d[\w.]*)
    | (?P<join>\\\r?\n)
    | (?P<line>\n)
    | (?P<sign>->|:=|\*\*=?|//=?|[<>]{2}=?|[-+*/%&|^@<>=!]=|[-+*/%&|^@<>=!~.,:;()\[\]{}])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.MULTILINE,
)

#: They mean the same everywhere; any other name is the learner's choice.
FIXED = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | {"match", "case", "self"}

#: What is kept of a text, before anything in it is made alike.
KINDS = frozenset({"text", "name", "number", "sign"})

OPENING, CLOSING = frozenset("([{"), frozenset(")]}")


class Token(NamedTuple):
    """A piece of an answer.

    Attributes:
        text: The piece, where names and literals are all alike.
        line: Where it stands, from 1.
    """

    text: str
    line: int


def tokens(source: str) -> list[Token]:
    """Return *source* as tokens that stay the same when somebody disguises a copy.

    Names of the learner's own become ``n``, texts ``s``, numbers ``0``. Comments, docstrings,
    annotations, imports and the layout are left out. What stays are keywords, signs, names of
    Python, and the attributes by which the standard library is used.
    """
    statements = [_bare(one) for one in _statements(source) if not _is_idle(one)]
    own = {name for one in statements for name in _named_here(one)}
    kept: list[Token] = []
    for statement in statements:
        kept += _alike(statement, own)
    return kept[:MAX_TOKENS]


def _statements(source: str) -> Iterator[list[tuple[str, Token]]]:
    """Yield the logical lines of *source*, each a list of kinds and tokens."""
    statement: list[tuple[str, Token]] = []
    line, depth, count = 1, 0, 0
    for found in LEXEME.finditer(source):
        kind, text = found.lastgroup or "", found.group()
        if kind in KINDS:
            statement.append((kind, Token(text, line)))
            count += 1
            if count > 2 * MAX_TOKENS:
                break
            if kind == "sign":
                depth += (text in OPENING) - (text in CLOSING)
                continue
        elif kind == "line" and depth <= 0:
            if statement:
                yield statement
            statement, depth = [], 0
        if kind != "name":
            line += text.count("\n")
    if statement:
        yield statement


def _is_idle(statement: Sequence[tuple[str, Token]]) -> bool:
    """Tell whether *statement* says nothing of how somebody works: a docstring, an import."""
    return all(kind == "text" for kind, _ in statement) or statement[0][1].text in (
        "import",
        "from",
    )


def _bare(statement: list[tuple[str, Token]]) -> list[tuple[str, Token]]:
    """Return *statement* without its annotations."""
    words = [token.text for _, token in statement]
    is_definition = "def" in words[:2]
    bare: list[tuple[str, Token]] = []
    depth, skipping = 0, -1  # the depth at which an annotation began
    for index, (kind, token) in enumerate(statement):
        text = token.text
        depth -= text in CLOSING
        if skipping >= 0 and (depth < skipping or (depth == skipping and text in ("=", ",", ":"))):
            skipping = -1
        if skipping < 0:
            begins = text == "->" or (text == ":" and is_definition and depth == 1)
            if text == ":" and index == 1 and depth == 0 and words[0] not in FIXED:
                begins = True
            if begins:
                skipping = depth
            else:
                bare.append((kind, token))
        depth += text in OPENING
    return bare


def _named_here(statement: Sequence[tuple[str, Token]]) -> Iterator[str]:
    """Yield attributes and functions that *statement* brings into being."""
    words = [token.text for _, token in statement]
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if before in ("def", "class") or (before == "." and after == "="):
            yield word


def _alike(statement: Sequence[tuple[str, Token]], own: set[str]) -> Iterator[Token]:
    before = ""
    for kind, token in statement:
        text = token.text
        if kind == "text":
            text = "s"
        elif kind == "number":
            text = "0"
        elif kind == "name" and (text in own or (before != "." and text not in FIXED)):
            text = "n"
        before = token.text
        yield Token(text, token.line)
