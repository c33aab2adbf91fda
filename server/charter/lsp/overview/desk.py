"""
Who answers our own requests: from open texts and the last scan.
"""

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from charter import engine
from charter.lsp import notebooks, requests, uris
from charter.lsp.folders import Home
from charter.lsp.laws import Laws
from charter.lsp.overview import findings, impact, tools, waivers
from charter.lsp.session import Session
from charter.lsp.today import today
from charter.lsp.writing.impact import Known, KnownFindings
from charter.model import RuleBook
from charter.policy import Charter
from charter.report.exception_request import exception_request
from charter.report.handbook import handbook, to_markdown
from charter.report.in_force_page import in_force_page
from charter.report.pages import page

_BOOK: RuleBook = engine.BOOK


class Overview:
    """
    One for each session.
    """

    def __init__(self, session: Session, laws: Laws, known: KnownFindings) -> None:
        self._session = session
        self._laws = laws
        self._known = known

    def handbook(self, uri: str) -> requests.Page:
        """
        Return the charter in force at *uri* as a document for people.
        """
        _, charter = self._at(uri)
        text = "".join(to_markdown(handbook(charter, today())))
        return {"title": charter.name or "AI code charter", "markdown": text}

    def effective(self, uri: str) -> requests.Page:
        """
        Return what is in force for the file at *uri*, and which line says so.
        """
        path, charter = self._at(uri)
        text = self._session.text(uri)
        report = text.result.report if text and text.result else None
        found = in_force_page(charter, path, today(), report)
        return {"title": found.title, "markdown": "".join(to_markdown(found))}

    def rule(self, name: str) -> requests.Page:
        """
        Return the manual's page of the rule *name*; one that says so if there is none.
        """
        for rule_id in _BOOK.named(name)[:1]:
            return {"title": rule_id, "markdown": page(_BOOK[rule_id])}
        return {"title": "No such rule", "markdown": "# There is no such rule\n"}

    def rules(self) -> requests.Rules:
        return {
            "rules": [
                {"id": rule.id, "summary": rule.summary, "aliases": list(rule.aliases)}
                for rule in sorted(_BOOK, key=lambda rule: rule.id)
            ]
        }

    def findings(self, by: str) -> requests.Findings:
        groups = findings.grouped(self._files(), by, _BOOK)
        return {"isWhole": self._known.has_scan, "groups": list(groups)}

    def waivers(self) -> requests.Waivers:
        """
        Return all waivers: those of registers, and those in texts that are known.
        """
        files = [known for known, _ in self._files()]
        whole = self._known.has_scan
        found = waivers.rows(files, list(self._charters()), today(), is_whole=whole)
        return {"isWhole": whole, "waivers": [waivers.state(row, self._uri_of(row.source), today()) for row in found]}

    def tools(self) -> requests.Tools:
        return {"isWhole": self._known.has_scan, "tools": list(tools.seen(self._files(), today()))}

    def impact(self, uri: str) -> requests.Impact:
        """
        Return what the charter at *uri* hits; from now on scans measure every function.
        """
        if self._session.scanner is not None:
            self._session.scanner.measures = True
        root, (_, charter) = self._root(uri), self._at(uri)
        charters = {uris.key(uris.to_uri(stated.path)) for stated in self._laws.stated()}
        known = (each for each in self._known.overviews() if each.root == root)
        # Scans leave charters to others, so one that is open would be a file more.
        files = [each for each in known if uris.key(each.uri) not in charters]
        return impact.impact(charter, files, today(), is_whole=self._known.has_scan)

    def exceptions(self, uri: str, line: int) -> requests.ExceptionRequests:
        """
        Return what to send to whom, for each finding that is in force on the *line* of the text at *uri*.
        """
        text = self._session.text(uri)
        if text is None or text.result is None:
            return {"requests": []}
        place = notebooks.position(text.result, uri, types.Position(line, 0))
        if place is None:
            return {"requests": []}
        lines = text.result.report.lines
        here = (each for each in text.result.report.decisions if lines.line(each.finding.span.start) == place.line)
        found = (exception_request(each, text.name(uri), line, _BOOK) for each in here if each.is_in_force)
        return {
            "requests": [
                {"rule": each.rule, "text": each.text, "owner": each.owner, "contact": each.contact} for each in found
            ]
        }

    def _at(self, uri: str) -> tuple[str, Charter]:
        """
        Return how the text at *uri* is called, and the charter in force there; of the first folder if it is empty.
        """
        if not uri:
            return "*", self._laws.resolver(self._root(uri)).charter_for("")
        home = self._home(uri)
        return home.path or uris.display_name(uri), self._laws.resolver(home.root).charter_for(home.path)

    def _root(self, uri: str) -> Path | None:
        roots = self._session.folders.roots
        return self._home(uri).root if uri else next(iter(roots), None)

    def _home(self, uri: str) -> Home:
        """
        Return where the text at *uri* lies; a cell of a notebook lies where that does.
        """
        text = self._session.text(uri)
        return text.home if text else self._session.folders.home(uri)

    def _files(self) -> Iterator[tuple[Known, Charter]]:
        for known in self._known.overviews():
            yield known, self._laws.resolver(known.root).charter_for(known.path)

    def _charters(self) -> Iterator[Charter]:
        seen: set[int] = set()
        roots = [self._laws.resolver(root).charter_for("") for root in self._session.folders.roots]
        for charter in (*roots, *(charter for _, charter in self._files())):
            if id(charter) not in seen:
                seen.add(id(charter))
                yield charter

    def _uri_of(self, source: str) -> str:
        if Path(source).is_absolute():
            return uris.to_uri(source)
        known = next((known.uri for known in self._known.overviews() if known.path == source), "")
        root = self._root("")
        return known or (uris.to_uri(root / source) if root else "")
