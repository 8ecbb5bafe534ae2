"""What is told and what was read, as it stands in sealed columns: typed here, JSON there."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any, Self

from weerbaar.confidential.incidents.monitor import Channel, Form, Offender, Severity, Target
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM, Attachment, Flag, Kind, Message, Reason

FIRST_WORDS = 120


def _as_json(facts: Any) -> str:
    """Will return the facts without what is empty: most of an incident is not told."""
    told = {name: value for name, value in asdict(facts).items() if value not in (None, "", (), False)}
    return json.dumps(told, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> str:
    return str(value.isoformat())


@dataclass(frozen=True, kw_only=True)
class Picked:
    """Messages of an archive that an incident is about: their places in the archive, counted from nought."""

    evidence: str
    messages: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Headline:
    """An incident as one line of the timeline: when, what kind, how heavy, and the first words."""

    day: date
    clock: time | None = None
    about: bool = False
    form: str = ""
    severity: str = ""
    words: str = field(default="", repr=False)

    @property
    def moment(self) -> datetime:
        """When it happened. Without a time the day begins it, so that no deadline is counted too late."""
        return datetime.combine(self.day, self.clock or time.min, AMSTERDAM)

    @property
    def order(self) -> tuple[date, time]:
        """What a timeline is sorted by: the clock on the wall, which costs a fifth of comparing moments."""
        return self.day, self.clock or time.min

    @property
    def form_name(self) -> str:
        """What kind of thing it was, in words."""
        return str(Form(self.form).label) if self.form in Form.values else ""

    @property
    def severity_name(self) -> str:
        """How heavy it weighs, in words."""
        return str(Severity(self.severity).label) if self.severity in Severity.values else ""

    @property
    def is_heavy(self) -> bool:
        """Whether the client calls it serious or worse."""
        return self.severity in {Severity.SERIOUS, Severity.VERY_SERIOUS}

    def as_json(self) -> str:
        """Will return it for the sealed column `summary`."""
        return _as_json(self)

    @classmethod
    def read(cls, text: str) -> Self:
        """Will return what `as_json` wrote."""
        return cls(**_with_moments(json.loads(text)))


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that is told of one incident, in the words of whom it happened to. Only day, form and description must be there."""

    day: date
    clock: time | None = None
    about: bool = False
    known: date | None = None
    form: str
    behaviours: tuple[str, ...] = ()
    channel: str = ""
    severity: str = ""
    targets: tuple[str, ...] = ()
    place: str = field(default="", repr=False)
    description: str = field(repr=False)
    effect: str = field(default="", repr=False)
    witnesses: str = field(default="", repr=False)
    offender: str = ""
    about_offender: str = field(default="", repr=False)
    picked: tuple[Picked, ...] = ()

    @property
    def headline(self) -> Headline:
        """The line of the timeline."""
        words = " ".join(self.description.split())
        short = words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rpartition(" ")[0] + " …"
        return Headline(
            day=self.day, clock=self.clock, about=self.about, form=self.form, severity=self.severity, words=short
        )

    @property
    def channel_name(self) -> str:
        """By which way it came, in words."""
        return str(Channel(self.channel).label) if self.channel in Channel.values else ""

    @property
    def target_names(self) -> list[str]:
        """Who or what it was aimed at, in words."""
        return [str(Target(target).label) for target in self.targets if target in Target.values]

    @property
    def offender_name(self) -> str:
        """Whether the client knows who did it, in words."""
        return str(Offender(self.offender).label) if self.offender in Offender.values else ""

    @property
    def known_on(self) -> date:
        """The day on which the client knew of it; when that is not told, the day itself."""
        return self.known or self.day

    def as_json(self) -> str:
        """Will return it for the sealed column `facts`."""
        return _as_json(self)

    @classmethod
    def read(cls, text: str) -> Self:
        """Will return what `as_json` wrote."""
        told = _with_moments(json.loads(text))
        told["picked"] = tuple(
            Picked(evidence=one["evidence"], messages=tuple(one["messages"])) for one in told.get("picked", ())
        )
        return cls(**{**told, **{name: tuple(told.get(name, ())) for name in ("behaviours", "targets")}})


def _with_moments(told: dict[str, Any]) -> dict[str, Any]:
    for name, kind in (("day", date), ("known", date), ("clock", time)):
        if told.get(name):
            told[name] = kind.fromisoformat(told[name])
    return told


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was read from an original. `problem` names a `Reason` when it could not be read: then it is kept all the same."""

    kind: str
    problem: str = ""
    problem_name: str = field(default="", repr=False)
    flags: tuple[str, ...] = ()
    messages: int | None = None
    first: datetime | None = None
    last: datetime | None = None
    sender: str = field(default="", repr=False)
    recipients: tuple[str, ...] = field(default=(), repr=False)
    subject: str = field(default="", repr=False)
    attachments: int = 0

    @property
    def kind_name(self) -> str:
        """What it is, in words."""
        return str(Kind(self.kind).label) if self.kind in Kind.values else ""

    @property
    def problem_words(self) -> str:
        """Why it could not be read, in words; empty when it could, or there was nothing to read."""
        return str(Reason[self.problem].label) % {"name": self.problem_name[:200]} if self.problem else ""

    @property
    def flag_words(self) -> list[str]:
        """What a reader must know before leaning on it, in words."""
        return [str(Flag(flag).label) for flag in self.flags if flag in Flag.values]

    def as_json(self) -> str:
        """Will return it for the sealed column `facts`."""
        return _as_json(self)

    @classmethod
    def read(cls, text: str) -> Self:
        """Will return what `as_json` wrote."""
        found = json.loads(text)
        for name in ("first", "last"):
            if found.get(name):
                found[name] = datetime.fromisoformat(found[name])
        return cls(**{**found, **{name: tuple(found.get(name, ())) for name in ("flags", "recipients")}})


def messages_as_json(messages: list[Message]) -> str:
    """Will return a page of messages for the sealed column `messages`, each as a list in the order of its fields."""
    rows = [
        [
            message.sent_at.isoformat() if message.sent_at else "",
            message.sender,
            message.text,
            message.source_path,
            message.recipients,
            message.subject,
            message.links,
            [(one.name, one.path, one.media_type, one.size, one.sha256) for one in message.attachments],
            sorted(message.flags),
        ]
        for message in messages
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def messages_read(text: str) -> list[Message]:
    """Will return what `messages_as_json` wrote."""
    return [
        Message(
            sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
            sender=sender,
            text=said,
            source_path=path,
            recipients=tuple(recipients),
            subject=subject,
            links=tuple(links),
            attachments=tuple(
                Attachment(name=name, path=place, media_type=kind, size=size, sha256=digest)
                for name, place, kind, size, digest in attachments
            ),
            flags=frozenset(Flag(flag) for flag in flags),
        )
        for sent_at, sender, said, path, recipients, subject, links, attachments, flags in json.loads(text)
    ]
