"""A certificate authority for a local run: nobody trusts it, all else is as in production."""

from __future__ import annotations

import os
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from shared import clock

LIFETIME = timedelta(days=730)
ROOT_NAME = "Otoritas Uji Penduduk Nonpermanen (bukan untuk dipakai)"
ROOT_FILE = "otoritas"
Pair: TypeAlias = tuple[EllipticCurvePrivateKey, certificates.Certificate]


class OtoritasLokal:
    """Keeps one file per office, key and certificate together; makes what is not there yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.signer_of = lru_cache(maxsize=1024)(self._signer_of)

    def root(self) -> x509.Certificate:
        """Return the authority's own certificate, for those who check a signature."""
        return _asn1(self._root()[1])

    def _signer_of(self, kode_kantor: str, nama: str) -> SimpleSigner:
        key, certificate = self._pair(f"kantor-{kode_kantor}", nama)
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple([self.root()])
        return SimpleSigner(
            signing_cert=_asn1(certificate),
            signing_key=keys.PrivateKeyInfo.load(der),
            cert_registry=store,
        )

    def _root(self) -> Pair:
        return self._pair(ROOT_FILE, ROOT_NAME)

    def _pair(self, name: str, subject: str) -> Pair:
        path = self._folder / f"{name}.pem"
        if not path.is_file():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            issuer = None if name == ROOT_FILE else self._root()
            _keep(path, _make(subject, issuer))
        pem = path.read_bytes()
        key = load_pem_private_key(pem, None)
        assert isinstance(key, EllipticCurvePrivateKey)
        return key, certificates.load_pem_x509_certificate(pem)


def _make(subject: str, issuer: Pair | None) -> Pair:
    key, now = generate_private_key(SECP256R1()), clock.now()
    name = _name(subject)
    is_root = issuer is None
    builder = (
        certificates.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer[1].subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LIFETIME * (5 if is_root else 1))
        .add_extension(certificates.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(_usage(is_root=is_root), critical=True)
    )
    return key, builder.sign(issuer[0] if issuer else key, hashes.SHA256())


def _name(subject: str) -> certificates.Name:
    return certificates.Name(
        [
            certificates.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            certificates.NameAttribute(NameOID.ORGANIZATION_NAME, "Penduduk Nonpermanen"),
            # X.520 allows a common name 64 letters.
            certificates.NameAttribute(NameOID.COMMON_NAME, subject[:64]),
        ]
    )


def _usage(*, is_root: bool) -> certificates.KeyUsage:
    return certificates.KeyUsage(
        digital_signature=not is_root, content_commitment=not is_root, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_root, crl_sign=is_root,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _keep(path: Path, made: Pair) -> None:
    # Two processes may make it at once: the first one's file stays.
    key, certificate = made
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.write(certificate.public_bytes(Encoding.PEM))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _asn1(certificate: certificates.Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))
