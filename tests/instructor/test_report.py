"""Every number of the report can be traced to records, and the page stays small and readable without a network."""

import json
import re
import statistics
from collections import Counter

import pytest

from autograder.grading.record import write_atomically
from autograder.report.figures import heatmap_svg, histogram_svg
from autograder.report.numbers import FEWEST, assignment_numbers, histogram, needs_person
from autograder.report.page import Section, page
from autograder.report.similar import similar_pairs
from tests.instructor import crowd
from tests.instructor.room import SLUG


def numbers_of(records, roster=()):
    """The numbers of a class."""
    return assignment_numbers(SLUG, "03 Scoring functions", 53, records, roster)


@pytest.mark.parametrize("count", [3, 40, 500])
def test_pass_rates_are_counts_of_records(course, count):
    """For each check, passed, failed and undecided are what the graded records say, hardest first."""
    records = crowd.crowd(course, SLUG, count)
    rows = [exercise for record in records for exercise in record["exercises"]]
    seen = Counter((e["name"], c["name"], c["outcome"]) for e in rows for c in e["checks"])
    numbers = numbers_of(records)
    for check in numbers.checks:
        key = check.exercise, check.name
        assert (check.passed, check.failed, check.undecided) == tuple(
            seen[*key, outcome] for outcome in ("pass", "fail", "undecided")
        )
    rates = [check.rate for check in numbers.checks]
    assert rates == sorted(rates)


def test_the_median_leaves_out_what_was_not_graded(course):
    """A submission that could not be graded is nobody's zero."""
    records = crowd.crowd(course, SLUG, 200)
    left = [record for record in records if record["status"] != "graded"]
    assert left
    assert numbers_of(records).median == statistics.median(r["points"] for r in records if r not in left)


def test_the_histogram_counts_each_graded_student_once():
    """Every student is in one bar; full marks stand in the last, nothing in the first."""
    assert histogram([0, 4.9, 5, 50, 50], 50) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]


def test_a_check_that_strong_students_pass_separates(course):
    """Discrimination is the correlation of passing with the points of all other checks."""
    records = [r for r in crowd.crowd(course, SLUG, 60) if r["exercises"]]
    first = records[0]["exercises"][0]["checks"][0]["name"]
    middle = statistics.median(r["points"] for r in records)
    for record in records:
        check = record["exercises"][0]["checks"][0]
        strong = record["points"] - check["points"] > middle
        check["outcome"] = "pass" if strong else "fail"
    found = next(c for c in numbers_of(records).checks if c.name == first)
    assert found.discrimination > 0.7


def test_few_students_say_nothing_about_a_check(course):
    """With fewer than ten results no discrimination is shown."""
    assert {c.discrimination for c in numbers_of(crowd.crowd(course, SLUG, FEWEST - 1)).checks} == {None}


def test_diagnoses_are_counted_by_student(course):
    """How many students were told a sentence, not how many of their checks."""
    record = next(r for r in crowd.crowd(course, SLUG, 3) if r["exercises"])
    for check in record["exercises"][0]["checks"]:
        check["diagnosis"] = "each row sums to one over the queries"
    told = {sentence: count for _, sentence, count in numbers_of([record]).diagnoses}
    assert told["each row sums to one over the queries"] == 1


def test_who_needs_a_person_is_said_with_the_reason(course):
    """What could not be graded and what our own side left undecided; an ordinary failure needs nobody."""
    graded = next(r for r in crowd.crowd(course, SLUG, 3) if r["exercises"])
    assert needs_person(graded) == ""
    graded["exercises"][0]["checks"][0]["kind"] = "ours"
    assert needs_person(graded).startswith("undecided by our own fault: ")
    assert needs_person(graded | {"status": "could_not_grade", "reason": "empty"}) == "empty"


def test_who_handed_in_nothing_is_named(course):
    """A student of the roster without a record is missing."""
    assert numbers_of(crowd.crowd(course, SLUG, 2), ["student000", "zoe", "student001"]).missing == ["zoe"]


def test_figures_speak(course):
    """Each figure says in words what it draws."""
    assert "Students by points: 2 from 0, 1 from 45" in histogram_svg([2, 0, 0, 0, 0, 0, 0, 0, 0, 1], 50)
    records = [r for r in crowd.crowd(course, SLUG, 12) if r["exercises"]]
    columns = [(c.exercise, c.name) for c in numbers_of(records).checks]
    failed = sum(c["outcome"] == "fail" for r in records for e in r["exercises"] for c in e["checks"])
    assert f"{failed} failed cells" in heatmap_svg(records, columns)


def test_the_heatmap_has_a_mark_for_each_failure(course):
    """As many red cells as failed checks in the records, and as many ochre ones as undecided."""
    records = [r for r in crowd.crowd(course, SLUG, 12) if r["exercises"]]
    columns = [(c.exercise, c.name) for c in numbers_of(records).checks]
    outcomes = Counter(c["outcome"] for r in records for e in r["exercises"] for c in e["checks"])
    drawn = dict(re.findall(r'<path class="(\w+)" d="([^"]*)"', heatmap_svg(records, columns)))
    assert {kind: path.count("z") for kind, path in drawn.items()} == {k: outcomes[k] for k in ("fail", "undecided")}


@pytest.fixture(scope="module")
def course_page(course):
    """The page of the course for 500 students in each assignment."""
    sections = []
    for slug in course.slugs:
        records = crowd.crowd(course, slug, 500)
        sections.append(Section(assignment_numbers(slug, slug, course.assignment(slug).points, records)))
    return page("the course", "", sections)


def test_the_page_of_500_students_is_under_2_mb(course_page):
    """Seven assignments, 500 students each, in one file."""
    assert len(course_page.encode()) < 2_000_000


def test_the_page_is_one_file_that_opens_offline(course_page):
    """Nothing is loaded from anywhere; every figure has a text alternative; light and dark are both there."""
    assert not re.findall(r'(?:src|href)="(?!#)', course_page)
    assert "url(" not in course_page
    assert course_page.count("<svg") == course_page.count('role="img" aria-label="')
    assert "prefers-color-scheme: dark" in course_page


def test_strange_names_are_text_in_the_page(course):
    """A student's name or a reason never becomes part of the page."""
    record = crowd.crowd(course, SLUG, 1)[0] | {"student": "<script>x</script>", "reason": "<img>", "status": "no"}
    text = page("t", "", [Section(numbers_of([record], ["<b>zoe"]))])
    assert "<script>" not in text
    assert "<img>" not in text
    assert "<b>" not in text


def test_the_command_writes_a_page_an_assignment_and_one_for_the_course(course, attn, grading):
    """attn report: pages where results are; --json gives the numbers."""
    for slug in course.slugs[:2]:
        crowd.write(crowd.crowd(course, slug, 5), grading.results)
    (grading.root / "roster.csv").write_text("student_id\nstudent000\nzoe\n")
    done = attn("report", "--json")
    assert done.exit_code == 0
    assert sorted(path.stem for path in (grading.root / "reports").iterdir()) == [*course.slugs[:2], "course"]
    assert [found["missing"] for found in json.loads(done.stdout)] == [["zoe"], ["zoe"]]


@pytest.mark.parametrize(
    "code", ["x = " + "-" * 20_000 + "1", "x = " + "1+" * 5000 + "1", "x = " + "not " * 2000 + "1"]
)
def test_code_that_no_parser_takes_stops_no_report(course, grading, code):
    """Signs without end are compared as text; the others' likeness is still found."""
    text = json.dumps({"cells": [{"cell_type": "code", "source": code}]})
    for student in ("eve", "mallory"):
        write_atomically(grading.autograded / student / SLUG / f"{SLUG}.ipynb", text.encode())
    assert len(similar_pairs(course, grading, SLUG)) <= 1


def test_no_results_and_a_wrong_roster_are_sentences(course, attn, grading):
    """Exit code 2 and a sentence; no page is written."""
    assert "run `attn grade` first" in attn("report").stderr
    crowd.write(crowd.crowd(course, SLUG, 2), grading.results)
    (grading.root / "roster.csv").write_text("who\nada\n")
    done = attn("report")
    assert done.exit_code == 2
    assert "expected a column student_id" in done.stderr
    assert not (grading.root / "reports").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(course, attn, grading, tmp_path):
    """The folder for the pages is a file: its name and what is wrong with it."""
    crowd.write(crowd.crowd(course, SLUG, 2), grading.results)
    (tmp_path / "file").write_text("")
    done = attn("report", "-o", tmp_path / "file")
    assert done.exit_code == 2
    assert "can't be used" in done.stderr
