"""Every path through a guide ends in something that you can do and somebody whom you can call."""

from collections.abc import Iterator

from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.guides import Guide, Step

# 112 comes when it is dangerous; who stays with you afterwards is one of these.
WHO_STAYS = frozenset({"helpline", "write"})


def wrong_paths(guide: Guide) -> list[Problem]:
    """Will name each step that nobody reaches, that leads nowhere, or that leaves somebody alone."""
    return [Problem(guide.file, where, message) for where, message in _wrong(guide)]


def _wrong(guide: Guide) -> Iterator[tuple[str, str]]:
    steps = {step.id: step for step in guide.steps}
    if guide.start not in steps:
        yield "", f"de wegwijzer begint bij stap “{guide.start}”, en die is er niet"
    for step in guide.steps:
        for choice in step.choices:
            if choice.to not in steps:
                yield _name(step), f"een keuze gaat naar stap “{choice.to}”, en die is er niet"
        if step.is_ending:
            yield from _bare_ending(step)
    reached = reached_from(guide.start, steps)
    leads_out = leading_to_endings(steps)
    for step in guide.steps:
        if guide.start in steps and step.id not in reached:
            yield _name(step), "geen enkele keuze leidt hierheen"
        elif step.id not in leads_out and all(choice.to in steps for choice in step.choices):
            yield _name(step), "vanaf hier kom je nooit bij een einde: de keuzes gaan in een kring"


def _bare_ending(step: Step) -> Iterator[tuple[str, str]]:
    alone = WHO_STAYS.isdisjoint(step.people)
    if alone and not step.options:
        yield _name(step), "doodlopend: geen keuze, niets om te doen en niemand om te bellen"
    elif not step.options:
        yield _name(step), "dit einde zegt niet wat iemand nu kan doen (options)"
    elif alone:
        yield _name(step), "dit einde noemt niemand om te bellen of te schrijven (people: helpline of write)"


def reached_from(start: str, steps: dict[str, Step]) -> set[str]:
    """Will return every step that can be reached from `start`."""
    reached: set[str] = set()
    waiting = [start] if start in steps else []
    while waiting:
        step = steps[waiting.pop()]
        reached.add(step.id)
        waiting += [choice.to for choice in step.choices if choice.to in steps and choice.to not in reached]
    return reached


def leading_to_endings(steps: dict[str, Step]) -> set[str]:
    """Will return every step from which an ending can be reached."""
    leading = {step.id for step in steps.values() if step.is_ending}
    while True:
        more = {
            step.id
            for step in steps.values()
            if step.id not in leading and any(choice.to in leading for choice in step.choices)
        }
        if not more:
            return leading
        leading |= more


def _name(step: Step) -> str:
    return f"stap {step.id}"
