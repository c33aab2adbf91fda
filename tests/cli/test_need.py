"""
What no file needs of a charter.
"""

import json

import pytest

SHELL = "import subprocess\nsubprocess.run(command, shell=True)\n"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], ["charter.yaml:2 charter.empty-zone warn", "waivers.yaml:2 waiver.unused advise"]),
        (["src", "."], ["charter.yaml:2 charter.empty-zone warn", "waivers.yaml:2 waiver.unused advise"]),
        (["src"], []),
        (["charter.yaml", "waivers.yaml", "src/a.py"], []),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_no_file_needs_is_said_where_all_are_checked(charter, write, paths, expected, jobs):
    """
    An empty zone and an unused waiver of a register, in the charter's own files; a check of a part cannot tell.
    """
    write(
        {
            "charter.yaml": "waivers: {files: [waivers.yaml]}\nzones: [{name: pay, paths: [src/pya/]}]\n",
            "waivers.yaml": (
                "- {rules: [B602], paths: [src/], reason: constant, expires: 2099-01-31}\n"
                "- {rules: [B301], paths: [src/], reason: trusted, expires: 2099-01-31}\n"
            ),
            "src/a.py": SHELL,
        }
    )

    outcome = charter("check", "--jobs", jobs, "--format", "json", *paths)

    found = [(file["path"], each) for file in json.loads(outcome.out)["files"] for each in file["findings"]]
    said = [(path, f"{path}:{each['start']['line']} {each['rule']} {each['level']}") for path, each in found]
    assert expected == [line for path, line in said if path.endswith("yaml")]
