"""
The day, in UTC: nobody's clock or charter sets another.
"""

from datetime import UTC, date, datetime, time, timedelta


def today() -> date:
    return datetime.now(UTC).date()


def seconds_to_midnight() -> float:
    """
    Return how long to wait until `today` says something else.
    """
    now = datetime.now(UTC)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
    return (midnight - now).total_seconds() + 1
