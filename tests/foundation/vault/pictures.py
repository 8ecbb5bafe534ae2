"""Pictures and archives made on the spot, harmless and hostile."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

RED, BLUE = (200, 20, 20), (20, 20, 200)


def picture(kind="JPEG", size=(64, 32), **options):
    """A picture whose left half is red and whose right half is blue."""
    drawn = Image.new("RGB", size, RED)
    drawn.paste(Image.new("RGB", (size[0] // 2, size[1]), BLUE), (size[0] // 2, 0))
    out = io.BytesIO()
    drawn.save(out, kind, **options)
    return out.getvalue()


def phone_photo():
    """A JPEG as a telephone makes it: turned on its side, with place, maker and an XMP packet."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right to see it upright
    exif[0x010F] = "Fabrikant Geheim"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 22.0, 12.0)
    exif[0x8825] = gps
    xmp = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">GeheimeMaker</x:xmpmeta><?xpacket end="w"?>'
    return picture(
        exif=exif, xmp=xmp, icc_profile=b"GeheimProfiel" + bytes(120), comment=b"GeheimeOpmerking", quality=95
    )


def motion_photo():
    """A photo with a short film behind it, as telephones make them."""
    return phone_photo() + b"\x00\x00\x00\x18ftypmp42" + bytes(2000) + b"mdat" + bytes(range(256)) * 200


def png_with(**texts):
    info = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        info.add_text(name, text)
    return picture("PNG", pnginfo=info)


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def archive_of(names, content=b"x"):
    return archive(**dict.fromkeys(names, content))


def overlapping_archive(entries=20):
    """An archive of many entries that are all one and the same stretch of bytes."""
    honest = archive(bestand=b"a" * 1000)
    start = honest.index(b"PK\x01\x02")
    end = honest.index(b"PK\x05\x06")
    directory = honest[start:end] * entries
    closing = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), start, 0)
    return honest[:start] + directory + closing


def png_bomb(side=30_000):
    """A PNG of a few hundred kB that claims to be as large as a wall."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(side * 3 + 1) * 50, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
