"""
The charter as a document: all that people need is in it, and nothing that it quotes can act.
"""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from charter.engine import BOOK
from charter.policy import Source, build
from charter.report.handbook import handbook, to_html, to_markdown
from support.charters import catalogue, charter

TODAY = date(2027, 1, 10)
LAW = """\
name: Acme AI code charter
revision: "2026-12"
owner: leads
contact: https://acme.example/ai
roles: {leads: {members: ["@lena"], duty: owns the charter}, developers: {duty: answers for every line}}
tools:
  approved:
    - {tool: copilot, class: enterprise, models: ["gpt-5*"], tasks: [tests], zones: [default], until: 2027-06-30}
    - claude
  denied: [{tool: windsurf, reason: no agreement}]
  classes: {public: {data: internal}, custom: {rules: {security: block}}}
  runtime: {sdks: {unapproved: warn, approved: [openai]}, models: {approved: ["gpt-5*", o3]}, hosts: {approved: []}}
  mcp_servers: {unapproved: block, approved: [notes, {name: db, command: "npx db-mcp@1.*"}]}
zones:
  - {name: payments, paths: [src/pay/, "!src/pay/docs"], owner: leads, data: restricted, ai: reviewed, rules: {B602: block}}
  - {name: keys, paths: [keys/], ai: forbidden}
disclosure: {profile: fedora, commits: require, human_sign_off: true, reviewed_by: [payments]}
rules:
  security: advise
  security.eval: {level: block, note: incident 14}
  security.assert: off
  complexity.cyclomatic: {level: warn, max: 10}
ai_code: {rules: {complexity.cyclomatic: {max: 7}}}
rollout: [{from: 2027-01-05, rules: {B301: warn}}, {from: 2027-03-01, rules: {security: block}, note: announced}]
controls: {OWASP AISVS: {AC.9.3: [tools.denied, security.eval], AC.9.9: []}}
languages: {exclude: [yaml]}
exclude: [vendor/]
waivers: {files: [waivers.yaml], max_days: 90, approvers: [leads], not_waivable: [tools.denied], inline: none}
"""  # noqa: E501 - a zone is one line
REGISTER = "- {id: W-1, rules: [B602], paths: [a/, b/], reason: constant, approver: '@lena', expires: 2027-02-01}"
ROWS = """
Copilot | enterprise | gpt-5* | tests | default | 2027-06-30
Claude | public | any | any | any | —
Windsurf | no agreement
public | internal | —
custom | any | security: block
SDKs | openai | warn
Models | gpt-5*, o3 | advise
Hosts | none | observe
MCP servers | notes, db npx db-mcp@1.* | block
payments | src/pay/, !src/pay/docs | restricted | reviewed | none | B602: block | leads
keys | keys/ | internal | forbidden | none | — | leads
default | all else | internal | open | Copilot, Claude | — | leads
security.eval | call of eval | incident 14
complexity.cyclomatic | function with too many independent paths (cyclomatic complexity, radon) | max 10 | warn | —
OWASP AISVS | AC.9.3 | tools.denied (block), security.eval (block)
OWASP AISVS | AC.9.9 | —
leads | owns the charter | @lena | payments
developers | answers for every line | — | —
W-1 | security.shell-injection | a/, b/ | 2027-02-01 | @lena | constant
2027-01-05 | in force | B301: warn | —
2027-03-01 | announced | security: block | announced
repository | charter.yaml | — | leads
"""
SAID = """
Edition 2026-12, as of 2027-01-10
A tool that is in no list: warn.
Not looked for: security.assert.
complexity.cyclomatic.max: 7
The form is that of fedora.
Commit messages must say where AI helped.
A person signs off each commit; AI does not.
Somebody other than the author reviews what AI wrote in payments.
A waiver needs a reason, a last day.
It runs for 90 days at most.
It is approved by a member of leads.
Nobody may waive tools.denied.
A waiver in the code silences nothing; one in the register, any finding.
Paths: vendor/.
Languages: yaml.
"""
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) \x1b[31m <img src=x onerror=y> ``` | `code` \u202e &lt;"
LINKS = [
    ("https://acme.example/ai?a=1&b=2", "https://acme.example/ai?a=1&b=2"),
    ("mailto:ai@acme.example", "mailto:ai@acme.example"),
    ("javascript:alert(1)", None),
    ("data:text/html,x", None),
    ("http://acme.example", None),
    ("https://acme.example@evil.example", None),
    ('https://acme.example/"onclick="x', 'https://acme.example/"onclick="x'),
]
_VOID = {"meta", "br"}


class Page(HTMLParser):
    """
    Reads a page strictly: every element is closed, where it was opened.
    """

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.texts, self.attributes = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name == "href" and not value.startswith("#")]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.texts.append(data)


def law(text=LAW):
    source = Source("charter.yaml", text, "repository")
    return build([source], lambda name, _: Source(name, REGISTER, "repository"), BOOK, catalogue())


def as_html(found):
    return "".join(to_html(handbook(found, TODAY)))


def as_markdown(found):
    return "".join(to_markdown(handbook(found, TODAY)))


def cells(text):
    return {
        " | ".join(cell for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row))
        for row in re.findall("<tr>.*?</tr>", text, re.DOTALL)
    }


@pytest.mark.parametrize(
    "write",
    [
        as_html,
        lambda found: MarkdownIt("gfm-like", {"linkify": False}).render(as_markdown(found)).replace("\n<t", "<t"),
    ],
)
def test_everything_is_said(write):
    """
    Tools, zones, rules, measures, roles, exceptions and stages are in both forms, each with what a charter says of it.
    """
    page = write(law())

    assert set() == {*ROWS.strip().splitlines()} - cells(page)
    assert [] == [line for line in SAID.strip().splitlines() if line not in page]


def test_what_several_layers_approve_of_uses():
    """
    Only what each list has, or means by a pattern, may be used.
    """
    above = "tools: {runtime: {sdks: {approved: [openai, cohere]}}}"
    page = as_html(charter("tools: {runtime: {sdks: {approved: ['open*', groq]}}}", organisation=above))

    assert "SDKs | openai | advise" in cells(page)
    assert not any(row.startswith("Models") for row in cells(page))


@pytest.mark.parametrize("text", ["{}", "extends: recommended", "tools: {approved: []}", "rules: ["])
def test_a_charter_that_says_little(text):
    """
    What it does not say is left out, or said to be so; no section is empty.
    """
    page = as_markdown(charter(text))

    assert "# AI code charter" in page
    assert not re.search(r"\n## [^\n]+\n+(## |$)", page)
    assert ("No AI tool may be used." in page) == ("approved" in text)


def test_page_is_whole_and_accessible():
    """
    Elements are closed, tables have captions and headings, nothing runs and nothing is loaded.
    """
    text = as_html(law())
    page = Page(text)

    assert [] == page.open
    assert set() == {"script", "link", "img", "iframe", "object", "form"} & {*page.tags}
    assert not [name for name in page.attributes if name.startswith("on")]
    assert ["https://acme.example/ai"] == page.links
    assert page.tags.count("table") == page.tags.count("caption") == page.tags.count("thead")
    assert '<html lang="en">' in text
    assert "prefers-color-scheme: dark" in text
    assert "default-src 'none'" in text
    assert [] == [anchor for anchor in re.findall('href="#([^"]+)"', text) if f'id="{anchor}"' not in text]


def test_charter_text_cannot_act():
    """
    Whatever a charter's names, notes and contacts are written as, they are words.
    """
    said = HOSTILE.replace("\x1b", "\\e").replace("\u202e", "\\u202e").replace('"', '\\"')
    hostile = (
        LAW.replace("no agreement", f'"{said}"')
        .replace("incident 14", f'"{said}"')
        .replace("Acme AI code charter", f'"{said}"')
    )
    found = law(hostile)
    page, source = Page(as_html(found)), as_markdown(found)
    rendered = Page(MarkdownIt("gfm-like", {"linkify": False}).render(source))

    assert [] == [problem.message for problem in found.problems]
    for each in (page, rendered):
        assert set() == {"script", "img"} & {*each.tags}
        assert ["https://acme.example/ai"] == each.links
        assert "<script>alert(1)</script>" in "".join(each.texts)
    assert not re.search("[\x1b\u202e]", as_html(found) + source)


@pytest.mark.parametrize(("contact", "expected"), LINKS)
def test_links(contact, expected):
    """
    A contact becomes a link only if it is an https or mailto address, whole and escaped.
    """
    found = charter(f"contact: '{contact}'")

    assert ([expected] if expected else []) == Page(as_html(found)).links
