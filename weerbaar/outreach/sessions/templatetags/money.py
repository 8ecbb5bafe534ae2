"""How pages write amounts and hours."""

from django import template

from weerbaar.outreach.sessions import money

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """Will write whole cents as an amount."""
    return money.euros(cents)


@register.filter
def hours(minutes: int) -> str:
    """Will write minutes as hours by a clock: 210 is "3:30"."""
    return f"{minutes // 60}:{minutes % 60:02d}"
