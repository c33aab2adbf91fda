import re

RE_CANDIDATES: re.Pattern[str]
