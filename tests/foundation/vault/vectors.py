"""Known answers: what these keys made of these words once, they make of them for ever, or nobody can read what is kept."""

from uuid import UUID

from weerbaar.foundation.vault.boxes import Place

KEY = bytes(range(32))
TEXT = "Wij staan naast u."
PLACE = Place("cases_entry", "body", "row-1", UUID(int=7))
PLACE_ENCODED = bytes.fromhex(
    "000000023031"
    "0000000b63617365735f656e747279"
    "00000004626f6479"
    "00000005726f772d31"
    "0000002430303030303030302d303030302d303030302d303030302d303030303030303030303037"
)
BOX = bytes.fromhex(
    "01404142434445464748494a4b4c4d4e4f505152535455565783506f50a3941877e1d4e9dfceef11b2e7942dc41359539a6a31fd450904239016f9"
    "026e55928410ffb2f44c0adadaf19b6b7de86f85b49cb6fc08f413b24c545a2bf87214b345c88503b0ffdc799ceff6c7062b283d647750a30794c5"
    "6533252675b7c9b8e56bb6dda1629a4717c98b9ff313de29ca83e00cbf571222c77b9fdf51470ed1ded6b0a0a0f23069a7de50ee2768ff352c5c1d"
    "4d2aa1b93ddb0ab139fc04bc7e42e07e51fdcec36bd73cfe81eacae18ce1f48ee9c2078f1a952a99aafdb4a3937724fa7b33296dcddd0570c8406b"
    "44d2f9a12aa38e4cf7ec3d3ead1f0568e31a097342d0f62a600b2351762db7ddff84d44d905575c69e440ccab68e8cee9a5f0f8340ad599adc66bd"
    "7280"
)

FILE_ID = UUID(int=9)
FILE_KEY = bytes.fromhex("f323f1fa3e19f1be5973fef502264edc348ce1c4405df8fcc8b898392de05c17")
SEALED_FILE = bytes.fromhex(
    "019d183b105aaad3e8e89361144d9b898c5f29780f561d48757dc6542cfa0a25a43a9ca81aa8cb2d25db83b25d07fa1711b938903e29f21e8f08e5"
    "66622a5821c61343601bdfdc7601e5ba1e9b54f38b852e8e456bb2371d9321a0ac3aee8cd65b659645ceadcc01d811cbc26d913a02effdaec53b7d"
    "cf1fde84456e395ec455bf9b61e40f5cf7e7828bc5db011f047eaeb2f2461df11c718c6246fa0cee1aecc219eeb7328f65dd0b916c9317ed00c489"
    "6f967e76ff7d1969d57bd1a12d7213b8cdcc64901378bc6ce4da4629121ced2aeacf5548e699e1b352badbe87ff05b751f60aef7b32a50ef1dd044"
    "924c2a51b58c3dba9b73e21e576422b477c72a238e873cf6300cc3c7013e21099dbe1534ae24b9676b798b3843360eb56e0797104da04ee59d8917"
    "c7f403"
)

WORDS = "aaibaar zwoegen aanbelt later afrond genoeg ruikend"
LOCATOR = bytes.fromhex("00be24ebc7587af6ec03b716efc45247f0f3fc5b8e62c76d9ba5652625f5ac6c")
RECEIPT_SECRET = bytes.fromhex("571fa8aee14e5fd41946511287a413ce5d78eed673a53daa16f4aea6557bb1ea")
RECEIPT_PUBLIC = bytes.fromhex("fe41c2c2b571075afd9f8e3584b847f220a1ea107a71fe14f40e09aba538df17")
