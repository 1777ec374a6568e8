"""What is told of each file."""

import json
import os

from asynclings.batch.intake import account


def test_each_file_is_told_with_what_it_was_taken_for(desk, monkeypatch):
    monkeypatch.chdir(desk.folder.parent)
    os.utime(desk.put("ada/set_sail.py"), (1_700_000_000, 1_700_000_000))
    desk.put("ada/drop_anchor.py", b"#" * 1_000_001)
    os.utime(desk.folder / "ada/drop_anchor.py", (1_700_000_000, 1_700_000_000))
    desk.put("bob/essay.pdf")
    desk.folder = desk.folder.relative_to(desk.folder.parent)

    intake = desk.read()

    too_large = "The file is too large: 1,000,001 bytes; an answer may have 1,000,000."
    assert list(account.lines(intake)) == [
        "class/ada/set_sail.py: set_sail of ada, 2023-11-14 22:13 UTC",
        f"class/ada/drop_anchor.py: drop_anchor of ada, 2023-11-14 22:13 UTC - {too_large}",
        "class/bob/essay.pdf: ignored. It is no Python file.",
        "bob: nothing was found of this learner.",
    ]
    assert account.summary(intake) == (
        "2 answers of 2 learners (folders); 1 of them cannot be read; 1 files or folders ignored."
    )


def test_the_account_as_json_says_the_same(desk):
    desk.put("canvas.zip", desk.zip("ada_LATE_17_901_set_sail.py", "ada_17_902_notes.py"))

    content = json.loads(json.dumps(account.to_json(desk.read("canvas.zip"))))

    origin = f"{desk.folder.as_posix()}/canvas.zip: "
    assert content == {
        "layout": "canvas",
        "learners": [{"id": "17", "name": "ada", "email": ""}],
        "taken": [
            {
                "origin": f"{origin}ada_LATE_17_901_set_sail.py",
                "learner": "17",
                "exercise": "set_sail",
                "submitted_at": None,
                "late": True,
                "problem": "",
            }
        ],
        "ignored": [
            {
                "origin": f"{origin}ada_17_902_notes.py",
                "why": "No exercise is called like this file.",
            }
        ],
    }
