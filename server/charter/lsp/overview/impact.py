"""
What a charter hits, as figures for pictures.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from charter import policy
from charter.engine.figures import RULE
from charter.lsp import requests
from charter.lsp.writing.impact import Known
from charter.model import Level
from charter.policy import Charter, Stage
from charter.report.handbook.words import settings

# More bars than these are not read.
_MOST_FOLDERS = 12
_OTHERS = "all others"
# The upper ends of what is counted together; the limit cuts where it stands.
_ENDS = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50)


def impact(charter: Charter, files: Sequence[Known], today: date, *, is_whole: bool) -> requests.Impact:
    """
    Return what *charter* hits in *files*, all of its root.
    """
    return {
        "isWhole": is_whole,
        "title": charter.name or "AI code charter",
        "files": len(files),
        "folders": list(_folders(files)),
        "complexity": _complexity(charter, files, today),
        "stages": [_stage(stage, files, today) for stage in policy.stages(charter)],
    }


def _folders(files: Sequence[Known]) -> Iterator[requests.FolderLevels]:
    """
    Yield the folders with findings, that with the most first.
    """
    found: dict[str, Counter[Level]] = {}
    depth = _depth([known.path for known in files])
    for known in files:
        levels = found.setdefault(_folder(known.path, depth), Counter())
        for (_, level), count in known.overview.tally.items():
            levels[level] += count
    ranked = sorted(((name, levels) for name, levels in found.items() if levels), key=lambda pair: -pair[1].total())
    shown, rest = ranked[:_MOST_FOLDERS], ranked[_MOST_FOLDERS:]
    if rest:
        shown.append((_OTHERS, sum((levels for _, levels in rest), Counter[Level]())))
    for name, levels in shown:
        counts = {level.word: levels[level] for level in Level if level}
        yield cast("requests.FolderLevels", {"folder": name, **counts})


def _depth(paths: Sequence[str]) -> int:
    """
    Return how many parts of paths to tell folders by: one more than all have in common.
    """
    parents = [path.split("/")[:-1] for path in paths]
    depth = 0
    while parents and all(len(parts) > depth and parts[depth] == parents[0][depth] for parts in parents):
        depth += 1
    return depth + 1


def _folder(path: str, depth: int) -> str:
    return "/".join(path.split("/")[:-1][:depth]) or "."


def _complexity(charter: Charter, files: Sequence[Known], today: date) -> requests.Complexity | None:
    measured = [known.overview.figures for known in files if known.overview.figures is not None]
    if not measured:
        return None
    figures = sum((Counter(each) for each in measured), Counter[int]())
    ruling = policy.explain(charter, RULE, "*", today)
    limit = ruling.limit if ruling.level else None
    return {"limit": limit, "buckets": list(_buckets(figures, limit))}


def _buckets(figures: Mapping[int, int], limit: float | None) -> Iterator[requests.Bucket]:
    """
    Yield how many functions there are between each two ends, up to the most complex.
    """
    highest = max(figures, default=0)
    ends = {*(end for end in _ENDS if end < highest), highest}
    if limit is not None and 0 < limit < highest:
        ends.add(int(limit))
    least = 1
    for most in sorted(ends):
        count = sum(n for figure, n in figures.items() if least <= figure <= most)
        yield {"least": least, "most": most, "count": count, "isBeyond": limit is not None and least > limit}
        least = most + 1


def _stage(stage: Stage, files: Sequence[Known], today: date) -> requests.StageImpact:
    counts = (n for known in files for (rule, _), n in known.overview.tally.items() if rule in stage.settings.levels)
    return {
        "starts": stage.starts.isoformat(),
        "isInForce": stage.starts <= today,
        "changes": list(dict.fromkeys(settings(stage.settings))),
        "note": stage.note,
        "count": sum(counts),
    }
