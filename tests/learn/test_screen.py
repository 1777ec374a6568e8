"""`learn` as a person meets it: a real terminal, real saves, real keys."""

import fcntl
import os
import re
import signal
import struct
import termios

import psutil
import pytest

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]

RIGHT = "async def double(ask):\n    return 2 * await ask()\n"
WRONG = "async def double(ask):\n    print('I am', 'here')\n    return await ask()\n"
ENDLESS = "async def double(ask):\n    while True:\n        pass\n"


def test_an_untouched_exercise_shows_the_idea_the_task_and_where_to_edit(sit):
    seat = sit("learn")

    seat.sees("One thing at a time.")

    seat.sees("Return twice what `ask` says.")
    seat.sees("Edit  exercises/01_first/01_double.py")
    assert b"\x1b]8;" in seat.written
    assert b"file://" in seat.written


def test_a_save_is_graded_and_the_failing_rule_comes_first(kit, sit):
    seat = sit("learn")
    seat.sees("Edit")

    kit.stub.write_text(WRONG)

    seat.sees("the answer is doubled")
    seat.sees("expected   42")
    seat.sees("✓ the service is asked once")
    seat.sees("I am here")
    assert seat.text().index("✗") < seat.text().index("✓")


def test_a_right_answer_stays_on_the_screen_until_the_person_goes_on(kit, sit):
    seat = sit("learn")
    seat.sees("Edit")

    kit.stub.write_text(RIGHT)
    seat.sees("Done: all 2 rules hold.")
    seat.sees("1 of 2 done")
    seat.press("n")

    seat.sees("1.2 again")


def test_an_editor_that_saves_by_renaming_is_followed(kit, sit):
    seat = sit("learn")
    seat.sees("Edit")

    for answer in (WRONG, RIGHT):
        kit.stub.rename(kit.stub.with_suffix(".py~"))
        new = kit.stub.with_name("4913")
        new.write_text(answer)
        new.rename(kit.stub)

    seat.sees("Done: all 2 rules hold.")


def test_a_newer_save_ends_the_grading_of_an_endless_answer(kit, sit):
    seat = sit("learn")
    seat.sees("Edit")
    kit.stub.write_text(ENDLESS)
    seat.sees("grading")

    kit.stub.write_text(RIGHT)

    seat.sees("Done: all 2 rules hold.")
    seat.press("q")
    assert seat.ends() == 0


def test_a_deleted_file_is_told_and_reset_puts_it_back(kit, sit):
    seat = sit("learn")
    seat.sees("One thing at a time.")
    kit.stub.unlink()
    seat.sees("There is no such file.")

    seat.press("r")

    seat.no_longer_sees("There is no such file.")
    assert "TODO: ask." in kit.stub.read_text()


def test_a_reset_keeps_what_was_written_and_can_be_undone(kit, sit):
    seat = sit("learn", columns=110)
    seat.sees("Edit")
    kit.stub.write_text(RIGHT)
    seat.sees("Done")

    seat.press("r")
    seat.sees("What you wrote is kept: .asynclings/backups/double/")
    reset = kit.stub.read_text()
    seat.press("u")
    seat.sees("What you wrote is back")

    assert "TODO: ask." in reset
    assert kit.stub.read_text() == RIGHT


def test_hints_come_one_by_one(sit):
    seat = sit("learn")
    seat.sees("Edit")

    seat.press("h")
    seat.sees("Hint 1 of 3")
    seat.press("h")
    seat.sees("Hint 2 of 3")
    seat.press("hh")

    seat.sees("There are no more hints.")


def test_the_solution_of_an_open_exercise_takes_asking_twice(sit):
    seat = sit("learn")
    seat.sees("Edit")

    seat.press("s")
    seat.sees("Ask once more")
    seat.press("s")

    seat.sees("return 2 * await ask()")


def test_the_list_leads_to_any_exercise(sit):
    seat = sit("learn")
    seat.sees("Edit")

    seat.press("l")
    seat.sees("▸  1.1 · double")
    seat.press("j\r")

    seat.sees("1.2 again")


def test_every_view_leads_back(kit, sit):
    kit.stub.write_text(WRONG)
    seat = sit("learn")
    seat.sees("expected   42")

    for key, seen in (("t", "┣━"), ("c", "Chapter 1: first"), ("?", "go to the next exercise")):
        seat.press(key)
        seat.sees("Esc back")
        seat.sees(seen)
        seat.press("\x1b")
        seat.sees("expected   42")


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_forty_columns_are_enough(kit, sit, encoding):
    kit.stub.write_text(WRONG)

    seat = sit("learn", columns=40, lines=20, PYTHONIOENCODING=encoding, NO_COLOR="1")
    seat.sees("expected   42")
    seat.press("t")
    seat.sees("Esc back")

    assert not re.search(rb"\x1b\[[0-9;]*3[0-7]m", seat.written)
    assert seat.written.isascii() == (encoding == "ascii")


def test_what_does_not_fit_is_announced_and_can_be_scrolled_to(kit, sit):
    kit.stub.write_text(WRONG)
    seat = sit("learn", lines=12)
    seat.sees("more below: Space")

    seat.press("G")

    seat.sees("the end; b goes back")
    seat.press("b" * 9)
    seat.sees("Edit")


def test_a_new_size_is_filled_anew(kit, sit):
    kit.stub.write_text(WRONG)
    seat = sit("learn")
    seat.sees("expected   42")

    seat.resize(50, 15)

    seat.sees("─" * 49 + "\n")
    assert max(len(line) for line in seat.text().split("\n")) <= 49


def test_a_terminal_that_does_not_say_its_size_has_the_usual_one(sit):
    seat = sit("learn")
    seat.sees("Edit")

    fcntl.ioctl(seat.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
    seat.display.reset()
    os.kill(seat.pid, signal.SIGWINCH)

    seat.sees("Edit")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_gives_the_terminal_back(sit, number, code):
    seat = sit("learn")
    before = termios.tcgetattr(seat.fd)
    seat.sees("Edit")
    assert not termios.tcgetattr(seat.fd)[3] & termios.ICANON
    children = psutil.Process(seat.pid).children(recursive=True)

    os.kill(seat.pid, number)

    assert seat.ends() == code
    assert termios.tcgetattr(seat.fd)[3] & termios.ICANON == before[3] & termios.ICANON
    assert seat.written.rstrip().endswith(b"\x1b[?1049l")
    assert psutil.wait_procs(children, timeout=30)[1] == []


def test_a_stopped_session_goes_on_where_it_was(kit, sit):
    seat = sit("learn")
    seat.sees("Edit")

    seat.press("\x1a")
    seat._until(lambda: psutil.Process(seat.pid).status() == "stopped", "a stop")
    assert termios.tcgetattr(seat.fd)[3] & termios.ICANON
    kit.stub.write_text(RIGHT)
    os.kill(seat.pid, signal.SIGCONT)

    seat.sees("Done: all 2 rules hold.")


def test_an_editor_in_the_terminal_has_it_and_gives_it_back(kit, sit, tmp_path):
    editor = tmp_path / "editor.sh"
    answer = tmp_path / "answer.py"
    answer.write_text(RIGHT)
    editor.write_text(f'#!/bin/sh\necho editing\nread line\ncp {answer} "$1"\n')
    editor.chmod(0o755)
    seat = sit("learn", VISUAL=str(editor))
    seat.sees("Edit")

    seat.press("o")
    seat.sees("editing")
    seat.press("\n")

    seat.sees("Done: all 2 rules hold.")


def test_an_editor_with_a_window_leaves_the_terminal_alone(sit, tmp_path):
    editor = tmp_path / "code"
    editor.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/opened\n')
    editor.chmod(0o755)
    seat = sit("learn", VISUAL=f"{editor} --wait")
    seat.sees("Edit")

    seat.press("o")

    seat.sees("Opened in code.")
    seat._until((tmp_path / "opened").exists, "the editor")
    assert seat.written.count(b"\x1b[?1049h") == 1


@pytest.mark.parametrize(("editor", "said"), [("", "No editor is known"), ("nowhere", "cannot be")])
def test_an_editor_that_is_not_there_is_told(sit, editor, said):
    seat = sit("learn", VISUAL=editor, EDITOR="", PATH="/nowhere")
    seat.sees("Edit")

    seat.press("o")

    seat.sees(said)


def test_the_second_session_in_a_folder_is_told_of_the_first(kit, sit):
    first = sit("learn")
    first.sees("Edit")

    second = sit("learn")

    second.sees("Another `learn` runs in this folder.")
    kit.stub.write_text(RIGHT)
    first.sees("Done")
    second.sees("Done")


def test_only_what_has_changed_is_drawn(kit, sit):
    kit.stub.write_text(WRONG)
    seat = sit("learn")
    seat.sees("I am here")
    seat._until(lambda: seat.written.endswith(b"\x1b[?2026l"), "a whole frame")
    first = len(seat.written)

    kit.stub.write_text(WRONG.replace("here", "there"))
    seat.sees("I am there")

    assert b"expected" not in seat.written[first:]
    assert b"\x1b[2J" not in seat.written[first:]
