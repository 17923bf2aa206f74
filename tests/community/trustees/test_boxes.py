"""The ciphers: what one key opens, what two do, and what a change does."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from community.trustees.boxes import CannotOpen, own_halves, put_in_box, split, take_out, xor

SECRET = secrets.token_bytes(32)


def keys(number: int) -> dict[str, X25519PrivateKey]:
    return {f"t{each}": X25519PrivateKey.generate() for each in range(number)}


@given(st.binary(max_size=200))
@settings(max_examples=20, deadline=None)
def test_a_box_gives_back_what_was_put_in(content: bytes) -> None:
    key = X25519PrivateKey.generate()
    assert take_out(put_in_box(content, key.public_key()), key) == content


def test_no_other_key_opens_it_and_no_changed_byte_passes() -> None:
    key = X25519PrivateKey.generate()
    box = put_in_box(SECRET, key.public_key())
    with pytest.raises(CannotOpen):
        take_out(box, X25519PrivateKey.generate())
    for place in range(len(box)):
        changed = bytearray(box)
        # The highest bit of an X25519 point is not part of it: the hash of the key still is.
        changed[place] ^= 1
        with pytest.raises(CannotOpen):
            take_out(bytes(changed), key)
    for short in (b"", box[:31], box[:40]):
        with pytest.raises(CannotOpen):
            take_out(short, key)


@pytest.mark.parametrize("number", [2, 3, 5])
def test_any_two_of_them_have_the_secret_and_nobody_alone(number: int) -> None:
    private = keys(number)
    halves = split(SECRET, {name: key.public_key() for name, key in private.items()})
    assert len(halves) == number * (number - 1) // 2
    mine = {name: own_halves(halves, name, key) for name, key in private.items()}
    for one in private:
        assert len(mine[one]) == number - 1
        assert SECRET not in mine[one]
        for two in private:
            found = {xor(a, b) for a in mine[one] for b in mine[two] if a != b}
            assert (SECRET in found) is (one != two)
    for name, each in mine.items():
        alone = {xor(a, b) for a in each for b in each}
        assert SECRET not in alone, name


def test_one_key_holds_nothing_to_split() -> None:
    (name, key), *_rest = keys(1).items()
    assert split(SECRET, {name: key.public_key()}) == []
