"""How pages write amounts."""

from django import template

from weerbaar.outreach.sessions import money

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """Will write whole cents as an amount."""
    return money.euros(cents)
