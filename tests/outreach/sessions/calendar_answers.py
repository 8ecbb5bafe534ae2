"""What calendars send back about a session, and what is read of it."""

from datetime import timedelta

import vobject

from tests.factories.network import make_facilitator
from tests.factories.sessions import ASKED, again
from tests.outreach.appointments.answers import an_answer
from weerbaar.outreach.sessions.actions import staffing
from weerbaar.outreach.sessions.actions.replies import receive
from weerbaar.outreach.sessions.models import Invitee
from weerbaar.outreach.sessions.queries.invited import uid_of
from weerbaar.team.network.models import Skill

CLERK, FAMKE, ALDERMAN = "griffie-gm0402@gemeente.invalid", "famke@overleg.invalid", "wethouder@gemeente.invalid"


def say(one, *, who=CLERK, at=ASKED, **facts):
    now = again(one)
    sequence = facts.pop("sequence", now.sequence)
    mail = an_answer(now, who=who, uid=facts.pop("uid", uid_of(now)), sequence=sequence, **facts)
    return receive(mail, at)


def counter(one, days=1, **facts):
    begin = again(one).starts_at + timedelta(days=days)
    return say(one, method="COUNTER", said="TENTATIVE", starts_at=begin, ends_at=begin + timedelta(hours=2), **facts)


def standing_of(one, email=CLERK):
    return Invitee.objects.get(gathering=one, email=email).standing


def ask(one, by, person=None):
    person = person or make_facilitator()
    return staffing.ask(gathering=again(one), facilitator=person, skill=Skill.MODERATE, at=ASKED, by=by)


def item_in(mail):
    """What the second library reads, with the method that stands on the part as well as inside."""
    calendar = vobject.readOne(mail["invitation"]["content"])
    assert mail["invitation"]["method"] == calendar.method.value
    event = calendar.vevent
    return calendar.method.value, int(event.sequence.value), event.uid.value, event.dtstart.value
