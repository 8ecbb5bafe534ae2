"""Setting a mailing ready, and watching it go."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.queries import post
from weerbaar.outreach.campaign.queries.rounds import rounds
from weerbaar.outreach.campaign.queries.segments import segments_for
from weerbaar.outreach.letters.actions import mailings as actions
from weerbaar.outreach.letters.actions import sending, testing
from weerbaar.outreach.letters.forms import OutboxForm, PostedForm, ReleaseForm, WishForm
from weerbaar.outreach.letters.models import Channel, Mailing
from weerbaar.outreach.letters.queries import dispatches as queries
from weerbaar.outreach.letters.queries import previews, templates
from weerbaar.outreach.letters.queries.addresses import FOR_ONE
from weerbaar.outreach.letters.queries.recipients import Reader, plan_of
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind


def mailing_or_404(mailing_id: UUID) -> Mailing:
    """Will return the mailing of an address."""
    found = queries.mailing_by(mailing_id)
    if found is None:
        raise Http404
    return found


@staff(Permission.SEE_TOUR)
@require_safe
def mailings(request: StaffRequest) -> HttpResponse:
    """Will list what was sent and what stands ready, fifty at a time."""
    page = queries.page_of_mailings(request.GET.get("pagina"))
    return render(request, "letters/mailings.html", {"mailings": page, "came_back": queries.came_back().count()})


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_mailing(request: StaffRequest) -> HttpResponse:
    """Will show, in numbers, what a mailing would do; posted, it is set ready and nothing goes out yet."""
    form = _wish_form(request)
    if not form.is_bound or not form.is_valid():
        return render(request, "letters/new_mailing.html", {"form": form}, status=400 if form.errors else 200)
    wish, dated_on, today = form.wish, form.cleaned_data["datum"], timezone.localdate()
    version = templates.newest_version(wish.template)
    if request.method == "POST":
        try:
            made = actions.prepare(
                wish=wish,
                version=version,
                name=wish.template.name,
                dated_on=dated_on,
                at=timezone.now(),
                by=request.user,
            )
        except actions.NobodyToWrite:
            form.add_error(None, previews.NOBODY)
        else:
            return redirect("mailing", made.pk)
    plan = plan_of(wish, dated_on=dated_on, on=today)
    again = _wish_form(request, auto_id=False)
    facts = {"form": form, "again": again, "plan": plan, "findings": previews.findings_in(version)}
    return render(request, "letters/new_mailing.html", facts, status=400 if form.errors else 200)


def _wish_form(request: StaffRequest, *, auto_id: str | bool = "id_%s") -> WishForm:
    """What was asked; without ids it goes along unseen on the page that shows it already."""
    today, asked = timezone.localdate(), request.POST if request.method == "POST" else _for_one(request) or request.GET
    provinces = [(body.pk, body.name) for body in authorities.authorities_on(today, Kind.PROVINCE)]
    return WishForm(
        asked or None, initial={"datum": today}, templates=list(templates.templates()), rounds=list(rounds()),
        provinces=provinces, segments=list(segments_for(request.user)), codes=post.known_codes(), on=today,
        auto_id=auto_id,
    )  # fmt: skip


def _for_one(request: StaffRequest) -> dict[str, object]:
    """The invitation to the head of one organisation by letter, as the act on its page asks; empty when it asks nothing."""
    version = templates.invitation_version() if FOR_ONE in request.GET else None
    if version is None:
        return {}
    return {
        "sjabloon": str(version.template_id), "ronde": request.GET.get("ronde", ""), "aan": [Reader.HEAD.value],
        "weg": [Channel.LETTER.value], "alleen": request.GET[FOR_ONE], "datum": timezone.localdate().isoformat(),
    }  # fmt: skip


@staff(Permission.SEE_TOUR)
@require_safe
def mailing(request: StaffRequest, mailing_id: UUID) -> HttpResponse:
    """Will show how far a mailing is, by province, and what goes to whom."""
    return _page(request, mailing_or_404(mailing_id))


def _names_no_province(request: HttpRequest) -> bool:
    return not request.POST.getlist("provincies")


@staff(Permission.SEND_TOUR_POST, step_up=True, does_nothing=_names_no_province)
@require_POST
@once
def release_mailing(request: StaffRequest, mailing_id: UUID) -> HttpResponse:
    """Will let go what stands ready in some provinces, after the time in which it can be taken back."""
    found = mailing_or_404(mailing_id)
    must_see = any(one.must_be_seen for one in previews.findings_in(found.version))
    form = ReleaseForm(request.POST, provinces=_provinces(found), must_see=must_see)
    if not form.is_valid():
        return _page(request, found, release=form)
    try:
        actions.release(mailing=found, provinces=form.cleaned_data["provincies"], at=timezone.now(), by=request.user)
    except actions.NothingToRelease:
        form.add_error(None, previews.NOTHING_READY)
        return _page(request, found, release=form)
    return redirect("mailing", found.pk)


@staff(Permission.SEND_TOUR_POST)
@require_POST
def steer_mailing(request: StaffRequest, mailing_id: UUID, act: str) -> HttpResponse:
    """Will take back what has not gone, hold it, go on, or end it."""
    found = mailing_or_404(mailing_id)
    act_on = {
        "terughalen": actions.take_back, "ophouden": actions.pause, "verder": actions.resume, "stoppen": actions.cancel,
    }.get(act)  # fmt: skip
    if act_on is None:
        raise Http404
    act_on(mailing=found, at=timezone.now(), by=request.user)
    return redirect("mailing", found.pk)


@staff(Permission.SEND_TOUR_POST)
@require_POST
@once
def post_mailing(request: StaffRequest, mailing_id: UUID) -> HttpResponse:
    """Will note that the printed letters of a province went to the post."""
    found = mailing_or_404(mailing_id)
    counts = queries.provinces_of(found)
    form = PostedForm(request.POST, provinces=[(one.code, one.name) for one in counts if one.letters_made])
    if not form.is_valid():
        return _page(request, found, posted=form)
    facts = form.cleaned_data
    sending.note_posted(mailing=found, province=facts["provincie"], on=facts["op"], at=timezone.now(), by=request.user)
    return redirect("mailing", found.pk)


@staff(Permission.SEND_TOUR_POST)
@require_POST
@once
def test_mailing(request: StaffRequest, mailing_id: UUID) -> HttpResponse:
    """Will mail one example of a mailing to whoever asks."""
    found = mailing_or_404(mailing_id)
    testing.send_example(mailing=found, at=timezone.now(), by=request.user)
    return redirect("mailing", found.pk)


def _provinces(found: Mailing) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in queries.provinces_of(found)]


def _page(
    request: StaffRequest, found: Mailing, release: ReleaseForm | None = None, posted: PostedForm | None = None
) -> HttpResponse:
    counts = queries.provinces_of(found)
    named = [(one.code, one.name) for one in counts]
    findings = previews.findings_in(found.version)
    must_see = any(one.must_be_seen for one in findings)
    form = OutboxForm(request.GET, provinces=named)
    asked = form.cleaned_data if form.is_valid() else {}
    province, state = asked.get("provincie", ""), asked.get("stand", "")
    facts = {
        "mailing": found, "counts": counts, "total": queries.total_of(counts), "findings": findings, "form": form,
        "rows": queries.outbox_page(found, request.GET.get("pagina"), province=province, state=state),
        "province": province, "state": state, "skipped": queries.skipped_of(found),
        "release": release or ReleaseForm(
            provinces=[(one.code, f"{one.name} ({one.waiting})") for one in counts if one.waiting], must_see=must_see
        ),
        "posted": posted or PostedForm(
            provinces=[(one.code, one.name) for one in counts if one.letters_ready and one.letters_made],
            initial={"op": timezone.localdate()},
        ),
        "goes_at": queries.goes_at(found),
    }  # fmt: skip
    wrong = form.errors or (release and release.errors) or (posted and posted.errors)
    return render(request, "letters/mailing.html", facts, status=400 if wrong else 200)
