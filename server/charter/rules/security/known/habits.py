"""
Files, exceptions and assertions: small habits that open doors.
"""

from charter.model import Level
from charter.rules.security.known.record import Known

ENTRIES = (
    Known(
        "B101",
        "assert",
        bandit="assert_used",
        cwe=703,
        summary="`assert` statement",
        advice="Raise an exception for what must hold in production.",
        why="`python -O` removes assertions, and with them every check that was written as one.",
        bad="""
            def withdraw(account, user):
                assert account.owner == user
        """,
        good="""
            def withdraw(account, user):
                if account.owner != user:
                    raise PermissionError(user)
        """,
        gaps="Assertions in tests are flagged as well, which is why the rule is off without a charter.",
        default=Level.OFF,
    ),
    Known(
        "B103",
        "permissive-chmod",
        bandit="set_bad_file_permissions",
        cwe=732,
        summary="`chmod` that lets others write or run, or the group",
        advice="Grant the owner alone: `0o600` for files, `0o700` for programs and folders.",
        why="Other users of the machine can change the file, or run what it holds.",
        bad="""
            import os

            def share(path):
                os.chmod(path, 0o777)
        """,
        good="""
            import os

            def share(path):
                os.chmod(path, 0o600)
        """,
        gaps="`Path.chmod` is not seen, and neither is a mode built from names of `stat` or held in a variable.",
    ),
    Known(
        "B108",
        "hardcoded-temp-path",
        bandit="hardcoded_tmp_directory",
        cwe=377,
        summary="string that begins with `/tmp`, `/var/tmp` or `/dev/shm`",
        advice="Let `tempfile.NamedTemporaryFile` or `tempfile.mkdtemp` choose the path.",
        why="Everyone may write there: a link placed under the expected name redirects what is written.",
        bad="""
            with open("/tmp/report.txt", "w") as file:
                file.write("done")
        """,
        good="""
            import tempfile

            with tempfile.NamedTemporaryFile("w") as file:
                file.write("done")
        """,
        gaps="Any string that begins so is flagged, used or not. Paths from `tempfile.gettempdir()` are not seen.",
    ),
    Known(
        "B110",
        "try-except-pass",
        bandit="try_except_pass",
        cwe=703,
        summary="`except Exception` or a bare `except` that only passes",
        advice="Catch the one exception that you expect, or log this one.",
        why="Failures of every kind vanish, attacks and broken checks included.",
        bad="""
            try:
                notify()
            except Exception:
                pass
        """,
        good="""
            try:
                notify()
            except ConnectionError:
                pass
        """,
        gaps="`except BaseException`, `except (Exception,)` and a handler that consists of `...` are not seen.",
    ),
    Known(
        "B112",
        "try-except-continue",
        bandit="try_except_continue",
        cwe=703,
        summary="`except Exception` or a bare `except` that only continues the loop",
        advice="Catch the one exception that you expect, or log this one.",
        why="Failures of every kind vanish, and what they concern is skipped unseen.",
        bad="""
            for order in orders:
                try:
                    ship(order)
                except Exception:
                    continue
        """,
        good="""
            for order in orders:
                try:
                    ship(order)
                except ConnectionError:
                    continue
        """,
        gaps="`except BaseException` is not seen.",
    ),
    Known(
        "B306",
        "mktemp",
        bandit="mktemp_q",
        cwe=377,
        summary="call of `tempfile.mktemp`",
        advice="Use `tempfile.mkstemp` or `tempfile.NamedTemporaryFile`.",
        why="Between the choice of the name and the opening, someone else can create that file.",
        bad="""
            import tempfile

            path = tempfile.mktemp()
        """,
        good="""
            import tempfile

            handle, path = tempfile.mkstemp()
        """,
    ),
)
