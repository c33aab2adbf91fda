"""
The charter language as JSON schema, for editors that check and complete YAML.

`python -m charter.policy.language.schema` prints it; `policies/charter.schema.json` is
that text. Rules are open in it: which there are depends on the plugins that are
installed, and the server says what is unknown.
"""

import json
import sys

from charter.policy.language import keys


def schema() -> str:
    """
    Return the JSON schema, draft 7, of a charter's file.
    """
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Charter",
        "description": "An organisation's AI-code charter, charter.yaml.",
        **keys.CHARTER_FILE.schema(),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema())
