"""Whose a file is: folders, single files, and what platforms export."""

from datetime import UTC, datetime

import pytest

from asynclings.batch.records import Learner
from asynclings.errors import AsynclingsError


@pytest.mark.parametrize(
    "path",
    [
        "exercises/02_boats/01_set_sail.py",
        "02_boats/01_set_sail.py",
        "01_set_sail.py",
        "homework/week 1/set-sail (1).py",
    ],
)
def test_a_folder_is_a_learner_wherever_the_answer_lies_in_it(desk, path):
    desk.put(f"ada/{path}")
    desk.put("bob/02_boats/02_drop_anchor.py")

    intake = desk.read()

    assert desk.taken(intake) == ["ada: set_sail", "bob: drop_anchor"]
    assert intake.layout == "folders"
    assert intake.submissions[0].load() == desk.answer
    assert desk.ignored(intake) == {}


def test_folders_that_differ_by_case_are_two_learners(desk):
    desk.put("ada/set_sail.py")
    desk.put("Ada/set_sail.py")

    assert desk.taken(desk.read()) == ["Ada: set_sail", "ada: set_sail"]


def test_a_learner_without_an_answer_is_listed(desk):
    desk.put("ada/set_sail.py")
    desk.put("bob/essay.pdf")
    (desk.folder / "carl").mkdir()

    intake = desk.read()

    assert [one.id for one in intake.learners] == ["ada", "bob", "carl"]
    assert desk.ignored(intake) == {"bob/essay.pdf": "It is no Python file."}


@pytest.mark.parametrize(
    ("place", "file"),
    [
        ("ada", "ada/exercises/02_boats/01_set_sail.py"),
        ("ada/exercises", "ada/exercises/02_boats/01_set_sail.py"),
        ("ada/exercises/02_boats/01_set_sail.py", "ada/exercises/02_boats/01_set_sail.py"),
        ("ada/set_sail.py", "ada/set_sail.py"),
        ("ada", "ada/set_sail.py"),
    ],
)
def test_one_learners_own_place_bears_the_learners_name(desk, place, file):
    desk.put(file)

    assert desk.taken(desk.read(place)) == ["ada: set_sail"]


def test_an_archive_for_each_learner_is_like_a_folder_for_each(desk):
    desk.put("ada.zip", desk.zip("exercises/02_boats/01_set_sail.py"))
    desk.put("bob.tar.xz", desk.tar("bob/set_sail.py", mode="w:xz"))
    desk.put("carl.tgz", desk.tar("set_sail.py"))
    desk.put("dora.tar.bz2", desk.tar("set_sail.py", mode="w:bz2"))
    desk.put("eve.tar", desk.tar("set_sail.py", mode="w"))

    intake = desk.read()

    everybody = ["ada", "bob", "carl", "dora", "eve"]
    assert desk.taken(intake) == [f"{one}: set_sail" for one in everybody]
    assert {one.load() for one in intake.submissions} == {desk.answer}
    assert intake.submissions[1].origin.endswith("class/bob.tar.xz: bob/set_sail.py")


def test_the_same_archives_may_be_named_one_by_one(desk):
    desk.put("ada.zip", desk.zip("set_sail.py"))
    desk.put("bob.zip", b"no archive at all")

    intake = desk.read("ada.zip", "bob.zip")

    assert [one.id for one in intake.learners] == ["ada", "bob"]
    assert desk.ignored(intake) == {"bob.zip": "It is broken: File is not a zip file."}


def test_an_archive_of_the_class_may_hold_archives_in_a_folder_around_all(desk):
    inner = desk.zip("set_sail.py")
    desk.put("week1.zip", desk.zip(("week1/ada.zip", inner), ("week1/bob/set_sail.py", b"pass")))

    intake = desk.read("week1.zip")

    assert desk.taken(intake) == ["ada: set_sail", "bob: set_sail"]
    assert intake.submissions[0].origin.endswith("week1.zip: week1/ada.zip: set_sail.py")


def test_several_places_are_one_class(desk):
    desk.put("week1/ada/set_sail.py")
    desk.put("week1/bob/set_sail.py")
    desk.put("week2.zip", desk.zip("ada/drop_anchor.py", "bob/drop_anchor.py"))

    intake = desk.read("week1", "week2.zip")

    assert desk.taken(intake) == [
        *("ada: set_sail", "ada: drop_anchor"),
        *("bob: set_sail", "bob: drop_anchor"),
    ]


def test_a_loose_file_beside_the_learners_is_nobodys(desk):
    desk.put("ada/set_sail.py")
    desk.put("bob/set_sail.py")
    desk.put("set_sail.py")

    intake = desk.read()

    assert desk.taken(intake) == ["ada: set_sail", "bob: set_sail"]
    assert "nobody's name" in desk.ignored(intake)["set_sail.py"]


def test_the_kits_own_solutions_are_nobodys_answers(desk):
    desk.put("ada/exercises/02_boats/01_set_sail.py", b"mine = 1")
    desk.put("ada/solutions/02_boats/01_set_sail.py")
    desk.put("ada/tests/right_answers/set_sail.py")

    intake = desk.read("ada")

    assert [one.load() for one in intake.submissions] == [b"mine = 1"]
    assert set(desk.ignored(intake)) == {"ada/solutions", "ada/tests"}


def test_what_systems_and_tools_leave_behind_is_one_line_each(desk):
    desk.put("ada/set_sail.py")
    for name in ("a", "b", "c"):
        desk.put(f"ada/.git/objects/{name}/set_sail.py")
        desk.put(f"ada/.venv/lib/{name}.py")
    desk.put("ada/__pycache__/set_sail.py")
    desk.put("ada/.DS_Store")
    desk.put("bob.zip", desk.zip("set_sail.py", "__MACOSX/._set_sail.py", "__MACOSX/x.py"))

    intake = desk.read()

    assert desk.taken(intake) == ["ada: set_sail", "bob: set_sail"]
    assert set(desk.ignored(intake)) == {
        *("ada/.git", "ada/.venv", "ada/__pycache__", "ada/.DS_Store", "bob.zip: __MACOSX"),
    }


def test_only_what_is_asked_for_is_taken(desk):
    desk.put("ada/set_sail.py")
    desk.put("ada/drop_anchor.py")

    intake = desk.read(exercises=desk.kit.find("drop_anchor"))

    assert desk.taken(intake) == ["ada: drop_anchor"]
    assert desk.ignored(intake) == {"ada": "1 answer to exercises that were not asked for."}


def test_a_place_that_is_not_there_is_told(desk):
    with pytest.raises(AsynclingsError, match=r"There is no .*nowhere\. Name a folder"):
        desk.read("nowhere")


def test_moodle_folders_and_flat_files_are_read(desk):
    archive = desk.zip(
        "Zoë Ünal_4711_assignsubmission_file_/01_set_sail.py",
        "Bo_Li_4712_assignsubmission_file/boats/set_sail.py",
        "Teilnehmer_4713_assignsubmission_file_set_sail.py",
        ("Ida Ek_4714_assignsubmission_file_work.zip", desk.zip("set_sail.py")),
        ("Ida Ek_4714_assignsubmission_onlinetext_onlinetext.html", b"<p>hello</p>"),
        "Team Blue_assignsubmission_file_/set_sail.py",
    )
    desk.put("moodle.zip", archive)

    intake = desk.read("moodle.zip")

    assert intake.layout == "moodle"
    assert [(one.learner.id, one.learner.name) for one in intake.submissions] == [
        ("4711", "Zoë Ünal"),
        ("4712", "Bo_Li"),
        ("4713", "Teilnehmer"),
        ("4714", "Ida Ek"),
        ("Team Blue", "Team Blue"),
    ]
    assert {one.submitted_at for one in intake.submissions} == {None}


def test_canvas_files_are_read_with_what_is_marked_on_them(desk):
    archive = desk.zip(
        "lovelaceada_LATE_17_9001_01_set_sail-1.py",
        "boole_18_9002_set_sail.py",
        ("boole_18_9003_more.zip", desk.zip("more/drop_anchor.py")),
        "anon_x7Yb2_9004_set_sail.py",
        ("boole_18_9005_essay.pdf", b""),
    )
    desk.put("canvas.zip", archive)

    intake = desk.read("canvas.zip")

    assert intake.layout == "canvas"
    assert [(one.learner.id, one.exercise, one.late) for one in intake.submissions] == [
        ("17", "set_sail", True),
        ("18", "set_sail", False),
        ("18", "drop_anchor", False),
        ("anon_x7Yb2", "set_sail", False),
    ]
    assert intake.learners[0] == Learner("17", "lovelaceada")
    assert {one.submitted_at for one in intake.submissions} == {None}


def test_what_was_put_into_an_export_by_hand_is_a_learner_too(desk):
    desk.put("Zoë Ünal_4711_assignsubmission_file_/set_sail.py")
    desk.put("late Ida/set_sail.py")

    assert desk.taken(desk.read()) == ["4711: set_sail", "late Ida: set_sail"]


ROSTER = b"""---
submission_456:
  :submitters:
  - :name: "Ada L\xc3\xb8velace"
    :sid: '0012'
    :email: ada@example.org
  - :name: Bo
    :sid:
    :email: bo@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :score: 2.0
  :results:
    tests: [{output: "- :name: Eve", name: x}]
  :history:
  - :id: 5
    :created_at: 2020-01-01 00:00:00 Z
submission_457:
  :submitters:
  - :sid: 7
  :created_at: 2026-04-27 01:00:00.5 -07:00
submission_458:
  :submitters: []
"""


def test_gradescope_names_everybody_and_the_time(desk):
    root = "assignment_9_export"
    desk.put(
        "export.zip",
        desk.zip(
            f"{root}/submission_456/01_set_sail.py",
            (f"{root}/submission_metadata.yml", ROSTER),
            f"{root}/submission_457/set_sail.py",
        ),
    )

    intake = desk.read("export.zip")

    assert intake.layout == "gradescope"
    assert intake.learners == (
        Learner("7"),
        Learner("0012", "Ada Løvelace", "ada@example.org"),
        Learner("bo@example.org", "Bo", "bo@example.org"),
    )
    first = datetime(2026, 4, 26, 17, 34, 0, 861687, tzinfo=UTC)
    assert [(one.learner.id, one.submitted_at) for one in intake.submissions] == [
        ("7", datetime(2026, 4, 27, 8, 0, 0, 500000, tzinfo=UTC)),
        ("0012", first),
        ("bo@example.org", first),
    ]


@pytest.mark.parametrize("roster", [b"[" * 5_000, b"\x00", b"{a: [", b"{[a]: b}", b"&a [*a, *a]"])
def test_gradescope_folders_stand_for_learners_where_the_list_cannot_be_read(desk, roster):
    desk.put("submission_metadata.yml", roster)
    desk.put("submission_1/set_sail.py")
    desk.put("submission_2/set_sail.py")

    intake = desk.read()

    assert desk.taken(intake) == ["submission_1: set_sail", "submission_2: set_sail"]
    assert intake.layout == "gradescope"


def test_a_number_of_one_platform_is_nobodys_number_on_another(desk):
    desk.put("moodle.zip", desk.zip("Ada_17_assignsubmission_file_/set_sail.py"))
    desk.put("canvas.zip", desk.zip("boole_17_901_set_sail.py"))

    intake = desk.read("moodle.zip", "canvas.zip")

    assert [(one.id, one.name) for one in intake.learners] == [("17", "boole"), ("17~2", "Ada")]
    assert intake.layout == "moodle, canvas"


def test_a_folder_of_exports_is_read_export_by_export(desk):
    root = "assignment_9_export"
    desk.put("week1.zip", desk.zip("Zoë_4711_assignsubmission_file_/set_sail.py"))
    desk.put("week2.zip", desk.zip("Zoë_4711_assignsubmission_file_/drop_anchor.py"))
    desk.put(f"{root}/submission_metadata.yml", ROSTER)
    desk.put(f"{root}/submission_457/set_sail.py")
    desk.put("export2/submission_metadata.yml", ROSTER)
    desk.put("export2/submission_457/drop_anchor.py")
    desk.put("late Ida/set_sail.py")

    intake = desk.read()

    assert desk.taken(intake) == [
        *("7: set_sail", "7: drop_anchor", "4711: set_sail", "4711: drop_anchor"),
        "late Ida: set_sail",
    ]
    assert [one.id for one in intake.learners] == [
        "7",
        "0012",
        "4711",
        "bo@example.org",
        "late Ida",
    ]
    assert intake.layout == "gradescope, moodle, folders"


def test_nobody_becomes_somebody_else_by_a_folder_that_looks_like_an_export(desk):
    desk.put("Zoë_4711_assignsubmission_file_/set_sail.py", b"honest")
    desk.put("Eve_4712_assignsubmission_file_/Zoë_4711_assignsubmission_file_/set_sail.py", b"evil")
    desk.put("plain/ada/set_sail.py", b"honest")
    desk.put("plain/bob/set_sail.py", b"honest")
    desk.put("plain/eve/x/ada/set_sail.py", b"evil")
    desk.put("plain/eve/x/submission_metadata.yml", ROSTER.replace(b"submission_456", b"ada"))

    moodle = desk.read()
    plain = desk.read("plain")

    assert [(one.learner.id, one.load()) for one in moodle.submissions[:2]] == [
        ("4711", b"honest"),
        ("4712", b"evil"),
    ]
    assert [(one.learner.id, one.load()) for one in plain.submissions] == [
        *(("ada", b"honest"), ("bob", b"honest"), ("eve", b"evil")),
    ]


@pytest.mark.parametrize("name", ["02_01_set_sail.py", "boats_02_01_set_sail.py"])
def test_numbers_of_an_exercise_are_not_taken_for_those_of_canvas(desk, name):
    desk.put(f"ada/{name}")

    assert desk.taken(desk.read("ada")) == ["ada: set_sail"]


def test_one_file_of_an_export_bears_its_owner(desk):
    desk.put("x/boole_18_9002_set_sail.py")
    desk.put("y/Bo_4712_assignsubmission_file_set_sail.py")

    intake = desk.read("x/boole_18_9002_set_sail.py", "y/Bo_4712_assignsubmission_file_set_sail.py")

    assert desk.taken(intake) == ["18: set_sail", "4712: set_sail"]
