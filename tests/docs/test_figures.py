"""The figures that README and pages show are those that a committed command wrote, and no others."""

import json

from benchmarks import hostile, show
from tests.docs.pages import ROOT


def test_the_readme_shows_the_last_run():
    """Its table is made of results.json."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.partition(show.BEGIN)[2].partition(show.END)[0] == show.summary(show.read())


def test_the_page_of_figures_is_the_last_run():
    """As well."""
    assert show.PAGE.read_text(encoding="utf-8") == show.page(show.read())


def test_the_table_of_tricks_is_the_last_run():
    """It is made of hostile.json."""
    found = json.loads((hostile.HERE / "hostile.json").read_text(encoding="utf-8"))
    table = hostile._table(found["submissions"], found["graders"])
    assert (hostile.HERE / "hostile.md").read_text(encoding="utf-8") == hostile.HEAD + table
