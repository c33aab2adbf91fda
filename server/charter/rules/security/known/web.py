"""
Pages and servers: what reaches the browser, and who reaches the debugger.
"""

from charter.rules.security.known.record import Known

ENTRIES = (
    Known(
        "B201",
        "flask-debug",
        bandit="flask_debug_true",
        cwe=94,
        summary="Flask application run with `debug=True`",
        advice="Drop `debug=True`, and debug with `flask run --debug` on your own machine.",
        why="The debugger that opens on an error lets visitors run Python on the server.",
        bad="""
            from flask import Flask

            app = Flask(__name__)
            app.run(debug=True)
        """,
        good="""
            from flask import Flask

            app = Flask(__name__)
            app.run()
        """,
        gaps="`app.debug = True` and the environment variable `FLASK_DEBUG` are not seen.",
    ),
    Known(
        "B308",
        "mark-safe",
        bandit="mark_safe",
        cwe=79,
        summary="call of Django's `mark_safe`",
        advice="Build the HTML with `format_html`, which escapes its arguments.",
        why="Text that is marked safe reaches the browser as it is, scripts of strangers included.",
        bad="""
            from django.utils.safestring import mark_safe

            def greeting(name):
                return mark_safe(f"<b>{name}</b>")
        """,
        good="""
            from django.utils.html import format_html

            def greeting(name):
                return format_html("<b>{}</b>", name)
        """,
        gaps="A constant string is flagged as well. As a decorator it is not seen.",
    ),
    Known(
        "B412",
        "cgi-handler",
        bandit="import_httpoxy",
        cwe=284,
        summary="import of a CGI handler of `wsgiref` or Twisted",
        advice="Run the application on a WSGI or ASGI server.",
        why="CGI turns the header `Proxy` into `HTTP_PROXY`, so a visitor can redirect the program's own requests.",
        bad="""
            from wsgiref.handlers import CGIHandler

            from shop import app

            CGIHandler().run(app)
        """,
        good="""
            from waitress import serve

            from shop import app

            serve(app, listen="127.0.0.1:8080")
        """,
    ),
    Known(
        "B701",
        "jinja2-autoescape-off",
        bandit="jinja2_autoescape_false",
        cwe=94,
        summary="Jinja2 `Environment` whose `autoescape` is missing or off",
        advice="Pass `autoescape=select_autoescape()` to `Environment`.",
        why="Values reach the browser as they are, scripts of strangers included.",
        bad="""
            from jinja2 import Environment

            pages = Environment()
        """,
        good="""
            from jinja2 import Environment, select_autoescape

            pages = Environment(autoescape=select_autoescape())
        """,
        gaps="`jinja2.Template` and `SandboxedEnvironment`, which do not escape either, are not seen. "
        "Environments that make no HTML are flagged as well.",
    ),
    Known(
        "B702",
        "mako-template",
        bandit="use_of_mako_templates",
        cwe=80,
        summary="`Template` of Mako",
        advice="Render HTML with Jinja2 and `autoescape=True`.",
        why="Mako does not escape by itself: one forgotten `| h` lets scripts of strangers through.",
        bad="""
            from mako.template import Template

            page = Template("Hello ${name}")
        """,
        good="""
            from jinja2 import Environment

            page = Environment(autoescape=True).from_string("Hello {{ name }}")
        """,
        gaps='`Template(…, default_filters=["h"])` escapes, yet stays flagged: waive it with that reason. '
        "`TemplateLookup` is not seen.",
    ),
    Known(
        "B703",
        "django-xss",
        bandit="django_mark_safe",
        cwe=80,
        summary="string that is not constant, marked safe with Django's `mark_safe` or `SafeString`",
        advice="Build the HTML with `format_html`, which escapes its arguments.",
        why="Text that is marked safe reaches the browser as it is, scripts of strangers included.",
        bad="""
            from django.utils.safestring import SafeString

            def greeting(name):
                return SafeString(f"<b>{name}</b>")
        """,
        good="""
            from django.utils.html import format_html

            def greeting(name):
                return format_html("<b>{}</b>", name)
        """,
        gaps="A string that has been escaped before is flagged as well.",
    ),
    Known(
        "B704",
        "markup-xss",
        bandit="markupsafe_markup_xss",
        cwe=79,
        summary="string that is not constant, given to `markupsafe.Markup`",
        advice='Keep `Markup` constant and fill it in: `Markup("<b>{}</b>").format(name)`.',
        why="Text inside `Markup` reaches the browser as it is, scripts of strangers included.",
        bad="""
            from markupsafe import Markup

            def greeting(name):
                return Markup(f"<b>{name}</b>")
        """,
        good="""
            from markupsafe import Markup

            def greeting(name):
                return Markup("<b>{}</b>").format(name)
        """,
        gaps="A string that has been cleaned before, for instance by `nh3.clean`, is flagged as well.",
    ),
)
