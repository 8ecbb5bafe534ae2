"""Whoever reads at night, or with tired eyes, can read every word: WCAG 2.2 AA for each pair that text is set in."""

import re

import pytest

from tests.foundation.ui.places import STYLES

TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sand"),
    ("ink", "teal-tint"),
    ("ink", "teal-soft"),
    ("ink", "teal-middle"),
    ("ink", "amber-tint"),
    ("ink", "brick-tint"),
    ("ink", "leaf-tint"),
    ("ink-soft", "paper"),
    ("ink-soft", "card"),
    ("ink-soft", "sand"),
    ("teal", "paper"),
    ("teal", "card"),
    ("teal", "sand"),
    ("teal-strong", "teal-tint"),
    ("on-teal", "teal"),
    ("on-teal", "teal-strong"),
    ("amber", "amber-tint"),
    ("brick", "brick-tint"),
    ("brick", "card"),
    ("brick", "paper"),
    ("on-brick", "brick"),
    ("leaf", "leaf-tint"),
    ("leaf", "paper"),
]
BORDERS = [
    ("edge", "paper"),
    ("edge", "card"),
    ("edge", "sand"),
    ("focus", "paper"),
    ("focus", "card"),
    ("focus", "sand"),
    ("teal", "teal-tint"),
    ("brick", "card"),
]
READING = [("ink", "paper"), ("ink", "card"), ("ink-soft", "paper"), ("teal", "paper"), ("on-teal", "teal")]


def colours(scheme):
    light, dark = STYLES.joinpath("tokens.css").read_text().split("@media", 1)
    found = dict(re.findall(r"--([\w-]+): #(\w{6});", light))
    return found | (dict(re.findall(r"--([\w-]+): #(\w{6});", dark)) if scheme == "dark" else {})


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(scheme, one, other):
    lighter, darker = sorted((luminance(colours(scheme)[name]) for name in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_largest_contrast_there_is():
    assert round((luminance("ffffff") + 0.05) / (luminance("000000") + 0.05), 2) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("one", "other"), TEXT)
def test_text_stands_out(scheme, one, other):
    assert contrast(scheme, one, other) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("one", "other"), READING)
def test_running_text_stands_out_well(scheme, one, other):
    assert contrast(scheme, one, other) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("one", "other"), BORDERS)
def test_borders_of_what_can_be_used_are_seen(scheme, one, other):
    assert contrast(scheme, one, other) >= 3


def test_the_dark_scheme_has_every_colour():
    assert colours("light").keys() == colours("dark").keys()
    dark_only = STYLES.joinpath("tokens.css").read_text().split("@media", 1)[1]
    assert set(re.findall(r"--([\w-]+): #", dark_only)) == colours("light").keys()
