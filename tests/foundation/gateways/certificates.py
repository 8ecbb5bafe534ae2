"""A certificate for a name on this machine, signed by itself: who trusts it trusts nobody else."""

from tests.foundation.gateways.authority import openssl


def make_certificate(folder, name="localhost"):
    """Will return the files of a certificate for that name and of its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    alternative = "IP:127.0.0.1" if name == "127.0.0.1" else f"DNS:{name}"
    openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", "2",
        "-subj", f"/CN={name}", "-addext", f"subjectAltName={alternative}", "-keyout", key, "-out", certificate,
    )  # fmt: skip
    return certificate, key
