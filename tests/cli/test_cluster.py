"""
Work that a Dask cluster does: a real scheduler and two workers, on this machine and for these tests only.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import charter as package
from charter.cli import checking, sharing
from charter.cli.setting import here
from charter.workspace.cluster import Cluster
from charter.workspace.workers import Workers

pytestmark = pytest.mark.skipif(not find_spec("distributed"), reason="the extra `cluster` is not installed")

CHARTER = "rules:\n  security: warn\n  security.shell-injection: block\n"
TEXTS = (
    "import subprocess\nsubprocess.run(command, shell=True)\n",
    "# Written by Claude.\ndef f(:\n",
    "x = 1  # é\U0001f98a\n",
)


class Dask:
    """
    A scheduler with workers, by their processes.
    """

    def __init__(self, folder):
        self.folder = folder
        self.scheduler, said = self._begun("scheduler", "Scheduler at:", "--port", "0")
        self.address = said.split()[-1]
        self.workers = []

    def add_worker(self, **environment):
        options = (self.address, "--no-nanny", "--nthreads", "2", "--local-directory", str(self.folder))
        process, _ = self._begun("worker", "Registered to:", *options, **environment)
        self.workers.append(process)

    def end(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
            process.stderr.close()

    def _begun(self, kind, ready, *options, **environment):
        """
        Start a process and return it with the line by which it says that it is ready.
        """
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", "127.0.0.1", *options]
        process = subprocess.Popen(
            [*command, "--no-dashboard", "--dashboard-address", "127.0.0.1:0"],
            env={**os.environ, "PYTHONSAFEPATH": "1", **environment},
            cwd=self.folder,
            stderr=subprocess.PIPE,
            text=True,
        )
        return process, next(line for line in process.stderr if ready in line)


@pytest.fixture
def dask(tmp_path):
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Dask(folder)
    yield cluster
    cluster.end()


@pytest.fixture
def project(write, place):
    """
    A folder with sixty files and a charter of their own.
    """
    write({f"a{idx:02}.py": f"{TEXTS[idx % 3]}# {idx}\n" for idx in range(60)} | {"charter.yaml": CHARTER})
    return place


def test_a_cluster_gives_the_same_verdict(charter, project, dask, monkeypatch):
    """
    The same bytes and status as without it; what its workers saw is kept, and then nobody has to look.
    """
    dask.add_worker()
    dask.add_worker()
    form = ("--format", "json")

    expected = charter("check", "--no-cache", "--jobs", 1, *form)

    assert 1 == expected.status
    assert expected == charter("check", "--cluster", dask.address, *form)
    monkeypatch.setattr("charter.cli.scanning.observe", lambda *_: 1 / 0)
    assert expected == charter("check", "--jobs", 1, *form)
    assert project.exists()


def test_a_worker_that_is_killed(project, dask):
    """
    What it had to do is done by the others, or here.
    """
    dask.add_worker()
    dask.add_worker()
    run = checking.of_files(here(None), [project])
    expected = [report.decisions for report in run.reports(sharing.with_processes(1))]

    reports = run.reports(sharing.with_cluster(dask.address, 1, str))
    first = next(reports)
    dask.workers[0].kill()

    assert expected == [first.decisions, *(report.decisions for report in reports)]


@pytest.mark.parametrize("lost", ["scheduler", "workers"])
def test_a_cluster_that_is_lost(dask, lost):
    """
    When nothing comes back, this machine does the work and says so.
    """
    told = []
    cluster = Cluster(dask.address, eval, Workers(eval, 1, 20), told.append, patience=1)
    if lost == "scheduler":
        dask.scheduler.kill()

    answers = [cluster.submit("6 * 7") for _ in range(3)]

    assert [42, 42, 42] == [answer.result(60) for answer in answers]
    assert 42 == cluster.submit("6 * 7").result(60)
    cluster.close()
    [said] = told
    assert re.fullmatch(
        r"the cluster left [34] to this machine \((connection lost|nothing came back within 1 s)\)", said
    )


def test_another_charter_on_a_worker(charter, project, dask):
    """
    A worker that might see something else refuses, and which version it has is said.
    """
    shutil.copytree(Path(package.__file__).parent, dask.folder / "charter")
    (dask.folder / "charter" / "new.py").write_text("x = 1\n")
    dask.add_worker(PYTHONPATH=str(dask.folder))

    alone = charter("check", "--no-cache")
    together = charter("check", "--no-cache", "--cluster", dask.address)

    assert (project / "a00.py").exists()
    assert (alone.status, alone.out) == (together.status, together.out)
    assert f"the cluster left 61 to this machine (expected charter {package.__version__} " in together.err
    assert f" on each worker, found charter {package.__version__} " in together.err


@pytest.mark.parametrize("address", ["nonsense", "", "smoke://host:1", "tls://127.0.0.1:1"])
def test_an_address_that_is_none(charter, project, address):
    """
    It ends with 2 and one line.
    """
    assert project.exists()
    status, out, err = charter("check", "--cluster", address)

    assert (2, "", 1) == (status, out, err.count("\n"))
    assert re.match(rf"Error: {address}(: )?no scheduler can be reached: \S", err)


@pytest.mark.parametrize("is_mute", [True, False])
def test_nobody_answers(project, is_mute):
    """
    A port that is closed, or takes connections and says nothing, keeps nobody waiting, though Dask's client would
    wait for ever: it is left behind by the process that ends.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        if not is_mute:
            listening.close()
        command = [sys.executable, "-m", "charter", "check", "--cluster", address]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=120)

    assert (2, "") == (done.returncode, done.stdout)
    assert re.fullmatch(rf"Error: {address}: no scheduler (can be reached: |answered within ).*\n", done.stderr)


def test_dask_is_not_installed(charter, project, monkeypatch):
    """
    How to install it is said.
    """
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert project.exists()
    outcome = charter("check", "--cluster", "127.0.0.1:8786")
    assert (2, "") == (outcome.status, outcome.out)
    assert "pip install 'charter-ls[cluster]'" in outcome.err


def test_what_a_worker_raises_quotes_nothing(dask):
    """
    It may hold the text that was worked on.
    """
    dask.add_worker()
    told = []
    cluster = Cluster(dask.address, eval, Workers(eval, 1, 20), told.append)

    said = str(cluster.submit("int('secret')").exception(60))
    cluster.close()

    assert said.startswith("ValueError at ")
    assert ["the cluster left 1 to this machine (ValueError)"] == told
