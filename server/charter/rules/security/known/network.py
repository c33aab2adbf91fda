"""
Connections: which protocol, to whom, and for how long.
"""

from charter.rules.security.known.record import Known

ENTRIES = (
    Known(
        "B104",
        "bind-all-interfaces",
        bandit="hardcoded_bind_all_interfaces",
        cwe=605,
        summary="address `0.0.0.0`, written as a string",
        advice="Bind to one address, such as `127.0.0.1`.",
        why="The service answers on every network of the machine, also on those that nobody thought of.",
        bad="""
            import socket

            server = socket.create_server(("0.0.0.0", 8080))
        """,
        good="""
            import socket

            server = socket.create_server(("127.0.0.1", 8080))
        """,
        gaps='The empty string and `"::"`, which mean the same, are not seen. Any use of the string is flagged.',
    ),
    Known(
        "B113",
        "request-without-timeout",
        bandit="request_without_timeout",
        cwe=400,
        summary="call of `requests` without `timeout=`, or of `requests` or `httpx` with `timeout=None`",
        advice="Pass `timeout=` with the seconds that you are ready to wait.",
        why="A server that never answers holds the thread for ever, and enough of them stop the service.",
        bad="""
            import requests

            reply = requests.get("https://api.acme.example/orders")
        """,
        good="""
            import requests

            reply = requests.get("https://api.acme.example/orders", timeout=10)
        """,
        gaps="Methods of `requests.Session` and `requests.request` are not seen.",
    ),
    Known(
        "B310",
        "urlopen",
        bandit="urllib_urlopen",
        cwe=22,
        summary="`urllib.request.urlopen`, `urlretrieve`, `URLopener` or `FancyURLopener`",
        advice="Fetch it with a client that knows only HTTP, such as `requests` or `httpx`.",
        why="A URL from outside can be `file:///etc/passwd`: `urllib` opens local files and FTP too.",
        bad="""
            from urllib.request import urlopen

            def fetch(url):
                return urlopen(url).read()
        """,
        good="""
            import requests

            def fetch(url):
                return requests.get(url, timeout=10).content
        """,
        gaps="Constant URLs are flagged as well, and so are those whose scheme has been checked.",
    ),
    Known(
        "B312",
        "telnet",
        bandit="telnetlib",
        cwe=319,
        summary="connection by `telnetlib.Telnet`",
        advice="Use SSH, for instance through `paramiko`.",
        why="Telnet sends passwords and commands in the clear, for everyone on the way to read and change.",
        bad="""
            import telnetlib

            session = telnetlib.Telnet("switch.acme.example")
        """,
        good="""
            import paramiko

            session = paramiko.SSHClient()
            session.load_system_host_keys()
            session.connect("switch.acme.example")
        """,
    ),
    Known(
        "B321",
        "ftp",
        bandit="ftplib",
        cwe=319,
        summary="connection by `ftplib.FTP`",
        advice="Transfer the files over SFTP, for instance through `paramiko`.",
        why="FTP sends passwords and files in the clear, for everyone on the way to read and change.",
        bad="""
            import ftplib

            session = ftplib.FTP("files.acme.example")
        """,
        good="""
            import paramiko

            def fetch(client: paramiko.SSHClient, path):
                with client.open_sftp() as session:
                    session.get(path, "orders.csv")
        """,
        gaps="`ftplib.FTP_TLS`, which encrypts, is not flagged, but the import of its module is.",
    ),
    Known(
        "B323",
        "unverified-tls-context",
        bandit="unverified_context",
        cwe=295,
        summary="`ssl._create_unverified_context`",
        advice="Use `ssl.create_default_context()`.",
        why="Without a check of the certificate, whoever sits on the way can pose as the server.",
        bad="""
            import ssl

            context = ssl._create_unverified_context()
        """,
        good="""
            import ssl

            context = ssl.create_default_context(cafile="own-ca.pem")
        """,
        gaps="`verify_mode = ssl.CERT_NONE` and `check_hostname = False`, which do the same, are not seen.",
    ),
    Known(
        "B401",
        "telnet-import",
        bandit="import_telnetlib",
        cwe=319,
        summary="import of `telnetlib`",
        advice="Use SSH, for instance through `paramiko`.",
        why="Telnet sends passwords and commands in the clear; Python 3.13 has dropped the module.",
        bad="""
            import telnetlib
        """,
        good="""
            import paramiko
        """,
    ),
    Known(
        "B402",
        "ftp-import",
        bandit="import_ftplib",
        cwe=319,
        summary="import of `ftplib`",
        advice="Transfer the files over SFTP, for instance through `paramiko`.",
        why="FTP sends passwords and files in the clear, for everyone on the way to read and change.",
        bad="""
            import ftplib
        """,
        good="""
            import paramiko
        """,
        gaps="`ftplib.FTP_TLS`, which encrypts, is flagged as well.",
    ),
    Known(
        "B415",
        "ipmi-import",
        bandit="import_pyghmi",
        cwe=319,
        summary="import of `pyghmi`, which speaks IPMI",
        advice="Manage the machine through Redfish over HTTPS, for instance with `sushy`.",
        why="IPMI 2.0 gives a hash of the password to whoever asks, before any login.",
        bad="""
            import pyghmi
        """,
        good="""
            import sushy
        """,
    ),
    Known(
        "B501",
        "request-without-certificate-check",
        bandit="request_with_no_cert_validation",
        cwe=295,
        summary="call of `requests` or `httpx` with `verify=False`",
        advice='Drop `verify=False`, or name your own authority: `verify="ca.pem"`.',
        why="Without a check of the certificate, whoever sits on the way can pose as the server.",
        bad="""
            import requests

            requests.get("https://api.acme.example", verify=False, timeout=10)
        """,
        good="""
            import requests

            requests.get("https://api.acme.example", verify="ca.pem", timeout=10)
        """,
        gaps="`session.verify = False` and methods of a session are not seen.",
    ),
    Known(
        "B502",
        "weak-tls-version",
        bandit="ssl_with_bad_version",
        cwe=327,
        summary="SSL 2 or 3, TLS 1.0 or 1.1, named as the protocol of a call",
        advice="Use `ssl.create_default_context()`, which begins at TLS 1.2.",
        why="These versions have known attacks that reveal or change what is sent.",
        bad="""
            import ssl

            def secure(socket):
                return ssl.wrap_socket(socket, ssl_version=ssl.PROTOCOL_TLSv1)
        """,
        good="""
            import ssl

            def secure(socket, host):
                context = ssl.create_default_context()
                return context.wrap_socket(socket, server_hostname=host)
        """,
        gaps="`ssl.SSLContext(ssl.PROTOCOL_TLSv1)` and `context.minimum_version` are not seen.",
    ),
    Known(
        "B503",
        "weak-tls-version-default",
        bandit="ssl_with_bad_defaults",
        cwe=327,
        summary="parameter whose default is SSL 2 or 3, TLS 1.0 or 1.1",
        advice="Make `ssl.PROTOCOL_TLS_CLIENT` the default.",
        why="Callers that say nothing get a version with known attacks.",
        bad="""
            import ssl

            def connect(host, version=ssl.PROTOCOL_TLSv1):
                ...
        """,
        good="""
            import ssl

            def connect(host, version=ssl.PROTOCOL_TLS_CLIENT):
                ...
        """,
    ),
    Known(
        "B504",
        "tls-without-version",
        bandit="ssl_with_no_version",
        cwe=327,
        summary="`ssl.wrap_socket` without `ssl_version=`",
        advice="Wrap the socket with a context from `ssl.create_default_context()`.",
        why="The old default takes what the other side offers and checks no certificate; Python 3.12 dropped it.",
        bad="""
            import ssl

            def secure(socket):
                return ssl.wrap_socket(socket)
        """,
        good="""
            import ssl

            def secure(socket, host):
                context = ssl.create_default_context()
                return context.wrap_socket(socket, server_hostname=host)
        """,
    ),
    Known(
        "B507",
        "unverified-ssh-host",
        bandit="ssh_no_host_key_verification",
        cwe=295,
        summary="Paramiko's `AutoAddPolicy` or `WarningPolicy` for unknown hosts",
        advice="Load the known host keys and set `paramiko.RejectPolicy`.",
        why="Whoever answers first is trusted, and can read and change everything that is sent.",
        bad="""
            import paramiko

            client = paramiko.SSHClient()
            client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        """,
        good="""
            import paramiko

            client = paramiko.SSHClient()
            client.load_system_host_keys()
            client.set_missing_host_key_policy(paramiko.RejectPolicy())
        """,
        gaps="A policy passed as the keyword `policy=` is not seen.",
    ),
    Known(
        "B508",
        "insecure-snmp-version",
        bandit="snmp_insecure_version_check",
        cwe=319,
        summary="SNMP version 1 or 2c of `pysnmp` (`CommunityData` with `mpModel` 0 or 1)",
        advice="Use SNMP version 3 through `UsmUserData`, with both keys.",
        why="The community name is a password, and these versions send it in the clear.",
        bad="""
            from pysnmp.hlapi import CommunityData

            access = CommunityData("public", mpModel=0)
        """,
        good="""
            from pysnmp.hlapi import UsmUserData

            def access(auth_key, privacy_key):
                return UsmUserData("monitor", auth_key, privacy_key)
        """,
        gaps="`CommunityData` without `mpModel`, which means version 2c, is not seen.",
    ),
    Known(
        "B509",
        "unencrypted-snmp",
        bandit="snmp_crypto_check",
        cwe=319,
        summary="`UsmUserData` of `pysnmp` without a privacy key",
        advice="Pass the authentication key and the privacy key, in this order.",
        why="Without both keys, version 3 of SNMP neither proves who asks nor hides what is answered.",
        bad="""
            from pysnmp.hlapi import UsmUserData

            access = UsmUserData("monitor")
        """,
        good="""
            from pysnmp.hlapi import UsmUserData

            def access(auth_key, privacy_key):
                return UsmUserData("monitor", auth_key, privacy_key)
        """,
        gaps="Keys passed by keyword are overlooked, and the call is flagged. The default protocols, MD5 and DES, are "
        "not: name better ones in `authProtocol=` and `privProtocol=`.",
    ),
    Known(
        "B612",
        "logging-config-listen",
        bandit="logging_config_insecure_listen",
        cwe=94,
        summary="`logging.config.listen` without `verify=`",
        advice="Pass a `verify` function that checks a signature.",
        why="Parts of a logging configuration are evaluated, so any local user who reaches the port runs code.",
        bad="""
            import logging.config

            listener = logging.config.listen(9999)
        """,
        good="""
            import logging.config

            from settings import signed

            listener = logging.config.listen(9999, verify=signed)
        """,
    ),
)
