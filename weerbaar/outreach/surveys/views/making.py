"""The maker of questionnaires: one page for each part, without scripts, keyboard first."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.surveys.actions import making
from weerbaar.outreach.surveys.forms.answering import AnswerForm
from weerbaar.outreach.surveys.forms.making import (
    KINDS,
    DraftForm,
    GoneForm,
    MoveForm,
    NameForm,
    PublishForm,
    QuestionForm,
    SectionForm,
    StartForm,
)
from weerbaar.outreach.surveys.forms.running import ActForm
from weerbaar.outreach.surveys.models import Version
from weerbaar.outreach.surveys.queries import making as made
from weerbaar.outreach.surveys.queries.questionnaires import built_in_keys, form_of
from weerbaar.outreach.surveys.questionnaires import editing
from weerbaar.outreach.surveys.questionnaires.parts import Form, Question, Section
from weerbaar.outreach.surveys.questionnaires.showing import filled
from weerbaar.public.guidance.texts import Text

TAKE = ["GET", "HEAD", "POST"]
NEW = "nieuw"
DONE = {
    "kept": _lazy("Bewaard"), "up": _lazy("Omhoog gezet"), "down": _lazy("Omlaag gezet"), "out": _lazy("Weggehaald"),
    "published": _lazy("Deze versie is nu gepubliceerd"), "dropped": _lazy("Het concept is weg"),
}  # fmt: skip
"""What a page says of what was done just before, by the word in its address."""


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
@once
def questionnaires(request: StaffRequest) -> HttpResponse:
    """Will show the questionnaires that were made here, and begin a new one."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        draft = making.make_questionnaire(name=form.cleaned_data["name"], at=timezone.now(), by=request.user)
        return redirect("questionnaire", draft.questionnaire_id)
    facts = {"made": made.made_here(), "form": form}
    return render(request, "surveys/questionnaires.html", facts, status=400 if form.errors else 200)


@staff(Permission.MANAGE_SURVEYS)
@require_safe
def questionnaire(request: StaffRequest, key: str) -> HttpResponse:
    """Will show a questionnaire: the draft with what is wrong with it, or the newest version."""
    return _overview(request, key)


def _overview(request: StaffRequest, key: str, *, status: int = 200, **more: Any) -> HttpResponse:
    found = made.questionnaire_with(key)
    if found is None:
        raise Http404
    draft, published = made.draft_of(key), list(made.versions_of(key))
    shown = draft or published[0]
    asked = form_of(shown)
    facts = {
        "questionnaire": found, "draft": draft, "published": published, "asked": asked, "pieces": _pieces(asked),
        "problems": made.remarks(asked, made.problems_before_publishing(draft)) if draft else [],
        "words": made.remarks(asked, made.words_to_look_at(draft)) if draft else [],
        "at": request.GET.get("deel", ""), "done": DONE.get(request.GET.get("gedaan", ""), ""),
        "publish": PublishForm(), "state": making.state_of(draft) if draft else "",
    }  # fmt: skip
    return render(request, "surveys/questionnaire.html", facts | more, status=status)


def _pieces(asked: Form) -> list[tuple[Section, str, list[tuple[Question, Any, str]]]]:
    """Each screen and its questions with, in words, what an answer is and what it is shown after."""
    kinds = dict(KINDS)
    return [
        (section, made.in_words(asked, section.when), [
            (one, kinds[one.kind.value], made.in_words(asked, one.when)) for one in section.questions])
        for section in asked.sections
    ]  # fmt: skip


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
def start_of(request: StaffRequest, key: str) -> HttpResponse:
    """Will change what stands around the questions."""
    draft, asked = _draft(request, key)
    form = StartForm(request.POST if request.method == "POST" else None, initial=StartForm.before(asked))

    def changed() -> tuple[Form, str]:
        kept = form.cleaned_data
        title, intro, thanks = (Text(kept[name], kept[f"{name}_en"]) for name in ("title", "intro", "thanks"))
        around = replace(asked, title=title, intro=intro, thanks=thanks)
        return replace(around, minutes=kept["minutes"], in_english=kept["in_english"]), ""

    return _edited(request, key, draft, form, changed, title=_("Begin en einde"), asked=asked)


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
def section(request: StaffRequest, key: str, section: str) -> HttpResponse:
    """Will change a screen, or add one."""
    draft, asked = _draft(request, key)
    there = asked.section(section)
    is_gone = there is None and section != NEW
    if is_gone and request.method != "POST":
        raise Http404
    form = SectionForm(
        request.POST if request.method == "POST" else None, earlier=made.earlier_answers(asked, section, kept=there.when if there else ()),
        initial=SectionForm.before(there) if there else {},
    )  # fmt: skip

    def changed() -> tuple[Form, str]:
        written = form.section(there, _keys(asked))
        return editing.with_section(asked, written, instead_of=there.key if there else ""), written.key

    return _edited(
        request, key, draft, form, changed, title=_("Scherm wijzigen") if there else _("Scherm toevoegen"),
        is_gone=is_gone, anew=reverse("section_of_questionnaire", args=[key, NEW]),
        asked=asked, codes=made.repeatable(asked, section),
    )  # fmt: skip


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
def question(request: StaffRequest, key: str, section: str, question: str) -> HttpResponse:
    """Will change a question, or add one to a screen."""
    draft, asked = _draft(request, key)
    place, screen = made.place_of(asked, question), asked.section(section)
    there = place[1] if place and place[0].key == section else None
    is_gone = screen is None or (there is None and question != NEW)
    if is_gone and request.method != "POST":
        raise Http404
    form = QuestionForm(
        request.POST if request.method == "POST" else None, before=there, in_english=asked.in_english,
        earlier=made.earlier_answers(asked, section, kept=there.when if there else ()),
    )  # fmt: skip

    def changed() -> tuple[Form, str]:
        written = form.question(_keys(asked))
        new = editing.with_question(asked, written, section=section, instead_of=there.key if there else "")
        return new, written.key

    return _edited(
        request, key, draft, form, changed, title=_("Vraag wijzigen") if there else _("Vraag toevoegen"),
        is_gone=is_gone, anew=reverse("question_of_questionnaire", args=[key, section, NEW]) if screen else "",
        asked=asked, screen=screen, codes=made.repeatable(asked, section),
    )  # fmt: skip


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
@once
def change_part(request: StaffRequest, key: str) -> HttpResponse:
    """Will move a screen or question one place."""
    if request.method != "POST":
        return redirect("questionnaire", key)
    draft, asked = _draft(request, key)
    if draft is None:
        return _too_late(request, key)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _overview(request, key, status=400)
    part, change = form.cleaned_data["part"], form.cleaned_data["change"]
    moved = editing.moved(asked, part, up=change == "up")
    try:
        making.save_draft(version=draft, form=moved, state=form.state, at=timezone.now())
    except making.ChangedMeanwhile:
        return _too_late(request, key)
    return _back_to(key, part, change)


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
@once
def leave_out(request: StaffRequest, key: str, part: str) -> HttpResponse:
    """Will ask whether a screen with its questions, or one question, may go; and leave it out."""
    draft, asked = _draft(request, key)
    there = made.part_of(asked, part)
    if there is None and request.method != "POST":
        raise Http404
    if draft is None or there is None:
        return _too_late(request, key)
    form = GoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            making.save_draft(version=draft, form=editing.without(asked, part), state=form.state, at=timezone.now())
        except making.ChangedMeanwhile:
            return _too_late(request, key)
        place = made.place_of(asked, part)
        return _back_to(key, place[0].key if place else "", "out")
    facts = {
        "form": form, "key": key, "part": there, "state": making.state_of(draft), "asking": made.asks_about(asked, there),
    }  # fmt: skip
    return render(request, "surveys/leave_out.html", facts, status=400 if form.errors else 200)


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
@once
def publish(request: StaffRequest, key: str) -> HttpResponse:
    """Will make the draft a version that never changes again."""
    if request.method != "POST":
        return redirect("questionnaire", key)
    draft, _asked = _draft(request, key)
    if draft is None:
        return _too_late(request, key)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _overview(request, key, status=400)
    try:
        making.publish(
            version=draft,
            despite_words=form.cleaned_data["despite_words"],
            state=form.state,
            at=timezone.now(),
            by=request.user,
        )
    except making.ChangedMeanwhile:
        return _too_late(request, key)
    except (making.NotReady, making.WordsToLookAt) as refused:
        is_ready = isinstance(refused, making.WordsToLookAt)
        return _overview(request, key, status=400, not_ready=not is_ready, look_at_words=is_ready)
    return _back_to(key, "", "published")


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
@once
def new_version(request: StaffRequest, key: str) -> HttpResponse:
    """Will make a draft out of the newest version."""
    if request.method != "POST":
        return redirect("questionnaire", key)
    if made.questionnaire_with(key) is None or not ActForm(request.POST).is_valid():
        raise Http404
    try:
        making.new_version(key=key, at=timezone.now(), by=request.user)
    except making.DraftExists:
        return redirect("questionnaire", key)
    return redirect("questionnaire", key)


@staff(Permission.MANAGE_SURVEYS)
@require_http_methods(TAKE)
@once
def drop_draft(request: StaffRequest, key: str) -> HttpResponse:
    """Will ask whether the draft may go, and throw it away as it was when that was asked."""
    draft, asked = _draft(request, key)
    if draft is None:
        return _too_late(request, key)
    form = GoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            making.drop_draft(version=draft, state=form.state, at=timezone.now(), by=request.user)
        except making.ChangedMeanwhile:
            return _too_late(request, key)
        return _back_to(key, "", "dropped") if made.questionnaire_with(key) else redirect("questionnaires")
    facts = {
        "form": form, "key": key, "asked": asked, "state": making.state_of(draft), "published": made.versions_of(key).first(),
    }  # fmt: skip
    return render(request, "surveys/drop_draft.html", facts, status=400 if form.errors else 200)


@staff(Permission.MANAGE_SURVEYS)
@require_safe
def preview(request: StaffRequest, key: str, number: int | None = None) -> HttpResponse:
    """Will show every screen of the draft, or of a version, as wide as a phone. Nothing can be sent."""
    if made.questionnaire_with(key) is None:
        raise Http404
    shown = made.version_with(key, number) if number else made.draft_of(key) or made.versions_of(key).first()
    if shown is None:
        raise Http404
    asked = form_of(shown)
    said = partial(filled, form=asked, answers={})
    screens = [
        (said(str(one.title)), one, made.in_words(asked, one.when), _fields(asked, one, said)) for one in asked.sections
    ]
    facts = {"asked": asked, "screens": screens, "key": key, "shown": shown}
    return render(request, "surveys/preview.html", facts)


def _fields(asked: Form, section: Section, said: Callable[[str], str]) -> list[tuple[BoundField, str]]:
    """The fields of a screen, each question with what it is shown after."""
    form = AnswerForm(questions=section.questions, on=timezone.localdate(), said=said, auto_id=f"{section.key}_%s")
    conditions = {one.key: made.in_words(asked, one.when) for one in section.questions}
    return [(field, conditions.get(field.name, "")) for field in form]


def _draft(request: StaffRequest, key: str) -> tuple[Version | None, Form]:
    """The draft, and what it asks. Who looks when there is none gets 404.

    Who sends something typed it while there still was one: they get None, with what was published last to read it by.
    """
    draft = made.draft_of(key)
    if draft is None and (request.method != "POST" or key in built_in_keys()):
        raise Http404
    shown = draft or made.versions_of(key).first()
    return draft, form_of(shown) if shown else making.empty_form(key)


def _too_late(request: StaffRequest, key: str) -> HttpResponse:
    """Shows the questionnaire as it is by now to who acted on what it was; or says that it is there no more."""
    if made.questionnaire_with(key) is None:
        return render(request, "surveys/gone.html", {"key": key}, status=HTTPStatus.CONFLICT)
    return _overview(request, key, status=HTTPStatus.CONFLICT, changed=True)


def _back_to(key: str, part: str, done: str) -> HttpResponse:
    """Leads back to the part that was changed, in view and with the focus, and tells there what was done."""
    told = urlencode({"deel": part, "gedaan": done} if part else {"gedaan": done})
    return redirect(f"{reverse('questionnaire', args=[key])}?{told}" + (f"#deel_{part}" if part else ""))


def _keys(asked: Form) -> set[str]:
    return {one.key for one in asked.sections} | {one.key for one in asked.questions}


@once
def _edited(
    request: StaffRequest,
    key: str,
    draft: Version | None,
    form: DraftForm,
    changed: Callable[[], tuple[Form, str]],
    *,
    title: str,
    is_gone: bool = False,
    anew: str = "",
    **more: Any,
) -> HttpResponse:
    """Keeps the draft with one part changed, or shows the part again with what is wrong, or what is kept by now.

    What was typed in a part that is gone can be kept as a new one at `anew`; without that, it is shown to be copied.
    """
    if draft is None or is_gone:
        return _typed_too_late(request, key, draft, form, title=title, anew=anew, **more)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    if form.is_valid():
        new, part = changed()
        if _is_kept(draft, new, form):
            return _back_to(key, part, "kept")
        status = HTTPStatus.CONFLICT
        more |= {"changed": True, "now": form.kept_otherwise}
    return _part_page(request, draft, form, status, title=title, **more)


def _is_kept(draft: Version, new: Form, form: DraftForm) -> bool:
    """Keeps the draft; False when it was changed meanwhile to something else than this page says."""
    try:
        making.save_draft(version=draft, form=new, state=form.state, at=timezone.now())
    except making.ChangedMeanwhile:
        return bool(form.initial) and not form.has_changed()  # sent twice: it is kept as it stands here
    return True


def _part_page(request: StaffRequest, draft: Version, form: DraftForm, status: HTTPStatus, **more: Any) -> HttpResponse:
    facts = {"form": form, "key": draft.questionnaire_id, "state": making.state_of(draft)}
    return render(request, "surveys/part.html", facts | more, status=status)


def _typed_too_late(
    request: StaffRequest, key: str, draft: Version | None, form: DraftForm, *, anew: str, **more: Any
) -> HttpResponse:
    """Gives back what was typed in a part that somebody removed, or in a draft that is published or gone."""
    if draft and anew:
        return _part_page(request, draft, form, HTTPStatus.CONFLICT, anew=anew, **more)
    facts = {"key": key, "draft": draft, "questionnaire": made.questionnaire_with(key), "typed": form.filled_in}
    return render(request, "surveys/gone.html", facts, status=HTTPStatus.CONFLICT)
