"""The maker of questionnaires, driven page by page as a browser does."""

from weerbaar.outreach.surveys.models import Version
from weerbaar.outreach.surveys.queries.questionnaires import form_of

LIST = "/tour/uitvraag/vragenlijsten/"
ONE = {"kind": "one", "mark": "aggregate", "pattern": "any", "days": "any"}


def put(visitor, address, **given):
    """Will post a page as it was just shown."""
    return visitor.post(address, given | {"stand": visitor.get(address).context["state"]})


def move(visitor, own, part, how):
    state = visitor.get(own).context["state"]
    return visitor.post(f"{own}verplaatsen/", {"part": part, "change": how, "stand": state})


def publish(visitor, own, **given):
    state = visitor.get(own).context["state"]
    return visitor.post(f"{own}publiceren/", {"stand": state} | given)


def form():
    return form_of(Version.objects.order_by("-number").first())
