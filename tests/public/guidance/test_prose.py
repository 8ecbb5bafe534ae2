"""Texts become HTML that holds nothing but paragraphs, lists, bold and italics."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.public.guidance.prose import as_html

marked = st.text(st.sampled_from(list("<>/&\"'=[]()!*_`#-+1. \nabjs:scriptonload")), max_size=80)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**Vet** en *schuin*", "<p><strong>Vet</strong> en <em>schuin</em></p>\n"),
        ("Een\n\nTwee", "<p>Een</p>\n<p>Twee</p>\n"),
        ("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[klik](javascript:alert(1))", "<p>[klik](javascript:alert(1))</p>\n"),
        ("![x](https://elders.example/x.png)", "<p>![x](https://elders.example/x.png)</p>\n"),
        ('<p onclick="x">', "<p>&lt;p onclick=&quot;x&quot;&gt;</p>\n"),
    ],
)
def test_a_text_is_shown_as_it_was_meant(typed, shown):
    assert as_html(typed) == shown


@given(marked | st.text(max_size=80))
def test_no_text_brings_in_a_tag_of_its_own(typed):
    tags = re.findall(r"<[^>]*>", as_html(typed))

    assert [tag for tag in tags if not re.fullmatch(r"</?(?:p|ul|ol|li|strong|em)>|<ol start=\"\d+\">", tag)] == []
