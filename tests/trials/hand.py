"""
A hand at an editor: everything that people do there, at random, and faster than any of them.
"""

import time
from collections import Counter

from charter.engine.difference import difference
from support import processes
from support.lsp_client import CONTENT_MODIFIED, ResponseError
from trials.typist import Typist, parses

_MOST_OPEN = 12
_N_OPEN_AT_REST = 10
# Long enough for the slow rules to have their say.
_PAUSE = 1.5
# Long enough for the server to clear up, as it does whenever nobody types for a while.
_REST = 5.0
_MOST_UNANSWERED = 40
_PATIENCE = 60.0
# Between two questions whether a text has been checked.
_MOMENT = 0.002
_CANCELLED = -32800
_CHANGED = 2
_ERROR = 1
# Bandit's own test fails where a tuple of attributes is assigned above a call of `mark_safe`; that is rightly said.
_FRAIL = "B703 (django_mark_safe)"
CHARTERS = (
    "extends: recommended\n",
    "extends: strict\n",
    "extends: recommended\nrules: {security: warn, complexity.cyclomatic: {max: 3}}\n",
    "extends: []\ntools: {unapproved: block}\nrules: {security: off}\n",
    "extends: recommended\nexclude: ['module_1*.py']\n",
    "extends: recommended\nrules: {security: lou\n",
    "extends: recommended\nrulez: {}\n",
    "rules: {[: \n",
    None,
)


class Hand:
    """
    What is done in one editor, and what came back that should not have.

    Args:
        client: an editor that is connected.
        texts: the files of its folder, by name.
    """

    def __init__(self, client, texts, rng):
        self.acts = Counter()
        self.waits = []
        self.breaches = []
        self.started = processes.tree(client.wire.process.pid)
        self.workers = 0.0
        self._client, self._texts, self._random = client, texts, rng
        self._typists = {}
        self._asked = {}

    def stretch(self):
        """
        Do the largest things, once under each charter.

        The allocators keep much of what the largest moment took, so that whichever
        comes late would count as growth.
        """
        large = sorted(self._texts, key=lambda name: len(self._texts[name]))[-_MOST_OPEN:]
        for charter in CHARTERS:
            self._write("charter.yaml", charter)
            for name in large:
                self._open(name, self._texts[name])
            for name in large:
                self._settle(name)
                self.types()
            self.scans()
            self.collect()
            for name in large:
                self._close(name)

    def act(self):
        """
        Do one thing.
        """
        acts, weights = zip(*_ACTS.items(), strict=True)
        act = self._random.choices(acts, weights)[0]
        if self._typists or act is Hand.opens:
            act(self)
            self.acts[act.__name__] += 1
        if len(self._asked) > _MOST_UNANSWERED:
            self.collect()

    # -- what it does --------------------------------------------------------------------------------------------------

    def opens(self):
        name = self._random.choice(list(self._texts))
        if name not in self._typists and len(self._typists) < _MOST_OPEN:
            self._open(name, self._on_disk(name))

    def closes(self):
        self._close(self._some())

    def types(self):
        """
        Type a few characters one by one, or make one larger edit.
        """
        name = self._some()
        typist = self._typists[name]
        typist.edit(is_valid=parses(typist.text))
        edit = difference(self._client.pages[name].text, typist.text)
        start, n_deleted = edit.span.start, edit.span.end - edit.span.start
        is_slow = len(edit.text) < 60 and self._random.random() < 0.5
        pieces = edit.text if is_slow and edit.text else [edit.text]
        for piece in pieces:
            self._client.type(name, start, piece, deleted=n_deleted)
            start, n_deleted = start + len(piece), 0
        self.acts["edits"] += len(pieces)

    def waits_for_marks(self):
        """
        Wait until the newest text was checked, as a reader does.
        """
        name, start = self._some(), time.perf_counter()
        self._settle(name)
        self.waits.append((time.perf_counter() - start) * 1000)

    def pauses(self):
        time.sleep(self._random.choice((0.05, 0.2, _PAUSE)))

    def saves(self):
        name = self._some()
        page = self._client.pages[name]
        self._write(name, page.text)
        self._client.notify("textDocument/didSave", self._client.here(name))

    def changes_closed_file(self):
        name = self._random.choice(list(self._texts))
        if name not in self._typists:
            self._write(name, self._on_disk(name) + "eval(x)\n" * self._random.choice((0, 1)))

    def edits_charter(self):
        self._write("charter.yaml", self._random.choice(CHARTERS))

    def hovers(self):
        name = self._some()
        self._ask("textDocument/hover", {**self._client.here(name), "position": self._place(name)})

    def asks_for_actions(self):
        name, place = self._some(), None
        place = self._place(name)
        context = {"diagnostics": []}
        span = {"start": place, "end": place}
        self._ask("textDocument/codeAction", {**self._client.here(name), "range": span, "context": context})

    def changes_its_mind(self):
        self.hovers()
        self._client.notify("$/cancelRequest", {"id": max(self._asked)})

    def scans(self):
        self._ask("workspace/executeCommand", {"command": "charter.scanWorkspace", "arguments": []})

    def cancels_scan(self):
        for said in self._client.progress[-1:]:
            self._client.notify("window/workDoneProgress/cancel", {"token": said["token"]})

    # -- what it waits for ---------------------------------------------------------------------------------------------

    def collect(self):
        """
        Wait for all answers, and look at what has come since.
        """
        for number in list(self._asked):
            method = self._asked.pop(number)
            try:
                self._client.response(number)
            except ResponseError as error:
                if error.code not in {CONTENT_MODIFIED, _CANCELLED}:
                    self.breaches.append(f"{method}: {error}")
        self.acts["messages"] += len(self._client.notifications)
        self.breaches += [f"said: {said}" for said in self._client.notifications if _is_fault(said)]
        self._client.notifications.clear()
        self._client.published.clear()
        del self._client.progress[:-1]

    def rest(self):
        """
        Put everything back as it was, and return how many megabytes the server then has in use.
        """
        self.collect()
        for name in list(self._typists):
            self._close(name)
        self._write("charter.yaml", CHARTERS[0])
        for name, text in self._texts.items():
            self._write(name, text)
        for name in list(self._texts)[:_N_OPEN_AT_REST]:
            self._open(name, self._texts[name])
            self._settle(name)
        time.sleep(_PAUSE)
        self._settle(name)
        self.collect()
        time.sleep(_REST)
        server = self._client.wire.process.pid
        running = processes.tree(server)
        self.started |= running
        self.workers = sum(processes.resident(pid) for pid, _ in running if pid != server)
        return processes.resident(server)

    # -- helpers -------------------------------------------------------------------------------------------------------

    def _open(self, name, text):
        self._typists[name] = Typist(self._random, text)
        self._client.open(name, text)

    def _close(self, name):
        del self._typists[name]
        self._client.close(name)

    def _settle(self, name):
        """
        Wait until the newest text of *name* has been checked, though not for ever.
        """
        give_up = time.monotonic() + _PATIENCE
        while time.monotonic() < give_up:
            try:
                self._client.hover(name, 0)
            except ResponseError as error:
                if error.code != CONTENT_MODIFIED:
                    raise
                time.sleep(_MOMENT)
            else:
                return
        self.breaches.append(f"{name}: not checked within {_PATIENCE:.0f} s")

    def _some(self):
        return self._random.choice(list(self._typists))

    def _place(self, name):
        return self._client.position(name, self._random.randint(0, len(self._client.pages[name].text)))

    def _ask(self, method, params):
        self._asked[self._client.send_request(method, params)] = method

    def _on_disk(self, name):
        return (self._client.root / name).read_bytes().decode("utf-8", "replace")

    def _write(self, name, text):
        """
        Write a file, or delete it where there is no text, and tell the server as an editor does.
        """
        path = self._client.root / name
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_bytes(text.encode("utf-8", "replace"))
        change = {"uri": path.as_uri(), "type": _CHANGED if text is not None else _CHANGED + 1}
        self._client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})


def _is_fault(said):
    """
    Tell whether a notification speaks of something that went wrong in the server.
    """
    params = said.get("params") or {}
    if said["method"].startswith("window/"):
        return params["type"] == _ERROR
    said = [mark["message"] for mark in params.get("diagnostics", ())]
    return any(" failed with " in message and _FRAIL not in message for message in said)


_ACTS = {
    Hand.opens: 3,
    Hand.closes: 2,
    Hand.types: 60,
    Hand.waits_for_marks: 12,
    Hand.pauses: 2,
    Hand.saves: 4,
    Hand.changes_closed_file: 2,
    Hand.edits_charter: 1,
    Hand.hovers: 10,
    Hand.asks_for_actions: 6,
    Hand.changes_its_mind: 1,
    Hand.scans: 0.3,
    Hand.cancels_scan: 0.2,
}
