"""Two pages beside each other."""

import re


def without_token(page: str) -> str:
    """Will return a page without what is fresh on each: the token of its forms. What else differs, tells one from the other."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1TOKEN", page)
