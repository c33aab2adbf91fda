import re

SIMPLE_SQL_RE: re.Pattern[str]
