"""What a learner is told about a file that cannot be graded."""

import sys

import pytest

from asynclings.contract import read_contract
from asynclings.errors import SubmissionError
from asynclings.submission import MAX_BYTES, load

SOLUTION = "async def run_both(foo, bar):\n    return 1\n\n\nclass Empty(Exception):\n    pass\n"


@pytest.fixture
def contract(tmp_path):
    path = tmp_path / "solution.py"
    path.write_text(SOLUTION)
    return read_contract(path)


@pytest.fixture
def refused(tmp_path, contract):
    """Load an answer of these bytes and return what the learner is told."""

    def load_it(data):
        path = tmp_path / "01_answer.py"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        with pytest.raises(SubmissionError) as told:
            load(path, "answer", contract)
        return str(told.value).replace(str(path), "answer.py")

    return load_it


def test_a_right_file_becomes_a_module(tmp_path, contract):
    path = tmp_path / "answer.py"
    path.write_text(SOLUTION)

    module = load(path, "answer_x", contract)

    assert callable(module.run_both)
    assert sys.modules.pop("answer_x") is module


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "The file is empty.\nat answer.py\nWrite your answer into it."),
        (b"x = '\xff'\n", "The file is not valid text"),
        (b"\xff\xfea\0b\0", "The file has NUL bytes"),
        (b"# coding: klingon\n", "The file is not valid text: unknown encoding"),
        ("x = 1\ndef f(:\n", "SyntaxError: invalid syntax.\n    def f(:\nat answer.py:2"),
        ("import nothing_like_it\n", "imports 'nothing_like_it', which is not installed"),
        ("import uvloop\n", "imports 'uvloop': a loop in C"),
        ("import sys\nsys.exit(0)\n", "ends the program while it is imported"),
        ("raise KeyboardInterrupt\n", "raises KeyboardInterrupt while it is imported"),
        ("x = 1\n1 / 0\n", "ZeroDivisionError: division by zero\nat answer.py:2"),
        ("def f():\n    f()\nf()\n", "RecursionError"),
        ("x = " + "(" * 500 + ")" * 500, "too many nested parentheses"),
        (
            "async def run_bth(foo, bar): ...",
            "'run_both' is missing.\nat answer.py\nRename 'run_bth' back.",
        ),
        ("class Empty(Exception): ...", "Write `async def run_both(foo, bar)` again."),
        (SOLUTION.replace("foo, bar", "foo"), "The arguments of 'run_both' have changed"),
        (SOLUTION.replace("foo, bar", "foo, bar, baz"), "missing a required argument: 'baz'"),
        (SOLUTION + "run_both = 3\n", "'run_both' is of type int"),
        (SOLUTION + "Empty = print\n", "'Empty' is of type builtin_function_or_method"),
    ],
)
def test_a_file_that_cannot_be_graded_gets_what_where_and_what_to_do(refused, data, told):
    assert told in refused(data)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SubmissionError, match=r"There is no such file\.\nat .*gone\.py"):
        load(tmp_path / "gone.py", "answer", {})


def test_a_folder_is_no_answer(tmp_path):
    with pytest.raises(SubmissionError, match="This is a folder, not a file"):
        load(tmp_path, "answer", {})


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "huge.py"
    path.write_bytes(b"#" * (MAX_BYTES + 1))

    with pytest.raises(SubmissionError, match="too large: 1,000,001 bytes"):
        load(path, "answer", {})


def test_a_quick_save_with_the_same_time_stamp_is_graded_as_it_is(tmp_path):
    path = tmp_path / "answer.py"
    path.write_text("x = 1\n")
    stamp = path.stat()
    load(path, "answer", {})

    path.write_text("x = 2\n")
    import os

    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert load(path, "answer", {}).x == 2
    assert not list(tmp_path.glob("__pycache__"))


def test_a_file_beside_the_answer_shadows_nothing(tmp_path):
    (tmp_path / "random.py").write_text("raise SystemExit('shadowed')\n")
    path = tmp_path / "answer.py"
    path.write_text("import random\nx = random.__file__\n")

    assert str(tmp_path) not in load(path, "answer", {}).x


def test_arguments_with_a_default_may_be_added(tmp_path, contract):
    path = tmp_path / "answer.py"
    path.write_text(SOLUTION.replace("foo, bar", "foo, bar, loud=False"))

    assert load(path, "answer", contract)
