"""
Data from outside: what is unpacked, loaded, or built into a query.
"""

from charter.rules.security.known.record import Known

ENTRIES = (
    Known(
        "B202",
        "unsafe-tar-extraction",
        bandit="tarfile_unsafe_members",
        cwe=22,
        summary='`tarfile`\'s `extractall` without `filter="data"`',
        advice='Pass `filter="data"` to `extractall`.',
        why="Names such as `../../etc/passwd` and links in the archive write outside the target folder.",
        bad="""
            import tarfile

            def unpack(path, folder):
                with tarfile.open(path) as archive:
                    archive.extractall(folder)
        """,
        good="""
            import tarfile

            def unpack(path, folder):
                with tarfile.open(path) as archive:
                    archive.extractall(folder, filter="data")
        """,
        gaps="`extract` of a single member and `shutil.unpack_archive` are not seen. "
        "Python 3.14 and later use the safe filter anyway.",
    ),
    Known(
        "B301",
        "pickle",
        bandit="pickle",
        cwe=502,
        summary="loading with `pickle`, `dill`, `shelve`, `jsonpickle` or `pandas.read_pickle`",
        advice="Exchange the data as JSON, and read it with `json.loads`.",
        why="A pickle is a program: loading one from outside runs whatever its author put into it.",
        bad="""
            import pickle

            def load(data):
                return pickle.loads(data)
        """,
        good="""
            import json

            def load(data):
                return json.loads(data)
        """,
        gaps="`joblib.load` and `numpy.load(allow_pickle=True)`, which unpickle as well, are not seen.",
    ),
    Known(
        "B302",
        "marshal",
        bandit="marshal",
        cwe=502,
        summary="loading with `marshal.load` or `marshal.loads`",
        advice="Exchange the data as JSON, and read it with `json.loads`.",
        why="`marshal` trusts its input: malformed data can crash the interpreter or carry code objects.",
        bad="""
            import marshal

            def load(data):
                return marshal.loads(data)
        """,
        good="""
            import json

            def load(data):
                return json.loads(data)
        """,
    ),
    Known(
        "B403",
        "pickle-import",
        bandit="import_pickle",
        cwe=502,
        summary="import of `pickle`, `cPickle`, `dill` or `shelve`",
        advice="Use a format that holds only data, such as `json`.",
        why="Unpickling data from outside runs code from outside; this marks where to look.",
        bad="""
            import pickle
        """,
        good="""
            import json
        """,
        gaps="Every import is flagged, writing included, and so is each module whose name begins like one of these.",
    ),
    Known(
        "B506",
        "unsafe-yaml-load",
        bandit="yaml_load",
        cwe=20,
        summary="`yaml.load` without `SafeLoader` or `CSafeLoader`",
        advice="Use `yaml.safe_load`.",
        why="Other loaders build Python objects that the document names, which can run code.",
        bad="""
            import yaml

            def settings(text):
                return yaml.load(text, Loader=yaml.Loader)
        """,
        good="""
            import yaml

            def settings(text):
                return yaml.safe_load(text)
        """,
        gaps="`yaml.load_all` and `yaml.unsafe_load` are not seen.",
    ),
    Known(
        "B608",
        "sql-injection",
        bandit="hardcoded_sql_expressions",
        cwe=89,
        summary="SQL text put together from pieces",
        advice="Pass values as query parameters: `cursor.execute(sql, parameters)`.",
        why="A value inside the text can end the statement and add one of its own.",
        bad="""
            def find(cursor, name):
                cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")
        """,
        good="""
            def find(cursor, name):
                cursor.execute("SELECT * FROM users WHERE name = %s", (name,))
        """,
        gaps="Pieces that are constants are flagged as well. Text joined by `str.join`, or added piece by piece to a "
        "variable, is not seen.",
    ),
    Known(
        "B610",
        "django-extra",
        bandit="django_extra_used",
        cwe=89,
        summary="Django's `QuerySet.extra` with anything but constants in `select`, `where` or `tables`",
        advice="Use `filter`, `annotate` and query expressions.",
        why="`extra` puts its text into the SQL statement as it is.",
        bad="""
            def find(users, name):
                return users.extra(where=[f"name = '{name}'"])
        """,
        good="""
            def find(users, name):
                return users.filter(name=name)
        """,
        gaps="Any method named `extra` is taken for Django's.",
    ),
    Known(
        "B611",
        "django-raw-sql",
        bandit="django_rawsql_used",
        cwe=89,
        summary="Django's `RawSQL` with anything but a constant statement",
        advice="Keep the statement constant and pass values by `params`.",
        why="`RawSQL` puts its text into the SQL statement as it is.",
        bad="""
            from django.db.models.expressions import RawSQL

            def rank(column):
                return RawSQL(f"select {column} from ranks", ())
        """,
        good="""
            from django.db.models.expressions import RawSQL

            def rank(name):
                return RawSQL("select rank from ranks where name = %s", (name,))
        """,
        gaps="`Manager.raw` and `cursor.execute` are not seen here.",
    ),
    Known(
        "B614",
        "unsafe-torch-load",
        bandit="pytorch_load",
        cwe=502,
        summary="`torch.load` without `weights_only=True`",
        advice="Pass `weights_only=True` to `torch.load`.",
        why="A full checkpoint is a pickle: loading one from outside runs whatever its author put into it.",
        bad="""
            import torch

            model = torch.load("model.pt")
        """,
        good="""
            import torch

            model = torch.load("model.pt", weights_only=True)
        """,
        gaps="PyTorch 2.6 and later are safe by default and flagged all the same.",
    ),
    Known(
        "B615",
        "unpinned-model-download",
        bandit="huggingface_unsafe_download",
        cwe=494,
        summary="model or data set from the Hugging Face Hub without a commit as `revision`",
        advice="Pass the commit's hash as `revision=`.",
        why="Names, branches and tags can be moved, so that tomorrow's download holds other files or code.",
        bad="""
            from transformers import AutoModel

            model = AutoModel.from_pretrained("acme/reader", revision="main")
        """,
        good="""
            from transformers import AutoModel

            COMMIT = "0123456789abcdef0123456789abcdef01234567"
            model = AutoModel.from_pretrained("acme/reader", revision=COMMIT)
        """,
        gaps="A revision held in a variable is trusted. A relative folder without `./` is taken for a name.",
    ),
)
