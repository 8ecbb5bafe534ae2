import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation

from tests.foundation.ui.places import COMPONENTS, GALLERY, STYLES
from weerbaar.foundation.ui.gallery import SampleForm, sample_data
from weerbaar.foundation.ui.templatetags.ui import register

NOW = datetime(2026, 7, 1, 21, 30, tzinfo=UTC)
# What every page has in its frame, and what is made of classes alone.
FRAME_STYLES = {"page_header", "page_footer", "quick_exit", "skip_link", "rail"}
CLASSES_ALONE = {"filters", "card", "facts", "row", "rows", "table", "checklist"}


class Tags(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def first(self, tag, **wanted):
        return next(attrs for name, attrs in self.found if name == tag and wanted.items() <= attrs.items())


def render(source, **context):
    return engines["django"].from_string(source).render(context)


def names(folder, pattern):
    return {path.stem for path in folder.glob(pattern)}


def test_every_component_is_a_tag_with_a_template_of_the_same_name():
    drawn_in_code = {"icon"}
    assert set(register.tags) - drawn_in_code == names(COMPONENTS, "*.html")


def test_every_component_has_its_place_in_the_gallery():
    assert names(GALLERY, "*.html") == names(COMPONENTS, "*.html") | CLASSES_ALONE - {"row"}


def test_every_stylesheet_and_module_belongs_to_a_component():
    known = names(COMPONENTS, "*.html") | FRAME_STYLES | CLASSES_ALONE
    assert names(STYLES / "components", "*") <= known


@pytest.mark.parametrize("name", sorted(names(GALLERY, "*.html")))
def test_every_specimen_renders(name):
    page = render(f'{{% include "ui/gallery/{name}.html" %}}', **sample_data(NOW))
    assert len(Tags(page).found) > 0


@pytest.mark.parametrize("module", sorted(STYLES.rglob("*.js")), ids=lambda path: path.stem)
def test_a_behaviour_is_a_small_module(module):
    assert len(module.read_text().splitlines()) <= 100


def test_a_field_tells_a_screen_reader_its_hint_and_its_error():
    form = SampleForm({"message": "", "name": ""})
    form.fields["message"].help_text = "Kort mag."
    area = Tags(render("{% field form.message %}", form=form)).first("textarea")
    assert area["aria-describedby"] == "id_message_hint id_message_error"
    assert area["aria-invalid"] == "true"


def test_a_question_with_choices_is_a_group_with_a_legend():
    page = render("{% field form.danger %}", form=SampleForm())
    assert Tags(page).first("fieldset")["aria-describedby"] == "id_danger_hint"
    assert "<legend" in page


def test_a_field_that_may_stay_empty_says_so():
    assert "(hoeft niet)" in render("{% field form.name %}", form=SampleForm())
    assert "(hoeft niet)" not in render("{% field form.message %}", form=SampleForm())


def test_a_label_points_at_its_field():
    assert Tags(render("{% field form.name %}", form=SampleForm())).first("label")["for"] == "id_name"


def test_what_was_typed_is_shown_as_text():
    form = SampleForm({"message": "<script>alert(1)</script>"})
    assert "<script>alert" not in render("{% field form.message %}", form=form)


def test_the_error_summary_links_to_the_first_input_of_each_field():
    page = render("{% error_summary form %}", form=SampleForm({}))
    links = [attrs["href"] for tag, attrs in Tags(page).found if tag == "a"]
    assert links == ["#id_message", "#id_danger_0", "#id_agrees"]


def test_what_is_wrong_with_more_than_one_field_is_said_with_its_question():
    class Twice(forms.Form):
        useful = forms.CharField(label="Hebt u er iets aan?", error_messages={"required": "Kies een antwoord."})
        name = forms.CharField(label="Naam <b>", error_messages={"required": "Kies een antwoord."})
        email = forms.CharField(label="Mail", error_messages={"required": "Vul dit in."})

    page = render("{% error_summary form %}", form=Twice({}))

    assert re.findall(r'<a href="#id_\w+">(.*?)</a>', page) == [
        "Hebt u er iets aan? Kies een antwoord.", "Naam &lt;b&gt;: Kies een antwoord.", "Vul dit in.",
    ]  # fmt: skip


def test_a_form_without_errors_has_no_error_summary():
    assert render("{% error_summary form %}", form=SampleForm()).strip() == ""


def test_an_error_about_the_whole_form_is_in_the_summary():
    form = forms.Form({})
    form.add_error(None, "Iemand anders was eerder.")
    assert "Iemand anders was eerder." in render("{% error_summary form %}", form=form)


def test_a_notice_keeps_its_markup_and_escapes_what_is_filled_in():
    page = render('{% notice "done" title %}<p>{{ text }}</p>{% endnotice %}', title="<b>", text="<i>")
    assert "<p>&lt;i&gt;</p>" in page
    assert "&lt;b&gt;" in page


def test_a_status_is_a_word_too():
    assert render('{% status "late" "42 min" %}').strip() == '<span class="status status--late">42 min</span>'


def test_an_unknown_status_is_refused():
    with pytest.raises(AssertionError):
        render('{% status "rood" "42 min" %}')


@pytest.mark.parametrize(
    ("style", "shown"),
    [("long", "woensdag 1 juli, 23.30 uur"), ("short", "1 jul 23.30"), ("clock", "23.30")],
)
def test_a_moment_is_told_by_the_clock_in_amsterdam(style, shown):
    page = render("{% local_time now style %}", now=NOW, style=style)
    assert page.strip() == f'<time datetime="2026-07-01T23:30:00+02:00">{shown}</time>'


def test_a_moment_that_has_not_come_is_a_dash():
    assert render("{% local_time nothing %}", nothing=None).strip() == "\N{EN DASH}"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "net binnen"), (1, "1 minuut"), (42, "42 minuten"), (119, "119 minuten"), (120, "2 uur"), (2880, "2 dagen")],
)
def test_waiting_is_told_in_one_unit(minutes, shown):
    page = render("{% waiting since now %}", since=NOW - timedelta(minutes=minutes), now=NOW)
    assert f">{shown}</time>" in page


def test_a_pager_keeps_the_filter_and_escapes_it():
    rows = Paginator(range(30), 10).page(2)
    links = [
        attrs["href"] for tag, attrs in Tags(render("{% pager rows q=q %}", rows=rows, q="a&b=c")).found if tag == "a"
    ]
    assert links == ["?pagina=1&q=a%26b%3Dc", "?pagina=3&q=a%26b%3Dc"]


def test_one_page_needs_no_pager():
    assert render("{% pager rows %}", rows=Paginator(range(3), 10).page(1)).strip() == ""


def test_words_to_keep_are_read_back_as_they_were_given():
    page = render('{% keepsake "appel boom fiets" %}')
    text = "".join(part.split(">")[-1] for part in page.strip().split("<"))
    assert text == "appel boom fiets"
    assert Tags(page).first("p")["id"] == "receipt"


def test_buttons_that_need_a_script_stay_hidden_without_one():
    assert "hidden" in Tags(render('{% copy_button "receipt" %}')).first("button")
    assert "hidden" in Tags(render("{% print_button %}")).first("button")


def test_components_speak_english_where_the_page_does():
    with translation.override("en"):
        assert "Are you in danger now?" in render("{% danger_now %}")


def test_a_list_finds_the_address_that_url_finds():
    shown = render('{{ "case"|address_of:number }} {% url "case" number %}', number="26-K7PX").split()

    assert shown == ["/zaken/26-K7PX/"] * 2


def test_an_address_stays_text():
    assert "<" not in render('{{ "case"|address_of:number }}', number="<b>")
