"""Money adds up to the cent, whatever is added."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.outreach.sessions.forms.costs import Euros
from weerbaar.outreach.sessions.money import euros, line_cents, total


@dataclass(frozen=True)
class Line:
    quantity: int
    unit_cents: int
    vat: int


LINES = st.lists(st.builds(Line, st.integers(1, 10_000), st.integers(0, 10_000_000), st.sampled_from([0, 9, 21])))


@given(LINES)
def test_the_whole_is_the_sum_of_its_parts(lines):
    found = total(lines)

    assert found.without == sum(line_cents(line) for line in lines)
    assert found.whole == found.without + sum(tax.cents for tax in found.taxes)
    assert sum(tax.over for tax in found.taxes) == sum(line_cents(line) for line in lines if line.vat)


@given(LINES)
def test_tax_is_what_a_decimal_says_rounded_half_up_once_per_rate(lines):
    for tax in total(lines).taxes:
        exact = Decimal(sum(line_cents(line) for line in lines if line.vat == tax.rate)) * tax.rate / 100
        assert tax.cents == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(LINES, st.randoms())
def test_the_order_of_the_lines_does_not_matter(lines, chance):
    shuffled = lines[:]
    chance.shuffle(shuffled)

    assert total(shuffled) == total(lines)


@given(st.integers(0, 10_000_000))
def test_what_is_written_is_read_back_as_the_same_cents(cents):
    assert Euros().clean(euros(cents).replace("€\N{NO-BREAK SPACE}", "")) == cents


@pytest.mark.parametrize(
    ("written", "cents"), [("750", 75_000), ("1.250,50", 125_050), ("€ 0,23", 23), ("1250,50", 125_050)]
)
def test_an_amount_is_read_as_the_dutch_write_it(written, cents):
    assert Euros().clean(written) == cents


@pytest.mark.parametrize("written", ["12.5", "1,5", "-3", "1e9", "9999999,99", "=1+1", "een", "1.2345,00", ""])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(forms.ValidationError):
        Euros().clean(written)


@pytest.mark.parametrize(
    ("cents", "written"), [(0, "€ 0,00"), (5, "€ 0,05"), (123_456_789, "€ 1.234.567,89"), (-150, "-€ 1,50")]
)
def test_an_amount_is_written_as_the_dutch_do(cents, written):
    assert euros(cents) == written.replace("€ ", "€\N{NO-BREAK SPACE}")
