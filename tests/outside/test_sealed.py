"""Secrets at rest are read with the deployment's own key alone."""

import pytest

from answerable.core.terms.errors import InputError
from answerable.outside.sealed import fingerprint, proof, proves, pseudonym, seal, unseal


def test_what_was_sealed_is_read_with_the_same_key() -> None:
    sealed = seal("JBSWY3DPEHPK3PXP", key="one")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed, key="one") == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("sealed", [None, "nonsense", "密", ""])
def test_another_key_or_nonsense_reads_nothing(sealed: str | None) -> None:
    with pytest.raises(InputError) as caught:
        unseal(seal("secret", key="other") if sealed is None else sealed, key="one")
    assert caught.value.message.code == "sealed_by_another_key"


def test_the_same_text_is_never_sealed_alike() -> None:
    assert seal("secret", key="one") != seal("secret", key="one")


def test_a_fingerprint_tells_keys_apart_and_nothing_of_them() -> None:
    assert fingerprint("one") == fingerprint("one") != fingerprint("other")
    assert "one" not in fingerprint("one")


def test_a_proof_is_of_one_text_and_one_key() -> None:
    shown = proof(b"text", key="one")
    assert proves(shown, b"text", key="one")
    assert not proves(shown, b"texts", key="one")
    assert not proves(shown, b"text", key="other")
    assert not proves("é", b"text", key="one")


def test_what_is_derived_for_one_purpose_serves_no_other() -> None:
    made = {pseudonym("text", key="one"), proof(b"text", key="one"), pseudonym("text", key="other")}
    assert len(made) == 3
    with pytest.raises(InputError):
        unseal(proof(b"text", key="one"), key="one")
