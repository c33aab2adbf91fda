"""
The manual is true: bandit itself reads every example of it.
"""

from inspect import cleandoc

import pytest

from charter.rules.security.known import KNOWN


@pytest.fixture(scope="module")
def bad(run_bandit):
    return run_bandit({known.test_id: cleandoc(known.bad) for known in KNOWN})


@pytest.fixture(scope="module")
def good(run_bandit):
    return run_bandit({known.test_id: cleandoc(known.good) for known in KNOWN})


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_bad_example_is_flagged(known, bad):
    """
    Bandit flags the bad example by this very test, and with the weakness that the record names.
    """
    assert {known.cwe} == {issue.cwe.id for issue in bad[known.test_id] if issue.test_id == known.test_id}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_advice_silences_the_finding(known, good):
    """
    Bandit leaves the good example alone, but for notes of low severity by its other tests.
    """
    issues = good[known.test_id]

    assert [] == [issue.test_id for issue in issues if issue.test_id == known.test_id or issue.severity != "LOW"]


MISSED = """
B102: compile(text, "", "exec")
B307: import builtins; builtins.eval(text)
B602: import subprocess; subprocess.run(args=f"ls {name}", shell=True)
B605: import asyncio; asyncio.create_subprocess_shell(text)
B606: import os; os.posix_spawn(program, [], {})
B607: import subprocess; name = "git"; subprocess.run([name])
B607: import subprocess; subprocess.run(("git", "status"))
B609: import os; os.system("rm *")
B202: import tarfile; tarfile.open(path).extract(member)
B202: import shutil, tarfile; shutil.unpack_archive(path)
B301: import joblib; joblib.load(path)
B301: import numpy; numpy.load(path, allow_pickle=True)
B506: import yaml; yaml.load_all(text)
B506: import yaml; yaml.unsafe_load(text)
B608: query = " ".join(["SELECT a FROM t WHERE b =", value])
B608: query = "SELECT a FROM t WHERE b = "; query += value
B611: from django.db.models import Model; Model.objects.raw(text)
B615: from transformers import AutoModel; AutoModel.from_pretrained("acme/reader", revision=name)
B105: api_key = "correct horse"
B107: def connect(*, password="admin"): ...
B107: async def connect(password="admin"): ...
B304: from Crypto.Cipher import DES3; DES3.new(key)
B304: from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4; ARC4(key)
B305: from Crypto.Cipher import AES; AES.new(key, AES.MODE_ECB)
B311: import random; random.shuffle(cards)
B311: import numpy; numpy.random.rand()
B324: import hashlib; hashlib.new(name)
B324: import hmac; hmac.new(key, text, "md5")
B413: from Cryptodome.Cipher import AES
B505: from cryptography.hazmat.primitives.asymmetric import rsa; rsa.generate_private_key(65537, n_bits)
B505: from cryptography.hazmat.primitives.asymmetric import ec; ec.generate_private_key(ec.SECP192R1())
B104: server.bind(("", 80)); server.bind(("::", 80))
B113: import requests; requests.Session().get(url)
B113: import requests; requests.request("GET", url)
B321: import ftplib; ftplib.FTP_TLS(host)
B323: import ssl; context.verify_mode = ssl.CERT_NONE; context.check_hostname = False
B501: import requests; session = requests.Session(); session.verify = False; session.get(url, verify=False)
B502: import ssl; ssl.SSLContext(ssl.PROTOCOL_TLSv1)
B502: import ssl; context.minimum_version = ssl.TLSVersion.TLSv1
B507: import paramiko; client.set_missing_host_key_policy(policy=paramiko.AutoAddPolicy())
B508: from pysnmp.hlapi import CommunityData; CommunityData("public")
B314: import xml.etree.ElementTree as etree; etree.XML(text)
B314: import xml.etree.ElementTree as etree; etree.XMLPullParser()
B407: import xml.parsers.expat
B201: import flask; app.debug = True; app.run()
B308: from django.utils.safestring import mark_safe; apply(mark_safe)
B701: import jinja2; jinja2.Template(text)
B701: from jinja2.sandbox import SandboxedEnvironment; SandboxedEnvironment()
B702: from mako.lookup import TemplateLookup; TemplateLookup(folders)
B103: import pathlib; pathlib.Path(path).chmod(0o777)
B103: import os, stat; os.chmod(path, stat.S_IRWXO)
B103: import os; mode = 0o777; os.chmod(path, mode)
B108: import tempfile; open(tempfile.gettempdir() + "/report.txt")
"""

FALSE_ALARMS = """
B102: exec("1")
B404: import subprocess
B601: import paramiko; client.exec_command("uptime")
B602: import subprocess; subprocess.run("uptime", shell=True)
B603: import subprocess; subprocess.run(["/usr/bin/uptime"])
B604: draw(shell="pearl")
B605: import os; os.system("uptime")
B606: import os; os.execv("/usr/bin/uptime", ["uptime"])
B403: import pickletools
B608: query = "SELECT a FROM t WHERE " + "b = 1"
B610: order.extra(where=shop)
B614: import torch; torch.load(path)
B615: from transformers import AutoModel; AutoModel.from_pretrained("models/reader")
B105: token = "keyword"
B311: import random; random.choice(cards)
B413: from Crypto.Cipher import AES
B104: is_everywhere = host == "0.0.0.0"
B310: import urllib.request; urllib.request.urlopen("https://acme.example")
B402: from ftplib import FTP_TLS
B509: from pysnmp.hlapi import UsmUserData; UsmUserData("monitor", authKey=key, privKey=other)
B314: import defusedxml, xml.etree.ElementTree as etree; defusedxml.defuse_stdlib(); etree.parse(path)
B406: from xml.sax.saxutils import escape
B308: from django.utils.safestring import mark_safe; mark_safe("<br>")
B702: from mako.template import Template; Template(text, default_filters=["h"])
B703: from django.utils import html, safestring; safestring.mark_safe(html.escape(text))
B704: import nh3; from markupsafe import Markup; Markup(nh3.clean(text))
B108: words = ["/tmpfs"]
"""


@pytest.mark.parametrize(("page", "is_flagged"), [(MISSED, False), (FALSE_ALARMS, True)], ids=["missed", "false-alarm"])
def test_known_gaps_are_gaps(page, is_flagged, run_bandit):
    """
    What the manual says bandit misses or wrongly flags is as it says; when bandit mends it, so must we.
    """
    lines = page.strip().splitlines()
    found = run_bandit({f"line_{idx}": line.partition(": ")[2] for idx, line in enumerate(lines)})

    assert lines == [
        line
        for idx, line in enumerate(lines)
        if is_flagged == (line[:4] in {issue.test_id for issue in found[f"line_{idx}"]})
    ]
