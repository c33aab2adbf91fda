"""
Programs that start programs, and code that runs code.
"""

from charter.rules.security.known.record import Known

ENTRIES = (
    Known(
        "B102",
        "exec",
        bandit="exec_used",
        cwe=78,
        summary="call of `exec`",
        advice="Look the behaviour up in a dictionary of functions.",
        why="Whoever can shape the text runs code of their own with the rights of this process.",
        bad="""
            def run(source):
                exec(source)
        """,
        good="""
            ACTIONS = {"start": start, "stop": stop}

            def run(name):
                ACTIONS[name]()
        """,
        gaps="A constant string is flagged as well. `compile` and `types.FunctionType` are not seen.",
    ),
    Known(
        "B307",
        "eval",
        bandit="eval",
        cwe=78,
        summary="call of `eval`",
        advice="Read literals with `ast.literal_eval`, and data with `json.loads`.",
        why="Whoever can shape the expression runs code of their own with the rights of this process.",
        bad="""
            def limits(text):
                return eval(text)
        """,
        good="""
            import ast

            def limits(text):
                return ast.literal_eval(text)
        """,
        gaps="`builtins.eval` is not seen. `ast.literal_eval` runs no code, but huge input can still exhaust it.",
    ),
    Known(
        "B404",
        "subprocess-import",
        bandit="import_subprocess",
        cwe=78,
        summary="import of `subprocess`",
        advice="Prefer a function of a library to another program.",
        why="Each program that is started is a place where input can become a command; this marks where to look.",
        bad="""
            import subprocess
        """,
        good="""
            import shutil
        """,
        gaps="Every import is flagged, however the module is used; a place to look at, not a flaw.",
    ),
    Known(
        "B601",
        "paramiko-command",
        bandit="paramiko_calls",
        cwe=78,
        summary="call of `exec_command` in a module that imports `paramiko`",
        advice="Use `open_sftp()` for files, and send only constant commands.",
        why="The remote shell parses the command, so a value inside it can add commands of its own.",
        bad="""
            import paramiko

            def remove(client: paramiko.SSHClient, path):
                client.exec_command(f"rm {path}")
        """,
        good="""
            import paramiko

            def remove(client: paramiko.SSHClient, path):
                with client.open_sftp() as sftp:
                    sftp.remove(path)
        """,
        gaps="Constant commands and arguments quoted by `shlex.quote` are flagged as well: waive them with the reason.",
    ),
    Known(
        "B602",
        "shell-injection",
        bandit="subprocess_popen_with_shell_equals_true",
        cwe=78,
        summary="`subprocess` call with `shell=True`",
        advice="Pass the command as a list and drop `shell=True`.",
        why="The shell parses the whole string, so a value inside it can add commands of its own.",
        bad="""
            import subprocess

            def count(name):
                subprocess.run(f"/usr/bin/wc -l {name}", shell=True)
        """,
        good="""
            import subprocess

            def count(name):
                subprocess.run(["/usr/bin/wc", "-l", "--", name])
        """,
        gaps="A constant string is flagged too, at low severity. A command given as `args=` is not seen.",
    ),
    Known(
        "B603",
        "subprocess-call",
        bandit="subprocess_without_shell_equals_true",
        cwe=78,
        summary="`subprocess` call without a shell",
        advice="Do it with a library function, or check where each argument comes from.",
        why="No shell can be tricked here, but whoever picks the program or its options still decides what runs.",
        bad="""
            import subprocess

            def pack(folder):
                subprocess.run(["/usr/bin/zip", "-r", "out.zip", folder])
        """,
        good="""
            import shutil

            def pack(folder):
                shutil.make_archive("out", "zip", folder)
        """,
        gaps="Every call is flagged, constant arguments included; a place to look at, not a flaw.",
    ),
    Known(
        "B604",
        "shell-argument",
        bandit="any_other_function_with_shell_equals_true",
        cwe=78,
        summary="call with `shell=True` of a function outside `subprocess`",
        advice="Drop `shell=True` and pass the command as a list.",
        why="Wrappers hand the flag on to a shell, in which a value can add commands of its own.",
        bad="""
            from tasks import run

            def count(name):
                run(f"wc -l {name}", shell=True)
        """,
        good="""
            from tasks import run

            def count(name):
                run(["wc", "-l", "--", name])
        """,
        gaps="The flag's name is all that is seen: a `shell` that means something else is flagged as well.",
    ),
    Known(
        "B605",
        "shell-command",
        bandit="start_process_with_a_shell",
        cwe=78,
        summary="`os.system`, `os.popen`, `subprocess.getoutput` and others that always use a shell",
        advice="Use `subprocess.run` with the command as a list.",
        why="The shell parses the whole string, so a value inside it can add commands of its own.",
        bad="""
            import os

            def ping(host):
                os.system("ping -c 1 " + host)
        """,
        good="""
            import subprocess

            def ping(host):
                subprocess.run(["/usr/bin/ping", "-c", "1", "--", host])
        """,
        gaps="A constant string is flagged too, at low severity. `asyncio.create_subprocess_shell` is not seen.",
    ),
    Known(
        "B606",
        "process-spawn",
        bandit="start_process_with_no_shell",
        cwe=78,
        summary="process started by `os.exec*`, `os.spawn*` or `os.startfile`",
        advice="Use `subprocess.run` with a constant program and a list of arguments.",
        why="Whoever picks the program or its options decides what runs with the rights of this process.",
        bad="""
            import os

            def edit(editor, path):
                os.execvp(editor, [editor, path])
        """,
        good="""
            import subprocess

            def edit(path):
                subprocess.run(["/usr/bin/editor", "--", path])
        """,
        gaps="Constant programs are flagged as well; a place to look at, not a flaw. `os.posix_spawn` is not seen.",
    ),
    Known(
        "B607",
        "partial-executable-path",
        bandit="start_process_with_partial_path",
        cwe=78,
        summary="program started by its bare name, which `PATH` resolves",
        advice="Start the program by its full path, such as `/usr/bin/git`.",
        why="Whoever controls `PATH` or a folder on it decides which program runs.",
        bad="""
            import subprocess

            subprocess.run(["git", "status"])
        """,
        good="""
            import subprocess

            subprocess.run(["/usr/bin/git", "status"])
        """,
        gaps="A name held in a variable is not seen, and neither is one in a tuple.",
    ),
    Known(
        "B609",
        "wildcard-injection",
        bandit="linux_commands_wildcard_injection",
        cwe=155,
        summary="shell command that gives `chown`, `chmod`, `tar` or `rsync` a `*`",
        advice="List the files in Python and name each by its full path.",
        why="The shell puts file names where options are read, so a file named like an option becomes one.",
        bad="""
            import os

            os.system("/bin/tar cf backup.tar *")
        """,
        good="""
            import tarfile

            with tarfile.open("backup.tar", "w") as archive:
                archive.add("/srv/data")
        """,
        gaps="Other programs that read options after file names, such as `rm`, are not known to the test.",
    ),
)
