"""
Work in other processes: what comes back, and what happens when nothing does.
"""

import os
import select
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from charter.workspace.workers import WorkerError, Workers, default_size

# The work is `eval`, so that each job says what becomes of the process.
MY_PID = "__import__('os').getpid()"
DIE = "__import__('os')._exit(3)"
LINGER = "__import__('time').sleep(600)"
PUT_ASIDE = "__import__('tempfile').mkdtemp()"


@pytest.fixture
def pool():
    workers = Workers(eval, 1, 20)
    yield workers
    workers.close()


def test_work_is_done_elsewhere_by_one_process(pool):
    """
    Started once, used again.
    """
    first, second = pool.submit(MY_PID).result(30), pool.submit(MY_PID).result(30)

    assert first == second != os.getpid()


def test_a_dead_worker_is_said_and_replaced(pool):
    """
    The job fails, the next one is done; so too if the process dies between two jobs.
    """
    assert "the analysis process ended" == str(pool.submit(DIE).exception(30))
    pid = pool.submit(MY_PID).result(30)
    os.kill(pid, 9)
    answers = [pool.submit("6 * 7"), pool.submit("6 * 7")]

    assert 42 == answers[1].result(30)


def test_an_exception_names_its_kind_and_quotes_nothing(pool):
    """
    It may hold the text that was worked on.
    """
    said = str(pool.submit("int('secret')").exception(30))

    assert said.startswith("ValueError at ")
    assert "secret" not in said


def test_a_job_that_takes_too_long_is_ended_alone():
    """
    What waits behind it is done by another process.
    """
    workers = Workers(eval, 1, 3.0)
    slow, next_one = workers.submit(LINGER), workers.submit("6 * 7")

    assert "no result within 3 s" == str(slow.exception(30))
    assert 42 == next_one.result(30)
    workers.close()


def test_what_is_cancelled_in_time_is_never_done(pool):
    """
    Neither is what is submitted after the end.
    """
    busy, waiting = pool.submit("__import__('time').sleep(0.2)"), pool.submit(MY_PID)
    assert waiting.cancel()
    busy.result(30)
    pool.close()

    assert pool.submit(MY_PID).cancelled()


def test_closing_ends_what_runs(pool):
    """
    Nobody waits for it.
    """
    running = pool.submit(LINGER)
    pool.submit(MY_PID)
    while not running.running():
        pass
    pool.close()

    assert isinstance(running.exception(30), WorkerError)


def test_what_was_put_aside_is_cleared_away(pool):
    """
    Though the process that did so is ended in the middle of its work.
    """
    folder = Path(pool.submit(PUT_ASIDE).result(30))
    (folder / "file").touch()
    pool.submit(LINGER)
    pool.close()

    assert not folder.parent.exists()
    assert folder.parent != Path(tempfile.gettempdir())


def test_work_that_puts_nothing_aside_needs_no_place_for_it(tmp_path, pool, monkeypatch):
    """
    As where no folder can be written.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))

    assert 42 == pool.submit("6 * 7").result(30)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux tells when a grandchild ends")
def test_workers_end_with_a_parent_that_was_killed():
    """
    A killed parent cleans up nothing; each worker watches it, and does that for it.
    """
    code = f"from charter.workspace.workers import Workers; w = Workers(eval, 1); p = w.submit({MY_PID!r}).result(30);"
    aside = f"f = w.submit({PUT_ASIDE!r}).result(30);"
    parent = subprocess.Popen(
        [sys.executable, "-c", f"{code} {aside} w.submit({LINGER!r}); print(p, f, flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    pid, folder = parent.stdout.readline().split()
    worker = os.pidfd_open(int(pid))
    parent.kill()
    parent.wait()
    ended, _, _ = select.select([worker], [], [], 10)

    assert [worker] == ended
    assert not Path(os.fsdecode(folder)).exists()
    for pipe in (parent.stdin, parent.stdout):
        pipe.close()
    os.close(worker)


def test_a_core_is_left_for_the_editor():
    """
    But there is always one worker, and never more than four.
    """
    assert min(4, max(1, (os.cpu_count() or 1) - 1)) == default_size()


@pytest.mark.parametrize("before", [None, "", "1"])
def test_other_programs_hear_nothing_of_it(pool, monkeypatch, before):
    """
    That processes look for no modules in the current folder is said to them alone.
    """
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    if before is not None:
        monkeypatch.setenv("PYTHONSAFEPATH", before)

    assert "1" == pool.submit("__import__('os').environ.get('PYTHONSAFEPATH')").result(30)
    assert before == os.environ.get("PYTHONSAFEPATH")


def test_processes_import_nothing_from_the_current_folder(tmp_path):
    """
    A module of the folder that is checked is not run, though it has the name of one that workers import.
    """
    program, folder = tmp_path / "program.py", tmp_path / "checked"
    folder.mkdir()
    (folder / "multiprocessing.py").write_text("open('was-run', 'w')\n")
    program.write_text(
        "from charter.workspace.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    workers = Workers(len, 1)\n"
        "    print(workers.submit('four').result(timeout=60))\n"
        "    workers.close()\n"
    )
    done = subprocess.run([sys.executable, program], cwd=folder, capture_output=True, check=False, timeout=120)

    assert b"4\n" == done.stdout, done.stderr.decode()
    assert not (folder / "was-run").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="nowhere else processes are forked")
def test_processes_are_forked_where_there_are_no_threads(tmp_path):
    """
    They have what this process has loaded, and need no pickle of their work.
    """
    program = tmp_path / "program.py"
    program.write_text(
        "from charter.workspace.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    known = 'loaded'\n"
        "    workers = Workers(lambda _: known, 1)\n"
        "    print(workers.submit(1).result(60))\n"
        "    workers.close()\n"
    )
    done = subprocess.run([sys.executable, program], capture_output=True, check=False, timeout=120)

    assert b"loaded\n" == done.stdout, done.stderr.decode()


def test_a_process_that_cannot_start_is_said():
    """
    Where no process can be had, whoever waits learns of it.
    """
    # Beside a thread, so that the work has to be pickled.
    with ThreadPoolExecutor() as threads:
        threads.submit(int)
        workers = Workers(lambda job: job, 1)
        with pytest.raises(WorkerError, match="no analysis process could be started"):
            workers.submit(1).result(timeout=60)
        workers.close()
