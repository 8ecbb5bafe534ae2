"""Working days: a letter has been out for ten of them before anybody is called."""

from datetime import date, timedelta

from weerbaar.foundation.calendars.public_holidays import is_public_holiday

_FRIDAY = 4


def is_working_day(day: date) -> bool:
    """Whether town halls work: no weekend and no public holiday."""
    return day.weekday() <= _FRIDAY and not is_public_holiday(day)


def after_working_days(day: date, count: int) -> date:
    """Will return the day that lies `count` working days behind this one; 10 behind Friday 29 May is Friday 12 June."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def before_working_days(day: date, count: int) -> date:
    """Will return the day that lies `count` working days ahead of this one."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day
