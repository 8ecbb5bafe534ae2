"""Writing templates, with an example beside the words."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.letter_press import AddressDoesNotFit, pressed_letter
from weerbaar.foundation.papers.press import CannotBeSet, TooMuch
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.outreach.letters import wording
from weerbaar.outreach.letters.actions import templates as actions
from weerbaar.outreach.letters.forms import TemplateForm, WordsForm
from weerbaar.outreach.letters.models import LetterTemplate
from weerbaar.outreach.letters.queries import previews
from weerbaar.outreach.letters.queries import templates as queries

PREVIEW, PDF = "voorbeeld", "pdf"


def template_or_404(template_id: UUID) -> LetterTemplate:
    """Will return the template of an address."""
    found = queries.template_by(template_id)
    if found is None:
        raise Http404
    return found


@staff(Permission.SEE_TOUR)
@require_safe
def letter_templates(request: StaffRequest) -> HttpResponse:
    """Will list the templates in use."""
    return render(request, "letters/templates.html", {"templates": queries.templates()})


@staff(Permission.CHANGE_TOUR)
@require_POST
def begin_letter_templates(request: StaffRequest) -> HttpResponse:
    """Will make the letters that the house brings along."""
    actions.begin_with_standards(at=timezone.now(), by=request.user)
    return redirect("letter_templates")


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_letter_template(request: StaffRequest) -> HttpResponseBase:
    """Will keep a new template, or show what was typed as a letter without keeping it."""
    organisations = previews.organisations(on=timezone.localdate())
    form = TemplateForm(request.POST or None, organisations=organisations)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    if request.POST.get("actie") in {PREVIEW, PDF}:
        return _example(request, form)
    return _made(request, form)


@once
def _made(request: StaffRequest, form: TemplateForm) -> HttpResponse:
    facts = form.cleaned_data
    try:
        made = actions.make_template(
            name=facts["naam"], purpose=facts["doel"], stage=facts["stap"], subject=facts["onderwerp"],
            body=facts["tekst"], at=timezone.now(), by=request.user,
        )  # fmt: skip
    except actions.NameTaken:
        form.add_error("naam", previews.NAME_TAKEN)
        return _page(request, form)
    return redirect("letter_template", made.template_id)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_template(request: StaffRequest, template_id: UUID) -> HttpResponseBase:
    """Will show the newest words of a template, keep new ones, or show them as a letter without keeping them."""
    template = template_or_404(template_id)
    newest = queries.newest_version(template)
    known = {"onderwerp": newest.subject, "tekst": newest.body}
    organisations = previews.organisations(on=timezone.localdate())
    form = WordsForm(request.POST or None, initial=known, organisations=organisations)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, template)
    if request.POST.get("actie") in {PREVIEW, PDF}:
        return _example(request, form, template)
    return _written(request, form, template)


@once
def _written(request: StaffRequest, form: WordsForm, template: LetterTemplate) -> HttpResponse:
    facts = form.cleaned_data
    actions.write_version(
        template=template, subject=facts["onderwerp"], body=facts["tekst"], at=timezone.now(), by=request.user
    )
    return redirect("letter_template", template.pk)


@staff(Permission.CHANGE_TOUR)
@require_POST
def retire_letter_template(request: StaffRequest, template_id: UUID) -> HttpResponse:
    """Will take a template out of use."""
    actions.retire_template(template=template_or_404(template_id), at=timezone.now(), by=request.user)
    return redirect("letter_templates")


def _example(request: StaffRequest, form: WordsForm, template: LetterTemplate | None = None) -> HttpResponseBase:
    facts, on = form.cleaned_data, timezone.localdate()
    preview = previews.preview(
        subject=facts["onderwerp"], body=facts["tekst"], purpose=template.purpose if template else facts["doel"],
        code=facts["voorbeeld"], reader=facts["lezer"], on=on,
    )  # fmt: skip
    if preview is None or request.POST["actie"] == PREVIEW:
        return _page(request, form, template, preview)
    try:
        return attachment("voorbeeld.pdf", [pressed_letter(preview.letter.sheet)])
    except AddressDoesNotFit:
        form.add_error(None, previews.ADDRESS_DOES_NOT_FIT)
    except (CannotBeSet, TooMuch):
        form.add_error(None, previews.CANNOT_BE_SET)
    return _page(request, form, template, preview)


def _page(
    request: StaffRequest,
    form: WordsForm,
    template: LetterTemplate | None = None,
    preview: previews.Preview | None = None,
) -> HttpResponse:
    facts = {
        "form": form, "template": template, "preview": preview, "fields": wording.FIELDS,
        "versions": queries.versions_of(template)[:20] if template else [],
    }  # fmt: skip
    return render(request, "letters/template.html", facts, status=400 if form.errors else 200)
