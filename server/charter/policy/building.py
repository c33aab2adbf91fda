"""
Building a charter out of its layers.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from charter.catalogue import Catalogue
from charter.model import Level, RuleBook
from charter.policy.binding import stricter
from charter.policy.binding.attempts import attempts
from charter.policy.binding.relaxing import everything, handed_on
from charter.policy.binding.ruling import Circumstances, ruling, sayings
from charter.policy.binding.sites import everywhere
from charter.policy.language import keys
from charter.policy.language.records import Key
from charter.policy.layers.layer import folder_of, layer, nearest_text
from charter.policy.layers.references import note_unknown_names
from charter.policy.layers.toollists import tool_lists
from charter.policy.model.charter import Charter, Layer
from charter.policy.problems import Mistake, Problem
from charter.policy.reading.extending import gather
from charter.policy.reading.file import Loader, Source, read
from charter.policy.reading.statement import Desk, Holder, Statement, statement
from charter.policy.waivers.register import registers
from charter.text import Span

MAX_LAYERS = 16


def build(sources: Sequence[Source], load: Loader, book: RuleBook, catalogue: Catalogue) -> Charter:
    """
    Return the charter that *sources* make, with all that is wrong in them.

    Args:
        sources: one for each layer, the outermost first.
        load: finds what they extend.
        catalogue: the tools that are known without them.
    """
    desk = Desk()
    layers: list[Layer] = []
    statements: list[Statement] = []
    allowed = everything(book)
    for source in sources[:MAX_LAYERS]:
        gathered = gather(source, load, desk)
        files = [statement(file, _holder(gathered, layers), book) for file in gathered]
        lists = tool_lists(files, catalogue, desk, is_bound=bool(layers))
        catalogue = lists.catalogue
        waived = registers(files, folder_of(files[-1]), load, book, desk)
        own = layer(files, lists, waived, book, desk)
        layers.append(replace(own, relaxes=allowed))
        allowed = handed_on(allowed, own)
        note_unknown_names(files, layers, desk)
        statements += files
    for source in sources[MAX_LAYERS:]:
        desk.on(source).add(_one_too_many())
    problems = [*_problems(statements, desk), *attempts(layers, book)]
    unread = dict.fromkeys(problem.source for problem in problems if problem.level == Level.BLOCK)
    charter = _merged(layers, book, catalogue)
    return replace(charter, problems=tuple(levelled(charter, problems)), unread=tuple(unread))


def _holder(gathered: Sequence[Source], higher: Sequence[Layer]) -> Holder:
    files = [read(source.text).fields for source in gathered]

    def own(key: Key[str]) -> str:
        return nearest_text(files, key)

    return Holder(
        gathered[-1].layer,
        own(keys.OWNER) or _first(layer.owner for layer in higher),
        own(keys.CONTACT) or _first(layer.contact for layer in higher),
    )


def _problems(statements: Iterable[Statement], desk: Desk) -> Iterator[Problem]:
    for file in statements:
        yield from file.problems
    yield from desk.problems()


def _merged(layers: Sequence[Layer], book: RuleBook, catalogue: Catalogue) -> Charter:
    size_limit, size_clause = stricter.size_limit(layers)
    return Charter(
        layers=tuple(layers),
        book=book,
        catalogue=catalogue,
        name=_first(layer.name for layer in layers),
        revision=_first(layer.revision for layer in layers),
        owner=_first(layer.owner for layer in layers),
        contact=_first(layer.contact for layer in layers),
        roles=stricter.roles(layers),
        size_limit=size_limit,
        size_clause=size_clause,
        unknown_is_ai=stricter.unknown_is_ai(layers),
        stage_days=tuple(sorted({stage.starts for layer in layers for stage in layer.stages})),
        waivers=stricter.waiver_terms(layers),
        disclosure=stricter.disclosure(layers),
    )


def levelled(charter: Charter, problems: Iterable[Problem]) -> list[Problem]:
    """
    Return *problems*, each once and in order, at the levels that *charter* sets.
    """
    # A file that two layers extend is wrong only once.
    levelled = (replace(each, level=_level(charter, each)) for each in dict.fromkeys(problems))
    files = {path: idx for layer in charter.layers for idx, path in enumerate(layer.files)}
    return sorted(
        (each for each in levelled if each.level > Level.OFF),
        key=lambda each: (files.get(each.source, len(files)), each.source, each.span, each.rule),
    )


def _level(charter: Charter, problem: Problem) -> Level:
    # What leaves a layer unread cannot be hushed up by the layers that were read.
    if problem.level == Level.BLOCK:
        return Level.BLOCK
    # No stage of a rollout has begun, for nobody knows here what day it is.
    said = sayings(charter, everywhere(charter.layers).standings, Circumstances(date.min))
    return ruling(charter.book[problem.rule], said, problem.level).level or Level.OFF


def _one_too_many() -> Mistake:
    advice = "Join some of the charters above this one, or remove this one."
    message = f"Expected at most {MAX_LAYERS} layers, found more; this one is not in force."
    return Mistake("charter.too-large", Span(0, 0), advice, message, leaves_unread=True)


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")
