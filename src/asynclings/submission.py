"""Loads one learner's file under a private name."""

from __future__ import annotations

import difflib
import inspect
import linecache
import stat
import sys
import tokenize
import traceback
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import CodeType, ModuleType

from asynclings.contract import Definition
from asynclings.errors import SubmissionError

#: No exercise needs a tenth of it; a bigger file is not somebody's answer.
MAX_BYTES = 1_000_000

#: The clock cannot make these loops virtual, so an answer may not bring them in.
REFUSED_IMPORTS = {"uvloop": "a loop in C, whose time the graders cannot see"}


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the answer at *path*.

    Raises:
        SubmissionError: There is no regular, readable file of a sensible size.
    """
    try:
        status = path.stat()
    except OSError as error:
        what = "There is no such file." if isinstance(error, FileNotFoundError) else f"{error}."
        raise SubmissionError(what, str(path), "Put the exercise's file back there.") from None
    if stat.S_ISDIR(status.st_mode):
        raise SubmissionError("This is a folder, not a file.", str(path), "Put the file there.")
    if not stat.S_ISREG(status.st_mode):
        raise SubmissionError("This is not a regular file.", str(path), "Put a plain file there.")
    if status.st_size > MAX_BYTES:
        size = f"{status.st_size:,} bytes"
        todo = f"An answer may have {MAX_BYTES:,} bytes; hand in the source file only."
        raise SubmissionError(f"The file is too large: {size}.", str(path), todo)
    try:
        return path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"The file cannot be read: {error.strerror}.", str(path)) from None


def decode(path: Path, data: bytes) -> str:
    """Return *data* as text, by the encoding that Python would use for it.

    Raises:
        SubmissionError: It is empty, has NUL bytes, or is not in that encoding.
    """
    if not data.strip():
        raise SubmissionError("The file is empty.", str(path), "Write your answer into it.")
    if b"\0" in data:
        todo = "Save it as plain text, UTF-8 (it may be a binary file, or UTF-16)."
        raise SubmissionError("The file has NUL bytes; Python cannot read it.", str(path), todo)
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise SubmissionError(
            f"The file is not valid text: {error}.", str(path), "Save it as UTF-8."
        ) from None


def load(path: Path, name: str, contract: Mapping[str, Definition]) -> ModuleType:
    """Run the answer at *path* as a module called *name*; check it against *contract*.

    The source is compiled afresh and no byte code is written: a quick re-save with the
    same time stamp would otherwise be graded as the old file.

    Raises:
        SubmissionError: It cannot be read, compiled or imported, or misses a name.
    """
    return run_source(path, decode(path, read_bytes(path)), name, contract)


def run_source(
    path: Path, source: str, name: str, contract: Mapping[str, Definition]
) -> ModuleType:
    """Do what `load` does with *source*, which was read from *path*.

    Raises:
        SubmissionError: It cannot be compiled or imported, or misses a name.
    """
    code = _compile(path, source)
    module = ModuleType(name)
    module.__file__ = str(path)
    # Lets tracebacks show the lines that were graded, whatever is on disk by then.
    linecache.cache[str(path)] = (len(source), None, source.splitlines(keepends=True), str(path))
    sys.modules[name] = module  # dataclasses and pickle look their module up there
    try:
        exec(code, module.__dict__)  # noqa: S102 - running the answer is what graders do
    except BaseException as error:
        raise _import_failed(path, error) from error
    for definition in contract.values():
        _check(module, path, definition)
    return module


def _compile(path: Path, source: str) -> CodeType:
    try:
        return compile(source, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        lines = source.splitlines()
        # Python reads the line from the file, which is not there in a room of its own.
        is_there = error.lineno is not None and 0 < error.lineno <= len(lines)
        line = error.text or (lines[error.lineno - 1] if is_there and error.lineno else "")
        what = f"{type(error).__name__}: {error.msg}." + (f"\n    {line.strip()}" if line else "")
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise SubmissionError(what, where, "Mend that line; nothing was run.") from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        what = f"Python cannot compile the file: {type(error).__name__}: {error}."
        raise SubmissionError(what, str(path), "Make it simpler.") from None


def said(error: BaseException) -> str:
    """Return the first line of what *error* says; its text may be the answer's own code."""
    try:
        return str(error).partition("\n")[0]
    except Exception as odd:  # noqa: BLE001 - an answer's __str__ may do anything
        return f"(its text raises {type(odd).__name__})"


def is_outcome(error: BaseException) -> bool:
    """Tell whether *error* is pytest's own: pytest.fail(), pytest.raises, a time-out."""
    return any(one.__name__ == "OutcomeException" for one in type(error).__mro__)


def _import_failed(path: Path, error: BaseException) -> SubmissionError:
    what, todo = f"{type(error).__name__}: {said(error)}", "Mend the line that was running."
    if isinstance(error, SystemExit):
        what, todo = "The file ends the program while it is imported (sys.exit).", "Remove that."
    elif is_outcome(error):  # pytest-timeout's, the only one that can come from here
        what, todo = "The file did not finish importing in time.", "Let it only define things."
    elif isinstance(error, KeyboardInterrupt):
        what = "The file raises KeyboardInterrupt while it is imported."
    elif isinstance(error, ModuleNotFoundError):
        what = f"The file imports {error.name!r}, which is not installed."
        todo = "Exercises need the standard library, and aiohttp in the chapters about HTTP."
        if error.name in REFUSED_IMPORTS:
            what = f"The file imports {error.name!r}: {REFUSED_IMPORTS[error.name]}."
            todo = "Use asyncio's own event loop."
    return SubmissionError(what, where_in(path, error) or str(path), todo)


def where_in(path: Path, error: BaseException) -> str:
    """Return ``path:line`` of the innermost line of *path* that *error* came through."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(path)
    ]
    return f"{path}:{lines[-1]}" if lines else ""


def _check(module: ModuleType, path: Path, wanted: Definition) -> None:
    value = module.__dict__.get(wanted.name)
    if value is None:
        near = difflib.get_close_matches(wanted.name, [n for n in vars(module) if n[0] != "_"], 1)
        todo = f"Rename {near[0]!r} back." if near else f"Write `{wanted.header}` again."
        raise SubmissionError(f"{wanted.name!r} is missing.", str(path), todo)
    is_class = inspect.isclass(value)
    if not callable(value) or is_class != (wanted.kind == "class"):
        kind = "a class" if is_class else f"of type {type(value).__name__}"
        what = f"{wanted.name!r} is {kind}; the exercise asks for `{wanted.header}`."
        raise SubmissionError(what, _line_of(value, path), "Define it like that again.")
    if not is_class:
        _check_arguments(value, path, wanted)


def _check_arguments(function: object, path: Path, wanted: Definition) -> None:
    try:
        signature = inspect.signature(function)  # type: ignore[arg-type]  # checked: callable
        signature.bind(*[None] * wanted.positional, **dict.fromkeys(wanted.keywords))
    except (TypeError, ValueError) as error:
        what = f"The arguments of {wanted.name!r} have changed: {error}."
        todo = f"The graders call it as `{wanted.header}`."
        raise SubmissionError(what, _line_of(function, path), todo) from None


def _line_of(value: object, path: Path) -> str:
    code = getattr(inspect.unwrap(value) if callable(value) else value, "__code__", None)
    return f"{path}:{code.co_firstlineno}" if code else str(path)
