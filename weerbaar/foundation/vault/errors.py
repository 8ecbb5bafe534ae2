"""What the vault refuses, in one place."""


class VaultError(Exception):
    """Anything the vault refuses."""


class BrokenBox(VaultError):
    """A box did not open: changed, moved, truncated, or not meant for this key."""


class NotGranted(VaultError):
    """Nobody gave this holder the key."""


class WrongPassphrase(VaultError):
    """The passphrase or recovery code does not open the key."""


class TooBusy(VaultError):
    """Too many key derivations wait already; try again in a moment."""


class NotAReceipt(VaultError):
    """What was typed cannot be seven words of our list."""


class TooFew(VaultError):
    """More custodians have to agree before anything opens."""
