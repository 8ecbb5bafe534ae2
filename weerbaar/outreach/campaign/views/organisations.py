"""The list of organisations, and searches of it that are kept."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.actions import segments as acts
from weerbaar.outreach.campaign.forms.lists import SegmentForm
from weerbaar.outreach.campaign.queries import organisations, rounds, segments
from weerbaar.outreach.campaign.views.shelf import filter_of, hand_of, round_of


@staff(Permission.SEE_TOUR)
@require_safe
def tour(request: StaffRequest) -> HttpResponse:
    """Will show the organisations of a round, what presses most first, fifty at a time."""
    on = timezone.localdate()
    found = rounds.round_named(request.GET.get("ronde", ""), on=on)
    form = filter_of(request)
    known = organisations.every_standing(found, on=on) if found else {}
    chosen = organisations.chosen(found, form.wanted, on=on, known=known) if found else {}
    context = {
        "form": form,
        "asked": form.asked,
        "query": urlencode(form.asked | ({"ronde": found.pk} if found else {})),
        "rows": organisations.page_of(chosen, request.GET.get("pagina")),
        "round": found,
        "rounds": rounds.rounds(),
        "counted": organisations.counted(known),
        "segments": segments.segments_for(request.user),
        "segment_form": SegmentForm(),
    }
    return render(request, "campaign/tour.html", context, status=400 if form.errors else 200)


@staff(Permission.CHANGE_TOUR)
@require_POST
def keep_segment(request: StaffRequest) -> HttpResponse:
    """Will keep what the filters say under a name."""
    form = SegmentForm(request.POST)
    filters = filter_of(request, {name: request.POST.get(name, "") for name in SegmentForm.takes})
    if not form.is_valid() or not filters.is_valid():
        return render(request, "campaign/segment.html", {"form": form, "asked": filters.asked}, status=400)
    try:
        acts.keep_segment(
            name=form.cleaned_data["naam"], asked=filters.asked, shared=form.cleaned_data["gedeeld"], **hand_of(request)
        )
    except acts.TooMany:
        return render(request, "campaign/segment.html", {"form": form, "too_many": acts.MOST}, status=400)
    return redirect(f"{reverse('tour')}?{urlencode(filters.asked)}")


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def drop_segment(request: StaffRequest, segment_id: UUID) -> HttpResponse:
    """Will forget one of one's own searches."""
    found = segments.own_segment(request.user, segment_id)
    if found is None:
        raise Http404
    acts.drop_segment(segment=found, **hand_of(request))
    return redirect(f"{reverse('tour')}?ronde={round_of(request).pk}" if request.GET.get("ronde") else reverse("tour"))
