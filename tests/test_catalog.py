"""The catalog: which exercises a tree has, under which names, with which problems."""

import os
from pathlib import Path

import pytest

from asynclings import catalog
from asynclings.errors import AsynclingsError, GraderError, UnknownNameError


def add_exercise(root: Path, chapter: str, name: str, title: str = "Do something.") -> None:
    for file, text in {
        root / "exercises" / chapter / f"{name}.py": f'"""{title}\n\nMore.\n"""\n',
        root / "exercises" / chapter / f"{name}.hints.md": "## Hint 1\n",
        root / "exercises" / chapter / "README.md": f"\n# About {chapter}\n\nText.\n",
        root / "solutions" / chapter / f"{name}.py": '"""Solve it."""\n',
        root / "graders" / chapter / f"test_{name}.py": '"""What is asked."""\n',
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path):
    add_exercise(tmp_path, "02_boats", "02_anchor_down")
    add_exercise(tmp_path, "02_boats", "01_set_sail", title="Leave the harbour.")
    add_exercise(tmp_path, "01_trains", "01_two_tickets")
    return tmp_path


def found(root: Path, name: str) -> list[str]:
    return [exercise.slug for exercise in catalog.load(root).find(name)]


def test_numbers_give_the_order(root):
    exercises = catalog.load(root).exercises

    assert [(exercise.number, exercise.slug) for exercise in exercises] == [
        ("1.1", "two_tickets"),
        ("2.1", "set_sail"),
        ("2.2", "anchor_down"),
    ]


def test_slugs_are_those_of_the_exercises(root):
    slugs = catalog.slugs(root)

    assert slugs == [exercise.slug for exercise in catalog.load(root).exercises]


def test_a_chapter_has_the_title_of_its_page(root):
    chapters = catalog.load(root).chapters

    assert [(chapter.slug, chapter.title) for chapter in chapters] == [
        ("trains", "About 01_trains"),
        ("boats", "About 02_boats"),
    ]


def test_a_chapter_without_a_page_is_called_after_its_folder(root):
    (root / "exercises/02_boats/README.md").unlink()

    assert catalog.load(root).chapters[1].title == "Boats"


def test_an_exercise_knows_its_files(root):
    (exercise,) = catalog.load(root).find("set_sail")

    assert [path.relative_to(root).as_posix() for path in exercise.files] == [
        "exercises/02_boats/01_set_sail.py",
        "solutions/02_boats/01_set_sail.py",
        "graders/02_boats/test_01_set_sail.py",
        "exercises/02_boats/01_set_sail.hints.md",
    ]


@pytest.mark.parametrize(
    ("stub", "title"),
    [
        pytest.param(b'"""Leave.\n\nMore."""\n', "Leave.", id="as it should be"),
        pytest.param(b'"""Leave."""\ndef broken(:\n', "Solve it.", id="does not parse"),
        pytest.param(b'"""Caf\xe9."""\n', "Solve it.", id="is not UTF-8"),
        pytest.param(b'"""Nul\x00."""\n', "Solve it.", id="has a NUL byte"),
        pytest.param(b"", "Solve it.", id="is empty"),
        pytest.param(b"(" * 10_000, "Solve it.", id="is too deep"),
    ],
)
def test_the_title_survives_any_stub(root, stub, title):
    (root / "exercises/02_boats/01_set_sail.py").write_bytes(stub)

    (exercise,) = catalog.load(root).find("set_sail")

    assert exercise.title == title


def test_the_title_is_the_slug_where_nothing_can_be_read(root):
    (root / "exercises/02_boats/01_set_sail.py").unlink()
    (root / "solutions/02_boats/01_set_sail.py").unlink()

    (exercise,) = catalog.load(root).find("set_sail")

    assert exercise.title == "set sail"


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("set_sail", ["set_sail"]),
        ("Set-Sail", ["set_sail"]),
        ("01_set_sail", ["set_sail"]),
        ("01_set_sail.py", ["set_sail"]),
        ("2.1", ["set_sail"]),
        ("2", ["set_sail", "anchor_down"]),
        ("boats", ["set_sail", "anchor_down"]),
        ("02_boats/", ["set_sail", "anchor_down"]),
        ("exercises/02_boats/01_set_sail.py", ["set_sail"]),
        ("solutions/02_boats/01_set_sail.py", ["set_sail"]),
        ("graders/02_boats/test_01_set_sail.py", ["set_sail"]),
        ("exercises/02_boats/01_set_sail.hints.md", ["set_sail"]),
        ("./exercises/02_boats", ["set_sail", "anchor_down"]),
        ("exercises", ["two_tickets", "set_sail", "anchor_down"]),
    ],
)
def test_an_exercise_answers_to_all_its_names(root, name, slugs):
    assert found(root, name) == slugs


def test_a_path_is_meant_from_where_the_person_stands(root, monkeypatch):
    monkeypatch.chdir(root / "exercises" / "02_boats")

    assert found(root, "./01_set_sail.py") == ["set_sail"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("set_sale", ["set_sail"]),
        ("boat", ["boats"]),
        ("exercises/02_boats/01_setsail.py", ["set_sail"]),
        ("/somewhere/else/anchor_dwn.py", ["anchor_down"]),
        ("zebra", []),
        ("2.9", []),
        pytest.param("x" * 5000, [], id="longer than any path"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(root, name, nearest):
    with pytest.raises(UnknownNameError) as caught:
        found(root, name)

    assert caught.value.nearest == nearest


def test_several_names_choose_each_exercise_once_in_the_order_of_the_kit(root):
    chosen = catalog.load(root).choose(["boats", "two_tickets", "set_sail"])

    assert [exercise.slug for exercise in chosen] == ["two_tickets", "set_sail", "anchor_down"]


def test_no_name_chooses_everything(root):
    kit = catalog.load(root)

    assert kit.choose([]) == list(kit.exercises)


@pytest.mark.parametrize(
    ("slug", "following"), [("two_tickets", "set_sail"), ("anchor_down", None)]
)
def test_after_an_exercise_comes_the_next_one(root, slug, following):
    later = catalog.load(root).after(slug)

    assert (later and later.slug) == following


def test_a_complete_tree_has_no_problems(root):
    assert catalog.load(root).problems() == []


@pytest.mark.parametrize(
    "own",
    ["exercises/02_boats/notes.py", "exercises/random.py", "graders/conftest.py"],
)
def test_a_learners_own_files_are_no_exercises(root, own):
    (root / own).write_text("import this\n", "utf-8")

    kit = catalog.load(root)

    assert len(kit.exercises) == 3
    assert kit.problems() == []


@pytest.mark.parametrize(
    ("gone", "problem"),
    [
        (
            "exercises/02_boats/01_set_sail.py",
            (
                "exercises/02_boats/01_set_sail.py is missing: "
                "graders/02_boats/test_01_set_sail.py needs it."
            ),
        ),
        (
            "solutions/02_boats/01_set_sail.py",
            (
                "solutions/02_boats/01_set_sail.py is missing: "
                "graders/02_boats/test_01_set_sail.py needs it."
            ),
        ),
        (
            "exercises/02_boats/01_set_sail.hints.md",
            (
                "exercises/02_boats/01_set_sail.hints.md is missing: "
                "graders/02_boats/test_01_set_sail.py needs it."
            ),
        ),
        (
            "exercises/02_boats/README.md",
            "exercises/02_boats/README.md is missing: each chapter has a page.",
        ),
    ],
)
def test_what_is_missing_is_a_problem(root, gone, problem):
    (root / gone).unlink()

    assert catalog.load(root).problems() == [problem]


def test_an_answer_without_a_grader_is_a_problem(root):
    (root / "graders/02_boats/test_01_set_sail.py").unlink()

    assert catalog.load(root).problems() == [
        (
            "exercises/02_boats/01_set_sail.py has no grader: "
            "graders/02_boats/test_01_set_sail.py is missing."
        ),
        (
            "solutions/02_boats/01_set_sail.py has no grader: "
            "graders/02_boats/test_01_set_sail.py is missing."
        ),
    ]


def test_a_grader_with_an_odd_name_is_a_problem(root):
    (root / "graders/02_boats/test_Raft.py").write_text("", "utf-8")

    assert catalog.load(root).problems() == [
        "graders/02_boats/test_Raft.py is no grader: its path must be like 01_a/test_02_b.py."
    ]


@pytest.mark.parametrize(
    ("chapter", "name", "twice"),
    [
        ("03_planes", "01_set_sail", "'set_sail'"),  # a slug
        ("01_trains", "01_one_seat", "'1.1'"),  # a number
        ("03_planes", "01_boats", "'boats'"),  # an exercise called like a chapter
        ("03_boats", "01_oars", "'boats'"),  # a chapter
        ("02_planes", "07_wings", "'2'"),  # a chapter's number
    ],
)
def test_one_name_never_stands_for_two_things(root, chapter, name, twice):
    add_exercise(root, chapter, name)

    with pytest.raises(GraderError, match=f"^{twice} names both "):
        catalog.load(root)


def test_the_root_is_the_checkout_wherever_the_person_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(catalog.ROOT, raising=False)

    assert catalog.find_root() == Path(__file__).parents[1]


def test_the_root_can_be_named(root, monkeypatch):
    monkeypatch.setenv(catalog.ROOT, os.fspath(root))

    assert len(catalog.load().exercises) == 3


def test_an_installed_package_finds_the_root_above_the_person(root, monkeypatch):
    monkeypatch.setattr(catalog, "__file__", "/usr/lib/python3/site-packages/asynclings/catalog.py")
    monkeypatch.delenv(catalog.ROOT, raising=False)
    monkeypatch.chdir(root / "exercises" / "02_boats")

    assert catalog.find_root() == root


def test_without_any_kit_the_person_is_told_where_it_was_looked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(catalog, "__file__", "/usr/lib/python3/site-packages/asynclings/catalog.py")
    monkeypatch.delenv(catalog.ROOT, raising=False)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(AsynclingsError, match="No exercises were found: neither"):
        catalog.find_root()


def test_a_kit_without_exercises_is_none(tmp_path):
    with pytest.raises(AsynclingsError, match=r"has no exercises: .* graders/01_a/test_02_b.py"):
        catalog.load(tmp_path)
