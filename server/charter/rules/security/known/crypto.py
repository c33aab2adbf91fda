"""
Hashes, ciphers, keys, random numbers and passwords.
"""

from charter.rules.security.known.record import Known

_BY_NAME_ONLY = (
    "Names such as `password`, `pwd`, `secret` or `token` are all that is seen: harmless strings are flagged, "
    "and keys under other names are missed."
)

ENTRIES = (
    Known(
        "B105",
        "hardcoded-password",
        bandit="hardcoded_password_string",
        cwe=259,
        summary="string assigned to, or compared with, something named like a password",
        advice="Read the password from the environment or a secret store.",
        why="Everyone who can read the code, its history or a copy of it knows the password.",
        bad="""
            password = "correct horse"
        """,
        good="""
            import os

            password = os.environ["DATABASE_PASSWORD"]
        """,
        gaps=_BY_NAME_ONLY,
    ),
    Known(
        "B106",
        "hardcoded-password-argument",
        bandit="hardcoded_password_funcarg",
        cwe=259,
        summary="string passed as an argument that is named like a password",
        advice="Pass a password from the environment or a secret store.",
        why="Everyone who can read the code, its history or a copy of it knows the password.",
        bad="""
            from database import connect

            connect(user="app", password="correct horse")
        """,
        good="""
            import os

            from database import connect

            connect(user="app", password=os.environ["DATABASE_PASSWORD"])
        """,
        gaps=_BY_NAME_ONLY,
    ),
    Known(
        "B107",
        "hardcoded-password-default",
        bandit="hardcoded_password_default",
        cwe=259,
        summary="parameter named like a password whose default is a string",
        advice="Drop the default and let the caller pass the password.",
        why="The default works wherever nobody changed it, and everyone who can read the code knows it.",
        bad="""
            def connect(user, password="admin"):
                ...
        """,
        good="""
            def connect(user, password):
                ...
        """,
        gaps=_BY_NAME_ONLY + " Keyword-only parameters and `async` functions are missed too.",
    ),
    Known(
        "B303",
        "weak-cryptography-hash",
        bandit="md5",
        cwe=327,
        summary="MD2, MD4, MD5 or SHA-1 from `cryptography`, PyCrypto or PyCryptodome",
        advice="Use SHA-256 from the same library.",
        why="Two inputs with the same digest can be made, so the hash no longer proves what was signed or stored.",
        bad="""
            from cryptography.hazmat.primitives import hashes

            digest = hashes.Hash(hashes.MD5())
        """,
        good="""
            from cryptography.hazmat.primitives import hashes

            digest = hashes.Hash(hashes.SHA256())
        """,
    ),
    Known(
        "B304",
        "weak-cipher",
        bandit="ciphers",
        cwe=327,
        summary="broken or outdated cipher: DES, 3DES, RC2, RC4, Blowfish, CAST5, IDEA, SEED, XOR",
        advice="Encrypt with AES-GCM, such as `AESGCM` from `cryptography`.",
        why="With short blocks, short keys or known flaws, the text can be recovered without the key.",
        bad="""
            from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

            def cipher(key):
                return Cipher(algorithms.ARC4(key), mode=None)
        """,
        good="""
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            def encrypt(key, nonce, text):
                return AESGCM(key).encrypt(nonce, text, None)
        """,
        gaps="`Crypto.Cipher.DES3` is not seen, and neither are the ciphers that `cryptography` moved to `decrepit`.",
    ),
    Known(
        "B305",
        "ecb-mode",
        bandit="cipher_modes",
        cwe=327,
        summary="block cipher mode ECB of `cryptography`",
        advice="Use `modes.GCM` with a fresh nonce, or `AESGCM`.",
        why="ECB encrypts equal blocks to equal blocks: patterns stay visible and blocks can be swapped.",
        bad="""
            from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

            def cipher(key):
                return Cipher(algorithms.AES(key), modes.ECB())
        """,
        good="""
            from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

            def cipher(key, nonce):
                return Cipher(algorithms.AES(key), modes.GCM(nonce))
        """,
        gaps="PyCryptodome's `AES.MODE_ECB` is not seen.",
    ),
    Known(
        "B311",
        "weak-random",
        bandit="random",
        cwe=330,
        summary="numbers from the module `random`",
        advice="Use `secrets` for whatever nobody may guess, such as tokens and keys.",
        why="After some outputs of `random`, all later ones can be computed.",
        bad="""
            import random

            def token():
                return random.getrandbits(128)
        """,
        good="""
            import secrets

            def token():
                return secrets.token_urlsafe()
        """,
        gaps="Simulations, games and sampling are flagged as well; `random.shuffle` and `numpy.random` are not.",
    ),
    Known(
        "B324",
        "weak-hash",
        bandit="hashlib",
        cwe=327,
        summary="MD4, MD5 or SHA-1 from `hashlib`, or a weak method of `crypt`",
        advice="Use `hashlib.sha256`, or say `usedforsecurity=False` if nothing relies on it.",
        why="Two inputs with the same digest can be made, so the hash no longer proves what was signed or stored.",
        bad="""
            import hashlib

            def signature(data):
                return hashlib.md5(data).hexdigest()
        """,
        good="""
            import hashlib

            def signature(data):
                return hashlib.sha256(data).hexdigest()

            def cache_key(data):
                return hashlib.md5(data, usedforsecurity=False).hexdigest()
        """,
        gaps="An algorithm whose name is held in a variable is not seen, and neither is a name passed to `hmac.new`. "
        "No fast hash is fit for passwords: use `hashlib.scrypt`.",
    ),
    Known(
        "B413",
        "pycrypto-import",
        bandit="import_pycrypto",
        cwe=327,
        summary="import of PyCrypto's package `Crypto`",
        advice="Use the package `cryptography`.",
        why="PyCrypto's last release is from 2013 and has a known buffer overflow.",
        bad="""
            from Crypto.Cipher import AES
        """,
        good="""
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        """,
        gaps="PyCryptodome, which is maintained, installs itself under the same name and is flagged too; "
        "its twin PyCryptodomex (`Cryptodome`) is not.",
    ),
    Known(
        "B505",
        "weak-key",
        bandit="weak_cryptographic_key",
        cwe=326,
        summary="RSA or DSA key below 2048 bits, or elliptic curve below 224",
        advice="Generate RSA keys of at least 3072 bits, or elliptic keys on a 256-bit curve.",
        why="Short keys can be broken with hardware that can be rented.",
        bad="""
            from cryptography.hazmat.primitives.asymmetric import rsa

            key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
        """,
        good="""
            from cryptography.hazmat.primitives.asymmetric import rsa

            key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        """,
        gaps="A size held in a variable is not seen, and neither is a curve that is called: `ec.SECP192R1()`.",
    ),
)
