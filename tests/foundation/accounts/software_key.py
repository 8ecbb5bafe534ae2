"""A passkey made of nothing but arithmetic: answers challenges as a browser with a security key would (WebAuthn L2)."""

import hashlib
import json
from base64 import urlsafe_b64encode
from secrets import token_bytes

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

USER_PRESENT_AND_VERIFIED, HAS_CREDENTIAL = 0x05, 0x40


class SoftwareKey:
    def __init__(self, host="localhost"):
        self.host = host
        self.identity = token_bytes(16)
        self.secret = ec.generate_private_key(ec.SECP256R1())

    def create(self, options):
        """Will answer `navigator.credentials.create`."""
        point = self.secret.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        credential = bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + cbor.encode(public)
        data = self._data(USER_PRESENT_AND_VERIFIED | HAS_CREDENTIAL) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options)
        return self._credential(clientDataJSON=said, attestationObject=attestation)

    def get(self, options, origin=None):
        """Will answer `navigator.credentials.get`."""
        data, said = self._data(USER_PRESENT_AND_VERIFIED), self._said("webauthn.get", options, origin)
        signature = self.secret.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(clientDataJSON=said, authenticatorData=data, signature=signature)

    def _data(self, flags):
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)

    def _said(self, kind, options, origin=None):
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin or f"http://{self.host}"}).encode()

    def _credential(self, **response):
        response = {name: text(value) for name, value in response.items()}
        identity = text(self.identity)
        return {
            "type": "public-key",
            "id": identity,
            "rawId": identity,
            "response": response,
            "clientExtensionResults": {},
        }


def text(raw):
    return urlsafe_b64encode(raw).decode().rstrip("=")
