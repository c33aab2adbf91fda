"""
Settings that every room's tests share.
"""

from hypothesis import settings

# The same examples on every run and no clock: a red test means a change. `make properties` looks further.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("fuzz", deadline=None, max_examples=10_000)
settings.load_profile("default")
