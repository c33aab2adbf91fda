"""
What runs and how much memory it takes, from /proc: Linux only.
"""

from pathlib import Path


def tree(pid):
    """
    Return the processes from *pid* down, each with the moment of its start, since ids are used again.
    """
    folder = Path(f"/proc/{pid}/task")
    children = [int(word) for task in folder.iterdir() for word in (task / "children").read_text().split()]
    return {(pid, _started(pid)), *(each for child in children for each in tree(child))}


def is_running(process):
    """
    Tell whether one of `tree` still does anything.
    """
    pid, started = process
    try:
        return _started(pid) == started and _stat(pid)[0] != "Z"
    except OSError:
        return False


def resident(pid):
    """
    Return the megabytes of memory that *pid* has in use.
    """
    fields = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(field.split()[1]) / 1000 for field in fields if field.startswith("VmRSS"))


def _started(pid):
    return _stat(pid)[19]


def _stat(pid):
    """
    Return the fields of a process from its state on; its name before that may hold anything.
    """
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
