"""A sealed file opens whole and in its own place, or not at all; the disk tells only the order of magnitude."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.files import CHUNK, SealingWriter, read_file

SEALED_CHUNK = CHUNK + 17
HEAD = 1 + 24
on_disk = settings(max_examples=40)


class Sealed:
    """A file that was sealed, with everything that opens it."""

    def __init__(self, folder, content, step=50_000):
        self.id = uuid4()
        self.path = folder / self.id.hex
        self.size = len(content)
        writer = SealingWriter(self.path, self.id)
        for at in range(0, len(content), step):
            writer.write(content[at : at + step])
        writer.finish()
        self.key = writer.key

    def read(self, **changes):
        return b"".join(read_file(self.path, **({"file_id": self.id, "key": self.key, "size": self.size} | changes)))

    def chunks(self):
        raw = self.path.read_bytes()
        return raw[:HEAD], [raw[at : at + SEALED_CHUNK] for at in range(HEAD, len(raw), SEALED_CHUNK)]


@pytest.fixture
def three_chunks(tmp_path):
    """A file whose sealed form has more than three chunks."""
    return Sealed(tmp_path, bytes(range(256)) * 800)


@on_disk
@given(
    size=st.sampled_from([0, 1, 255, 256, 257, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5])
    | st.integers(0, 300_000),
    step=st.integers(1000, 200_000),
)
def test_a_file_comes_back_as_it_was(tmp_path, size, step):
    content = (b"bewijs " * (size // 7 + 1))[:size]

    assert Sealed(tmp_path, content, step).read() == content


def test_a_file_cut_off_at_any_chunk_does_not_open(three_chunks):
    head, chunks = three_chunks.chunks()
    assert len(chunks) == 4

    for count in range(len(chunks)):
        three_chunks.path.write_bytes(head + b"".join(chunks[:count]))
        with pytest.raises(BrokenBox, match="cut off"):
            three_chunks.read()


@on_disk
@given(length=st.integers(0, 204_800 + HEAD))
def test_a_file_cut_off_anywhere_does_not_open(tmp_path, length):
    file = Sealed(tmp_path, bytes(204_800))
    file.path.write_bytes(file.path.read_bytes()[:length])

    with pytest.raises(BrokenBox):
        file.read()


def test_chunks_in_another_order_do_not_open(three_chunks):
    head, chunks = three_chunks.chunks()
    three_chunks.path.write_bytes(head + chunks[1] + chunks[0] + b"".join(chunks[2:]))

    with pytest.raises(BrokenBox, match="changed"):
        three_chunks.read()


def test_a_chunk_left_out_or_sent_twice_is_found(three_chunks):
    head, chunks = three_chunks.chunks()

    for changed in [[chunks[0], *chunks[2:]], [chunks[0], chunks[0], *chunks[1:]]]:
        three_chunks.path.write_bytes(head + b"".join(changed))
        with pytest.raises(BrokenBox, match="changed"):
            three_chunks.read()


@pytest.mark.parametrize("more", [b"x", bytes(17), bytes(SEALED_CHUNK)])
def test_a_file_with_something_behind_it_does_not_open(tmp_path, more):
    file = Sealed(tmp_path, b"bewijs")
    file.path.write_bytes(file.path.read_bytes() + more)

    with pytest.raises(BrokenBox):
        file.read()


def test_a_whole_chunk_behind_the_last_is_found(three_chunks):
    head, chunks = three_chunks.chunks()
    whole = Sealed(three_chunks.path.parent, bytes(2 * CHUNK))
    raw = whole.path.read_bytes()
    assert len(raw) == HEAD + 2 * SEALED_CHUNK
    whole.path.write_bytes(raw + chunks[0])

    with pytest.raises(BrokenBox, match="more behind the end"):
        whole.read()
    assert len(head) == HEAD


@on_disk
@given(at=st.integers(0))
def test_one_changed_bit_breaks_a_file(tmp_path, at):
    file = Sealed(tmp_path, b"bewijs" * 50)
    raw = bytearray(file.path.read_bytes())
    at %= len(raw) * 8
    raw[at // 8] ^= 1 << at % 8
    file.path.write_bytes(bytes(raw))

    with pytest.raises(BrokenBox):
        file.read()


def test_one_file_cannot_take_the_place_of_another(tmp_path):
    one, other = Sealed(tmp_path, b"bewijs een"), Sealed(tmp_path, b"bewijs twee")
    other.path.write_bytes(one.path.read_bytes())

    with pytest.raises(BrokenBox):
        other.read()
    with pytest.raises(BrokenBox):
        other.read(key=one.key)
    with pytest.raises(BrokenBox):
        one.read(file_id=UUID(int=5))


@pytest.mark.parametrize("size", [0, 256, 305, 1000, 10_000])
def test_a_size_of_another_magnitude_is_refused(tmp_path, size):
    file = Sealed(tmp_path, bytes(300))

    with pytest.raises(BrokenBox):
        file.read(size=size)


@given(one=st.integers(0, 256), other=st.integers(0, 256))
@on_disk
def test_small_files_all_take_the_same_room(tmp_path, one, other):
    sizes = {Sealed(tmp_path, bytes(size)).path.stat().st_size for size in (one, other)}

    assert sizes == {HEAD + 256 + 17}


def test_the_plain_bytes_are_not_in_the_file(tmp_path):
    file = Sealed(tmp_path, b"een zin die niemand mag lezen" * 10)

    assert file.path.read_bytes().find(b"niemand") == -1


def test_a_file_that_was_given_up_is_gone(tmp_path):
    writer = SealingWriter(tmp_path / "half", uuid4())
    writer.write(b"half")

    writer.abandon()

    assert list(tmp_path.iterdir()) == []


def test_a_writer_never_writes_over_another_file(tmp_path):
    path = tmp_path / "taken"
    path.write_bytes(b"already here")

    with pytest.raises(FileExistsError):
        SealingWriter(path, uuid4())
    assert path.read_bytes() == b"already here"
