# ruff: noqa: RUF001 - letters and signs of other scripts are meant as they are
"""
The words that markers are made of, and those that make a marker a mention.

Lists are separated by commas; an entry may use the notation of regular
expressions for its endings. `phrases` and `sentences` say what they are for.
"""

from typing import NamedTuple


def any_of(words: str) -> str:
    """
    Return an expression for any of *words*, which are separated by commas.
    """
    return f"(?:{'|'.join(' '.join(word.split()) for word in words.split(',') if word.strip())})"


def keys(words: str) -> frozenset[str]:
    """
    Return the *words*, which are separated by spaces, as a set.
    """
    return frozenset(words.split())


APOSTROPHE = "['’]"
DASH = "[–—-]"

# What was done, and by whose hand.
MADE = any_of("""
    generated, written, created, authored, produced, made, coded, implemented, refactored, translated, ported,
    suggested, modified, converted, optimi[sz]ed, adapted, drafted, developed, built, fixed, composed, crafted,
    documented, proposed, provided, improved, rewritten, formatted, reworked, updated, expanded, cleaned(?: up)?,
    scaffolded, bootstrapped, designed, contributed, enhanced, simplified, extended, assisted, added, corrected,
    solved, invented, vibed
""")
TAKEN = any_of("""
    copied, taken, adapted, pasted, copy-pasted, borrowed, stolen, lifted, obtained, derived, ported, generated,
    comes, came
""")
WROTE = any_of("""
    wrote, generated, made, created, suggested, produced, coded, implemented, drafted, translated, refactored, fixed
""")
PARTLY = any_of("""
    in part, in whole, in large part, entirely, almost entirely, mostly, partly, partially, largely, fully,
    completely, automatically, together, initially, originally, directly
""")
BY = any_of("by, with, using, via, through, thanks to, courtesy of")
WITH = any_of("with, by, through, via, thanks to")
THE = any_of("the, an?, some, my, our, good old, lots? of, a (?:little )?bit of, a (?:great )?deal of, much")
HELP = any_of("help, assistance, assist, aid, support")
CREDIT = any_of("""
    courtesy of, credits?, credits? to, credit goes to, thanks, thanks to, thx, thank you, kudos to, props to, h/t
""")
SOURCE = any_of("source, origin, from, via, by, src, 出处, 来源, 출처, quelle, fuente")
THIS_WORK = any_of("this, that, these, those, it, most, all, half, much, some, the, both, everything")
# What people say they did when they did it with a tool; as commands in commit messages.
DOING = any_of("""
    fix, optimi[sz]e, refactor, write, implement, translate, improve, document, clean, generate, create, rewrite,
    convert, simplify, solve, format, adjust, draft, update, reword, port, debug, add, make, build, expand, help, test
""")
DONE = any_of("""
    fix(?:ed|es)?, optimi[sz]ed?, refactor(?:ed)?, write, wrote, implement(?:ed)?, translated?, improved?,
    document(?:ed)?, clean(?:ed)?, generated?, created?, rewrite, rewrote, converted?, simplify, simplified,
    update[ds]?, add(?:ed|s)?, make, made, expand(?:ed)?, tests?, tested, docs?, find, found
""")

# One of these stands right before a name, unless the name itself did something.
LINKS = any_of("""
    by, with, using, via, through, to, of, from, the, an?, some, my, our, old, much, thanks, thx, you, credits?, t, par,
    avec, à, de, von, mit, durch, por, con, com, usando, pel[oa], d[eo], da, dal, tramite, door, met, przez, pomocą,
    помощью, через, в, сгенерирован\\w*, написан\\w*, создан\\w*
""")

# What may follow a name and makes it part of another: the code is about it then.
PART_OF = any_of("""
    APIs?, SDKs?, models?, plugins?, extensions?, integration, embeddings?, (?:code )?completions?, responses?,
    sessions?, markers?, banners?, footers?, trailers?, badges?, labels?, headers?, watermarks?, servers?, clients?,
    providers?, back-?ends?, adapters?, directives?, skills?, in mind
""")

# What did not happen, only may happen, happens in general, or is only looked for.
DENIED = any_of(rf"""
    not, never, no, none, nothing, cannot, \w+n{APOSTROPHE}t, without, isnt, wasnt, instead of, rather than, unlike,
    failed, avoid\w*, prevent\w*, forbid\w*, prohibit\w*, disallow\w*, refus\w+, pas, jamais, nicht, kein\w*
""")
SUPPOSED = any_of(r"""
    if, when, whenever, whether, unless, until, should, must, can, could, may, might, would, will, shall, to be,
    being, needs?, in case, e\.g, such as, for example, for instance, like, as if, pretend\w*, imagine, suppose,
    claims?, question
""")
GENERAL = any_of("""
    each, every, any, which, how, why, often, typically, usually, sometimes, commonly, number of, amount of, count of,
    percentage, share of, ratio of, per ?cent, souvent, oft
""")
LOOKED_FOR = any_of(r"""
    detect\w*, check(?:s|ed|ing)?, verif\w+, identif\w+, strip\w*, remov\w+, reject\w*, ignor\w+, match(?:es|ing)?,
    assert\w*, expect\w*, pars(?:e|es|ing), sanitiz\w+, validat\w+, extract\w*, handl(?:e|es|ing), returns?, renders?,
    displays?, shows?, supports?, marks?, flags?, filters?, look(?:s|ing)? for, store[sd]?, receiv\w+, ask\w*, review
    the
""")
# What a program does with what a model gave it, as in "parse the JSON generated by GPT-4".
PROCESSED = any_of("""
    read, load, send, save, process, run, execute, apply, evaluate, compare, count, track, measure, fetch, get, use,
    clean, convert, insert, wrap, call, store, classify, label, tag, collect, stream, print, log, download, inject,
    accept, block
""")
# What a program shows to its users: not written by whoever wrote the program.
ANSWERS = any_of("""
    responses?, reply, replies, outputs?, completions?, callbacks?, messages?, emails?, tokens?, embeddings?,
    answers?, events?, chunks?, citations?, dialogues?, suggestions?, predictions?, paths?, requests?, tool calls?,
    conversations?, notifications?
""")
GOES_ON = any_of("is, are, has, have, will, can, may, must, should, would, needs?, gets?, does, do")
THIS = any_of("this, these, below, above, following, here, dieser?, dieses, ce, cette, este, esta, questo")
# What a text may call itself.
MATTER = any_of("""
    all, most, some, code, text, tests?, test cases, files?, docs?, documents?, documentation, reports?, pages?,
    readme, scripts?, sections?, articles?, overview, summary, guide, plan, specs?, specification, design, analysis,
    audit, review, notes?, changelog, examples?, projects?, repo(?:sitory)?, app, application, website, site,
    programs?, tools?, library, package, modules?, functions?, implementation, translations?, data(?:set)?,
    config(?:uration)?, content, images?, logos?, diagrams?, initial, first, draft, version, was, were, originally,
    mostly, entirely, partly, partially, largely, fully, automatically, auto, wholly, and, the, 100%, credits?,
    disclaimer, disclosure
""")

SENTENCE_END = r"[.;!?](?=\s)|[。；！？]"
PARENTHESIS = "[(（]"
QUESTION_MARK = "[?？]"
CLOSING_MARKS = r"[\s)\]*_`\"'”’.!:;]*"
SYMBOLS = " \t#>*_-+(|~=/!🤖✨⚠️"
QUOTES = (('"', '"'), ("`", "`"), ("“", "”"), ("'", "'"), ("«", "»"), ("「", "」"))


class Foreign(NamedTuple):
    """
    How another language says "written by", before and after the name.
    """

    before: str
    after: str | None = None


FOREIGN = (
    Foreign(
        r"(?:générée?|écrite?|créée?|rédigée?|produite?|réalisée?|faite?|codée?|proposée?|suggérée?)s? "
        r"(?:par|avec|grâce à|à l['’]aide de|via) ?"
    ),
    Foreign(r"(?:generiert|erstellt|geschrieben|erzeugt|verfasst)(?:e[snr]?)? (?:von|mit|durch|mithilfe von) "),
    Foreign("(?:von|mit|durch) ", " (?:generiert|erstellt|geschrieben|erzeugt|verfasst)"),
    Foreign(
        "(?:generad|escrit|cread|hech|desarrollad|gerad|criad|feit)[oa]s? "
        "(?:por|con|com|usando|pel[oa]|con (?:la )?ayuda de|com (?:a )?ajuda d[oe]) "
    ),
    Foreign("(?:generat|scritt|creat|fatt)[oaie] (?:da|dal|con|tramite) "),
    Foreign("(?:gegenereerd|geschreven|gemaakt) (?:door|met) "),
    Foreign(r"(?:wygenerowan|napisan|stworzon)\w{1,3} (?:przez|z pomocą|za pomocą) "),
    Foreign(r"(?:сгенерирован|написан|создан)\w{0,3}(?: с помощью| при помощи| через| в)? "),
    Foreign("", r" tarafından (?:oluşturul|yazıl|üretil)\w*"),
    Foreign(r".*?(?:由|使用|用|通过)\s?", r"\s?(?:自动)?(?:生成|编写|撰写|写|创建|提供|翻译|优化)(?!的)"),
    Foreign("", r"\s?(?:で|が|に|によって|により)(?:自動)?(?:生成|作成|書)"),
    Foreign("", r"\s?(?:가|이|로|으로|를 이용해)?\s?(?:생성|작성)"),
)
