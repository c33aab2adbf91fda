"""
Parsers of the standard library that trust the XML document.

One rule for each parser, as in bandit, and one for the import of each.
"""

from charter.rules.security.known.record import Known

_WHY = "Nested entities of a hostile document fill the memory wherever Expat is older than 2.6."
_WHY_EXTERNAL = f"{_WHY[:-1]}; with external entities on, it reads local files."
_GAPS = "Documents that come from the program itself are flagged as well, and so is code after `defuse_stdlib()`."
_IMPORT_GAPS = "Every import is flagged, writing included; a place to look at, not a flaw."

ENTRIES = (
    Known(
        "B313",
        "xml-celementtree",
        bandit="xml_bad_cElementTree",
        cwe=20,
        summary="parsing with `xml.etree.cElementTree`",
        advice="Parse with `defusedxml.ElementTree`.",
        why=_WHY,
        bad="""
            import xml.etree.cElementTree as ElementTree

            def read(text):
                return ElementTree.fromstring(text)
        """,
        good="""
            import defusedxml.ElementTree as ElementTree

            def read(text):
                return ElementTree.fromstring(text)
        """,
        gaps=f"{_GAPS} Python 3.9 has dropped this module.",
    ),
    Known(
        "B314",
        "xml-etree",
        bandit="xml_bad_ElementTree",
        cwe=20,
        summary="parsing with `xml.etree.ElementTree`",
        advice="Parse with `defusedxml.ElementTree`.",
        why=_WHY,
        bad="""
            import xml.etree.ElementTree as ElementTree

            def read(text):
                return ElementTree.fromstring(text)
        """,
        good="""
            import defusedxml.ElementTree as ElementTree

            def read(text):
                return ElementTree.fromstring(text)
        """,
        gaps=f"{_GAPS} `ElementTree.XML` and `XMLPullParser` are not seen.",
    ),
    Known(
        "B315",
        "xml-expatreader",
        bandit="xml_bad_expatreader",
        cwe=20,
        summary="parser from `xml.sax.expatreader.create_parser`",
        advice="Create the parser with `defusedxml.expatreader.create_parser`.",
        why=_WHY_EXTERNAL,
        bad="""
            from xml.sax import expatreader

            parser = expatreader.create_parser()
        """,
        good="""
            from defusedxml import expatreader

            parser = expatreader.create_parser()
        """,
        gaps=_GAPS,
    ),
    Known(
        "B316",
        "xml-expatbuilder",
        bandit="xml_bad_expatbuilder",
        cwe=20,
        summary="parsing with `xml.dom.expatbuilder`",
        advice="Parse with `defusedxml.expatbuilder`.",
        why=_WHY,
        bad="""
            from xml.dom import expatbuilder

            def read(path):
                return expatbuilder.parse(path)
        """,
        good="""
            from defusedxml import expatbuilder

            def read(path):
                return expatbuilder.parse(path)
        """,
        gaps=_GAPS,
    ),
    Known(
        "B317",
        "xml-sax",
        bandit="xml_bad_sax",
        cwe=20,
        summary="parsing with `xml.sax`",
        advice="Parse with `defusedxml.sax`.",
        why=_WHY_EXTERNAL,
        bad="""
            import xml.sax

            def read(path, handler):
                xml.sax.parse(path, handler)
        """,
        good="""
            import defusedxml.sax

            def read(path, handler):
                defusedxml.sax.parse(path, handler)
        """,
        gaps=_GAPS,
    ),
    Known(
        "B318",
        "xml-minidom",
        bandit="xml_bad_minidom",
        cwe=20,
        summary="parsing with `xml.dom.minidom`",
        advice="Parse with `defusedxml.minidom`.",
        why=_WHY,
        bad="""
            from xml.dom import minidom

            def read(text):
                return minidom.parseString(text)
        """,
        good="""
            from defusedxml import minidom

            def read(text):
                return minidom.parseString(text)
        """,
        gaps=_GAPS,
    ),
    Known(
        "B319",
        "xml-pulldom",
        bandit="xml_bad_pulldom",
        cwe=20,
        summary="parsing with `xml.dom.pulldom`",
        advice="Parse with `defusedxml.pulldom`.",
        why=_WHY_EXTERNAL,
        bad="""
            from xml.dom import pulldom

            def read(path):
                return pulldom.parse(path)
        """,
        good="""
            from defusedxml import pulldom

            def read(path):
                return pulldom.parse(path)
        """,
        gaps=_GAPS,
    ),
    Known(
        "B405",
        "xml-etree-import",
        bandit="import_xml_etree",
        cwe=20,
        summary="import of `xml.etree.ElementTree` or `xml.etree.cElementTree`",
        advice="Import `defusedxml.ElementTree` for parsing.",
        why=_WHY,
        bad="""
            import xml.etree.ElementTree as ElementTree
        """,
        good="""
            import defusedxml.ElementTree as ElementTree
        """,
        gaps=_IMPORT_GAPS,
    ),
    Known(
        "B406",
        "xml-sax-import",
        bandit="import_xml_sax",
        cwe=20,
        summary="import of `xml.sax`",
        advice="Import `defusedxml.sax` for parsing.",
        why=_WHY_EXTERNAL,
        bad="""
            import xml.sax
        """,
        good="""
            import defusedxml.sax
        """,
        gaps="Every import is flagged, that of `xml.sax.saxutils` included; a place to look at, not a flaw.",
    ),
    Known(
        "B407",
        "xml-expat-import",
        bandit="import_xml_expat",
        cwe=20,
        summary="import of `xml.dom.expatbuilder`",
        advice="Import `defusedxml.expatbuilder`.",
        why=_WHY,
        bad="""
            from xml.dom import expatbuilder
        """,
        good="""
            from defusedxml import expatbuilder
        """,
        gaps=f"{_IMPORT_GAPS} `xml.parsers.expat` is not seen.",
    ),
    Known(
        "B408",
        "xml-minidom-import",
        bandit="import_xml_minidom",
        cwe=20,
        summary="import of `xml.dom.minidom`",
        advice="Import `defusedxml.minidom` for parsing.",
        why=_WHY,
        bad="""
            from xml.dom import minidom
        """,
        good="""
            from defusedxml import minidom
        """,
        gaps=_IMPORT_GAPS,
    ),
    Known(
        "B409",
        "xml-pulldom-import",
        bandit="import_xml_pulldom",
        cwe=20,
        summary="import of `xml.dom.pulldom`",
        advice="Import `defusedxml.pulldom`.",
        why=_WHY_EXTERNAL,
        bad="""
            from xml.dom import pulldom
        """,
        good="""
            from defusedxml import pulldom
        """,
        gaps=_IMPORT_GAPS,
    ),
    Known(
        "B411",
        "xmlrpc-import",
        bandit="import_xmlrpclib",
        cwe=20,
        summary="import of `xmlrpc`, client or server",
        advice="Offer and call a JSON interface over HTTPS.",
        why="XML-RPC feeds what arrives over the network to a parser that hostile documents can exhaust.",
        bad="""
            import xmlrpc.client

            def orders():
                return xmlrpc.client.ServerProxy("https://api.acme.example").orders()
        """,
        good="""
            import requests

            def orders():
                return requests.get("https://api.acme.example/orders", timeout=10).json()
        """,
        gaps="`defusedxml.xmlrpc.monkey_patch()` cures the danger, yet the import stays flagged: "
        "waive it with that reason.",
    ),
)
