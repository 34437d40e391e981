"""What an LMS gives is read by its outer names; what is unsafe is refused by name, and the rest is taken."""

import json
import os
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from autograder.grading.collect import Collected, collect, collected
from autograder.grading.places import PlaceError
from autograder.grading.roster import Listed, read_roster
from tests.instructor.room import SLUG


def packed(path: Path, files: dict[str, bytes | str]) -> Path:
    """A zip of files by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def canvas(who: str, user: int, attachment: int, file: str = f"{SLUG}.ipynb", late: str = "") -> str:
    """A name as Canvas writes it."""
    return f"{who}_{late}{user}_{attachment}_{file}"


@pytest.fixture
def take(course, grading, tmp_path):
    """Collect files that lie in a zip."""

    def collect_zip(files: dict[str, bytes | str], roster: list[Listed] | None = None, slug: str = SLUG) -> Collected:
        return collect(course, grading, packed(tmp_path / "download.zip", files), slug, roster or [])

    return collect_zip


def lying(grading) -> dict[str, str]:
    """What is in place: student -> the notebook's text."""
    return {path.parts[-3]: path.read_text() for path in sorted(grading.submitted.glob(f"*/{SLUG}/{SLUG}.ipynb"))}


def test_canvas_names_say_whose_a_file_is(take, grading):
    """A Canvas file belongs to the name and number before the attachment's number."""
    take({canvas("lovelaceada", 12, 900): "a", canvas("turingalan", 13, 901): "b"})
    assert lying(grading) == {"lovelaceada-12": "a", "turingalan-13": "b"}


def test_names_of_any_script_stay_as_they_are(take, grading):
    """Names in Arabic, Chinese, Devanagari and with accents become ids that a person can read."""
    names = ["李华", "مريم", "हिन्दी", "émilie", "Ōe"]
    take({canvas(name, 20 + i, 900 + i): name for i, name in enumerate(names)})
    assert set(lying(grading)) == {f"{name}-{20 + i}" for i, name in enumerate(names)}


def test_composed_and_decomposed_letters_are_one_student(take, grading):
    """The same name from a Mac and from Windows is the same student."""
    for form, text in (("NFD", "first"), ("NFC", "second")):
        take({unicodedata.normalize(form, "Zoé Ångström_7_assignsubmission_file_/") + f"{SLUG}.ipynb": text})
    assert lying(grading) == {"Zoé-Ångström-7": "second"}


def test_names_in_utf8_without_the_flag_are_read(grading, tmp_path, course):
    """A zip that forgets to say that its names are UTF-8 is read all the same."""
    name = f"Zoé_7_assignsubmission_file_{SLUG}.ipynb"
    path = packed(tmp_path / "old.zip", {name: "x"})
    raw = path.read_bytes()
    for at in (raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8):
        raw = raw[:at] + b"\0\0" + raw[at + 2 :]
    path.write_bytes(raw)
    collect(course, grading, path, SLUG, [])
    assert list(lying(grading)) == ["Zoé-7"]


def test_hidden_names_of_canvas_are_ids(take, grading):
    """Where Canvas hides names, its code is the student."""
    take({f"anon_x7Yk2_900_{SLUG}.ipynb": "a", f"anon_LATE_b5Cd3_901_{SLUG}.ipynb": "b"})
    assert set(lying(grading)) == {"x7Yk2", "b5Cd3"}


@pytest.mark.parametrize(
    "name",
    [
        f"Ada Lovelace_12_assignsubmission_file_/{SLUG}.ipynb",
        f"Ada Lovelace_12_assignsubmission_file/{SLUG}.ipynb",
        f"Ada Lovelace_12_assignsubmission_file_{SLUG}.ipynb",
        f"Ada Lovelace_12_assignsubmission_file_/work/{SLUG}.ipynb",
        f"download/Ada Lovelace_12_assignsubmission_file_/{SLUG}.ipynb",
    ],
)
def test_moodle_names_say_whose_a_file_is(take, grading, name):
    """Moodle's names are read with and without folders, and inside a folder that somebody packed them into."""
    assert take({name: "a"}).kind == "moodle"
    assert lying(grading) == {"Ada-Lovelace-12": "a"}


def test_identity_comes_from_the_outer_envelope(take, grading):
    """A file that a student names like somebody else's submission stays that student's."""
    take(
        {
            f"Eve_66_assignsubmission_file_/Ada_12_assignsubmission_file_{SLUG}.ipynb": "forged",
            f"Ada_12_assignsubmission_file_/{SLUG}.ipynb": "honest",
        }
    )
    assert lying(grading) == {"Eve-66": "forged", "Ada-12": "honest"}


def test_a_canvas_name_inside_a_canvas_name_is_only_a_name(take, grading):
    """The first numbers decide; what follows was chosen by the student."""
    take({canvas("eve", 66, 900, f"ada_12_800_{SLUG}.ipynb"): "forged", canvas("ada", 12, 901): "honest"})
    assert lying(grading) == {"eve-66": "forged", "ada-12": "honest"}


def test_a_moodle_name_inside_a_canvas_name_changes_nothing(take, grading):
    """One file's name can't turn a Canvas download into one of Moodle."""
    found = take({canvas("eve", 66, 900, "Ada_12_assignsubmission_file_x.ipynb"): "forged"})
    assert found.kind == "canvas"
    assert list(lying(grading)) == ["eve-66"]


def test_the_newest_of_several_files_is_taken(take, grading):
    """Of resubmissions the one with the highest attachment number counts, then the highest number in the name."""
    take(
        {
            canvas("ada", 12, 910, f"{SLUG}-2.ipynb"): "newest",
            canvas("ada", 12, 901, f"{SLUG}-9.ipynb"): "older",
            canvas("ada", 12, 911, "scratch.ipynb"): "another file",
            canvas("ada", 12, 912, "notes.pdf"): "no notebook",
        }
        | {canvas("joan", 14, 0, f"{SLUG} ({n}).ipynb"): str(n) for n in (1, 3, 2)}
    )
    assert lying(grading) == {"ada-12": "newest", "joan-14": "3"}


def test_a_single_notebook_of_another_name_is_taken(take, grading):
    """Who hands in one notebook under a name of their own has handed it in."""
    take({canvas("ada", 12, 900, "final version.ipynb"): "a"})
    assert lying(grading) == {"ada-12": "a"}


def test_several_notebooks_without_the_name_are_refused(take, grading):
    """Nobody guesses which of several files was meant; the others are not touched by it."""
    found = take({canvas("ada", 12, n, f"{n}x.ipynb"): "a" for n in (1, 2)} | {canvas("alan", 13, 3): "b"})
    assert [reason for _, reason in found.refused] == [
        f"one of 2 notebooks of ada-12: expected one of them named {SLUG}.ipynb"
    ] * 2
    assert lying(grading) == {"alan-13": "b"}


def test_a_late_mark_counts_as_late(take, grading, course):
    """Canvas's LATE becomes a time just after the time of grace; a punctual resubmission takes it away."""
    take({canvas("ada", 12, 900, late="LATE_"): "a"})
    time = next(grading.submissions(SLUG)).submitted_at
    assert time == "2027-03-02T00:59:01"
    assert course.assignment(SLUG).due.startswith("2027-03-01T23:59:00")
    take({canvas("ada", 12, 901): "b"})
    assert next(grading.submissions(SLUG)).submitted_at == ""


def test_the_mark_alone_may_come_and_go(take, grading):
    """The same file, now marked late, is late; without the mark again it is not."""
    for late, time in (("", ""), ("LATE_", "2027-03-02T00:59:01"), ("", "")):
        take({canvas("ada", 12, 900, late=late): "a"})
        assert next(grading.submissions(SLUG)).submitted_at == time


def test_a_damaged_memory_of_envelopes_is_a_sentence(take, grading):
    """What attn collect remembers can't be read: which file, and what to do."""
    take({canvas("ada", 12, 900): "a"})
    (grading.root / "collected" / f"{SLUG}.json").write_text("{")
    with pytest.raises(PlaceError, match="delete it and collect again"):
        take({canvas("ada", 12, 900): "a"})


def test_the_same_archive_again_changes_nothing(take, grading):
    """A second time is harmless: also a time of handing in that the instructor mended stays."""
    files = {canvas("ada", 12, 900, late="LATE_"): "a"}
    take(files)
    stamp = grading.submitted / "ada-12" / SLUG / "timestamp.txt"
    stamp.write_text("2027-03-04T00:00:00+00:00")
    assert [one.change for one in take(files).taken] == ["as before"]
    assert stamp.read_text() == "2027-03-04T00:00:00+00:00"


def test_a_resubmission_replaces(take, grading):
    """Other bytes for the same student take the place of the earlier ones, and this is said."""
    take({canvas("ada", 12, 900): "a"})
    assert [one.change for one in take({canvas("ada", 12, 905, f"{SLUG}-1.ipynb"): "b"}).taken] == ["replaced"]
    assert lying(grading) == {"ada-12": "b"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"../ada_12_900_{SLUG}.ipynb", "leads out of the archive"),
        (f"ada_12_900_x/../../{SLUG}.ipynb", "leads out of the archive"),
        (f"/etc/ada_12_900_{SLUG}.ipynb", "path from the root"),
        (f"C:/ada_12_900_{SLUG}.ipynb", "path from the root"),
        (f"..\\ada_12_900_{SLUG}.ipynb", "of another system"),
        (f"ada\n_12_900_{SLUG}.ipynb", "its name is not text"),
    ],
)
def test_unsafe_names_are_refused_and_the_rest_is_taken(take, grading, tmp_path, name, words):
    """A name that leads out of the archive is named and refused; nothing outside the grading changes."""
    before = sorted(path.name for path in tmp_path.iterdir())
    found = take({name: "evil", canvas("alan", 13, 901): "b"})
    assert [words in reason for _, reason in found.refused] == [True]
    assert lying(grading) == {"alan-13": "b"}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({*before, "download.zip", "grading"})


@pytest.mark.parametrize(
    ("mode", "words"), [(stat.S_IFLNK, "a link"), (stat.S_IFCHR, "no plain file"), (stat.S_IFIFO, "no plain file")]
)
def test_links_and_devices_in_a_zip_are_refused(grading, tmp_path, course, mode, words):
    """A member that claims to be a link or a device is never made or followed."""
    info = zipfile.ZipInfo(canvas("eve", 66, 900))
    info.external_attr = (mode | 0o777) << 16
    path = packed(tmp_path / "links.zip", {canvas("ada", 12, 901): "a"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    found = collect(course, grading, path, SLUG, [])
    assert words in found.refused[0][1]
    assert lying(grading) == {"ada-12": "a"}


@pytest.mark.parametrize("claimed", [None, 100])
def test_an_archive_bomb_is_read_no_further_than_the_limit(grading, tmp_path, course, claimed):
    """A member that unpacks to gigabytes, or says a smaller size than it has, costs its own student."""
    path = packed(tmp_path / "bomb.zip", {canvas("eve", 66, 900): bytes(60_000_000), canvas("ada", 12, 901): "a"})
    if claimed:
        raw, size = path.read_bytes(), (60_000_000).to_bytes(4, "little")
        path.write_bytes(raw.replace(size, claimed.to_bytes(4, "little")))
    found = collect(course, grading, path, SLUG, [])
    assert len(found.refused) == 1
    assert lying(grading) == {"ada-12": "a"}


def test_a_damaged_member_costs_its_own_student(grading, tmp_path, course):
    """A file whose checksum is wrong is refused by name; the others are taken."""
    path = packed(tmp_path / "damaged.zip", {canvas("eve", 66, 900): b"x" * 50, canvas("ada", 12, 901): "a"})
    raw = path.read_bytes()
    at = raw.index(b".ipynb") + 6
    path.write_bytes(raw[:at] + b"\xff\xff" + raw[at + 2 :])
    found = collect(course, grading, path, SLUG, [])
    assert "can't be unpacked" in found.refused[0][1]
    assert lying(grading) == {"ada-12": "a"}


def test_links_in_a_folder_are_refused(course, grading, tmp_path):
    """In a folder of files, links and pipes are named and left alone."""
    folder = tmp_path / "files"
    (folder / "ada").mkdir(parents=True)
    (folder / "ada" / "x.ipynb").write_text("a")
    (folder / "alan.ipynb").write_text("b")
    (folder / f"joan_{SLUG}.ipynb").write_text("c")
    (folder / "eve.ipynb").symlink_to("/etc/passwd")
    (folder / "mallory").symlink_to(folder / "ada")
    os.mkfifo(folder / "trent.ipynb")
    found = collect(course, grading, folder, SLUG, [])
    assert [name for name, _ in found.refused] == ["eve.ipynb", "mallory", "trent.ipynb"]
    assert lying(grading) == {"ada": "a", "alan": "b", "joan": "c"}


def test_the_roster_turns_numbers_into_ids(take, grading):
    """With a roster the LMS's number decides, not the name, which a student may choose."""
    roster = [Listed("al815", "12"), Listed("at912", "13")]
    found = take({canvas("turingalan", 12, 900): "ada's", canvas("stranger", 99, 901): "x"}, roster)
    assert lying(grading) == {"al815": "ada's"}
    assert found.refused == [(canvas("stranger", 99, 901), "nobody on the roster has the number 99")]


def test_envelopes_are_remembered(take, grading):
    """What stood on the envelope is kept, so that feedback can go back under the same name."""
    take({canvas("ada", 12, 900): "a"})
    take({canvas("alan", 13, 901): "b"})
    assert collected(grading, SLUG)["ada-12"] == {"lms_id": "12", "name": "ada", "file": canvas("ada", 12, 900)}
    assert list(collected(grading, SLUG)) == ["ada-12", "alan-13"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("student_id,lms_id,name\nal815,12,Ada\n", Listed("al815", "12", "Ada")),
        (
            "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n" + '"Lovelace, Ada",12,,al815,A\n',
            Listed("al815", "12", "Lovelace, Ada"),
        ),
        (
            "Identifier,Full name,Email address,Grade\nParticipant 12,Ada,a@x.org,\n",
            Listed("a@x.org", "12", "Ada"),
        ),
    ],
)
def test_a_roster_may_come_from_an_lms(tmp_path, text, expected):
    """A CSV of one's own, Canvas's gradebook export and Moodle's grading worksheet are rosters as they are."""
    (tmp_path / "roster.csv").write_text("\ufeff" + text)
    assert read_roster(tmp_path / "roster.csv") == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nobody,knows\n1,2\n", "expected a column student_id"),
        ("", "got an empty file"),
        ("student_id\nada\nada\n", "got these twice: ada"),
        ("student_id,lms_id\nada,1\nalan,1\n", "got these twice: 1"),
        ("student_id\n../ada\n", "'../ada'"),
    ],
)
def test_a_wrong_roster_is_a_sentence(tmp_path, text, words):
    """What is wrong with a roster is said with what was expected."""
    (tmp_path / "roster.csv").write_text(text)
    with pytest.raises(PlaceError) as error:
        read_roster(tmp_path / "roster.csv")
    assert words in str(error.value)


def test_the_command_says_what_it_did(attn, tmp_path, grading):
    """attn collect: taken, refused, missing; 1 if something was refused; the roster stays with the grading."""
    archive = packed(tmp_path / f"{SLUG}.zip", {canvas("ada", 12, 900): "a", canvas("eve", 66, 901): "x"})
    (tmp_path / "class.csv").write_text("student_id,lms_id\nada,12\nalan,13\n")
    done = attn("collect", archive, "--roster", tmp_path / "class.csv", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [one["student"] for one in found["archives"][0]["taken"]] == ["ada"]
    assert found["missing"] == {SLUG: ["alan"]}
    assert read_roster(grading.roster)[1].student == "alan"


def test_one_broken_zip_costs_nothing_else(attn, tmp_path, grading):
    """A zip that can't be opened is refused with a sentence; the next one is taken."""
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 cut off")
    done = attn("collect", tmp_path / "broken.zip", packed(tmp_path / "good.zip", {canvas("ada", 12, 900): "a"}))
    assert done.exit_code == 1
    assert "Was the download cut off?" in done.stdout
    assert list(lying(grading)) == ["ada-12"]


def test_nothing_taken_is_exit_code_2(attn, tmp_path, grading):
    """A file that is not there, or files of which none says its assignment: 2, and nothing is made."""
    mixed = packed(tmp_path / "x.zip", {canvas("ada", 12, 900): "a", canvas("al", 13, 901, "01-heatmaps.ipynb"): "b"})
    for archive, words in ((tmp_path / "no.zip", "found nothing"), (mixed, "say which by --assignment")):
        done = attn("collect", archive)
        assert done.exit_code == 2
        assert words in done.stdout
        assert not grading.root.exists()


def test_a_grading_that_cannot_be_written_is_a_sentence(attn, tmp_path, grading):
    """A folder that can't be made: one sentence and exit code 2."""
    grading.root.write_text("a file where the folder should be")
    done = attn("collect", packed(tmp_path / "good.zip", {canvas("ada", 12, 900): "a"}))
    assert done.exit_code == 2
    assert "can't be used" in done.stderr


def test_a_wrong_roster_stops_before_anything_is_taken(attn, tmp_path, grading):
    """Duplicate students in the roster: one sentence, exit code 2, nothing collected."""
    (tmp_path / "class.csv").write_text("student_id\nada\nada\n")
    archive = packed(tmp_path / "good.zip", {canvas("ada", 12, 900): "a"})
    done = attn("collect", archive, "--assignment", "03", "--roster", tmp_path / "class.csv")
    assert done.exit_code == 2
    assert "got these twice: ada" in done.stderr
    assert not grading.root.exists()
