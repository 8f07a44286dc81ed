"""Bundles of profiles round-trip byte for byte."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.test_toml_edit import Chunk, documents, joined
from vxenv.errors import DocumentError
from vxenv.profiles.bundle import render_bundle, split_bundle
from vxenv.profiles.names import NAME

NAMES = st.one_of(
    st.sampled_from(["a", "A", "0", "a.b", "vertex", "profiles", "x--y_z.", "9.9", "inf", "true"]),
    st.from_regex(NAME, fullmatch=True),
)


def taken(text: str) -> dict[str, bytes]:
    """Return the profiles of a bundle."""
    found = split_bundle(text.encode(), "/b.toml")
    assert found is not None
    return found


@given(st.dictionaries(NAMES, documents(final=True).map(joined), max_size=4), st.sampled_from(["", "\ufeff"]))
def test_what_goes_in_comes_out(profiles: dict[str, str], mark: str) -> None:
    """Bundling and splitting restores all bytes, and the bundle is TOML with the same content."""
    bundle = render_bundle(profiles)
    said = {name: tomllib.loads(text) for name, text in profiles.items()}
    assert said == tomllib.loads(bundle).get("profiles", {})
    if profiles:
        assert {name: text.encode() for name, text in profiles.items()} == taken(mark + bundle)


@given(st.dictionaries(NAMES, documents().map(joined), min_size=1, max_size=3))
def test_a_last_line_is_closed(profiles: dict[str, str]) -> None:
    """A missing final line ending is added, and a byte order mark is removed."""
    closed = {name: text if text.endswith("\n") or not text else text + "\n" for name, text in profiles.items()}

    assert {name: text.encode() for name, text in closed.items()} == taken(render_bundle(profiles))
    assert taken(render_bundle(profiles)) == taken(
        render_bundle({name: "\ufeff" + text for name, text in profiles.items()})
    )


@pytest.mark.parametrize("text", ["", "\n", "\n\n", "# x\n", "#\n\n\n", "\r\n", "\n# x\n\n"])
def test_blank_lines_at_the_ends(text: str) -> None:
    """Blank lines and comments at both ends stay with their profile in any position."""
    profiles = {"a": text, "b": text + "[env]\n" + text, "c": text}

    assert {name: one.encode() for name, one in profiles.items()} == taken(render_bundle(profiles))


BY_HAND: list[tuple[str, dict[str, Any]]] = [
    ('[profiles.a.vertex]\nregion = "us"\n', {"a": {"vertex": {"region": "us"}}}),
    ('profiles.a.vertex.region = "us"\n', {"a": {"vertex": {"region": "us"}}}),
    ('[profiles]\na.vertex.region = "us"\nb = { models = { opus = "x" } }\n',
     {"a": {"vertex": {"region": "us"}}, "b": {"models": {"opus": "x"}}}),
    ('[profiles.a]\nextends = "b"\n[profiles.b]\n[profiles.a.env]\nX = "1"\n[profiles.b.env]\nX = "2"\n',
     {"a": {"extends": "b", "env": {"X": "1"}}, "b": {"env": {"X": "2"}}}),
    ('[ profiles . "a" . \'vertex\' ] # x\nregion = "us"\n', {"a": {"vertex": {"region": "us"}}}),
    ('[profiles."a.b".env]\nX = """\n[profiles.c]\n"""\n', {"a.b": {"env": {"X": "[profiles.c]\n"}}}),
    ("[profiles.a]\nenv = { X = false }\nprotected = true\n", {"a": {"env": {"X": False}, "protected": True}}),
    ('[profiles.a.tuning.custom_headers]\nA = "b"\n', {"a": {"tuning": {"custom_headers": {"A": "b"}}}}),
    ('[profiles.a.tuning]\ncustom_headers.A = "b"\n', {"a": {"tuning": {"custom_headers": {"A": "b"}}}}),
    ('[profiles.a.regions]\n"claude-haiku-4-5" = "eu"\n', {"a": {"regions": {"claude-haiku-4-5": "eu"}}}),
    ('[profiles.a]\nextends = [ # x\n"b", # y\n]\n[profiles.b]\n', {"a": {"extends": ["b"]}, "b": {}}),
    ("[profiles.a]\n", {"a": {}}),
    ("[profiles]\n", {}),
    ("[profiles]\na = {}\n", {"a": {}}),
]  # fmt: skip


@pytest.mark.parametrize("frame", ["", "CRLF", "BOM", "open"])
@pytest.mark.parametrize(("text", "expected"), BY_HAND)
def test_bundles_written_by_hand(text: str, expected: dict[str, Any], frame: str) -> None:
    """A bundle in any layout is split into profiles with the same content."""
    text = {"CRLF": text.replace("\n", "\r\n"), "BOM": "\ufeff" + text, "open": text.rstrip("\n")}.get(frame, text)

    assert expected == {name: tomllib.loads(one.decode()) for name, one in taken(text).items()}


def test_comments_of_a_bundle_written_by_hand_stay() -> None:
    """The text in a profile's own part of the bundle is kept where possible."""
    text = '# all\n\n[profiles."a"]\n# of a\nextends = "b"   # why\n\n[profiles."a".env]\nX = \'1\' # x\n'

    assert {"a": b"# of a\nextends = \"b\"   # why\n\n[env]\nX = '1' # x\n"} == taken(text)


@pytest.mark.parametrize("name", ["", " ", "../x", "a/b", "-a", ".a", "a b", "é", "a" * 65, "a\\n", "a+b"])
def test_names_that_no_profile_has(name: str) -> None:
    """A bundle cannot contain invalid profile names."""
    with pytest.raises(DocumentError, match="invalid profile name") as caught:
        split_bundle(f'[profiles.ok]\n[profiles."{name}"]\n'.encode(), "/b.toml")

    assert "/b.toml:2" == caught.value.where


@pytest.mark.parametrize(
    "text",
    ["[profiles.a]\n[other]\n", "x = 1\n[profiles.a]\n", "profiles = 1\n", "profiles = []\n", "[[profiles]]\n",
     "[profiles]\na = 1\n", "[profiles.a]\n[profiles]\nb = 'x'\n"],
)  # fmt: skip
def test_what_is_no_bundle_through_and_through(text: str) -> None:
    """A text with [profiles] and anything else is an error with its line."""
    with pytest.raises(DocumentError, match=r"a bundle can contain only tables \[profiles.NAME\]") as caught:
        split_bundle(text.encode(), "/b.toml")

    assert "/b.toml:" == caught.value.where[:8]


@pytest.mark.parametrize("text", ["", "# x\n", '[vertex]\nregion = "us"\n', 'description = "[profiles.a]"\n'])
def test_a_profile_is_no_bundle(text: str) -> None:
    """A text without [profiles] is not a bundle."""
    assert split_bundle(text.encode(), "/b.toml") is None


@pytest.mark.parametrize(
    "text",
    ["[profiles.a]\nx = [{ y = 1 }]\n", "[[profiles.a.x]]\ny = 1\n", "[profiles.a.b.c.d]\ne = 1\n",
     "profiles.a.x = 2026-01-01\n", "profiles.a.x = nan\n", "profiles.a.b.c = [[1], {d = 1}]\n"],
)  # fmt: skip
def test_profiles_that_are_none(text: str) -> None:
    """Invalid profiles in a bundle are split like others, or are an error."""
    try:
        found = taken(text)
    except DocumentError:
        return

    assert ["a"] == list(found)
    assert tomllib.loads(found["a"].decode())


def test_an_empty_document_has_no_chunks() -> None:
    """The generated documents include the empty one."""
    assert "" == joined([Chunk("")])
