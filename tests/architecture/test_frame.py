"""The frame of a page is its own: a view that fills in `page` takes the rail, the language and the way out away."""

import re

from tests.architecture.tree import ROOT

FILLED = re.compile(r"""["']page["']\s*:""")


def test_no_view_fills_in_the_frame():
    views = [*ROOT.glob("weerbaar/*/*/views.py"), *ROOT.glob("weerbaar/*/*/views/*.py")]

    assert len(views) > 30
    assert [str(one) for one in views if FILLED.search(one.read_text(encoding="utf-8"))] == []
