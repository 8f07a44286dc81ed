"""Test labels and telemetry: their values, the merge with the user's own values, and who may set them."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vxenv.catalogue.environment import (
    EXTRA_BODY,
    LOGS_EXPORTER,
    METRICS_EXPORTER,
    RESOURCE_ATTRIBUTES,
    TELEMETRY,
)
from vxenv.errors import DocumentError
from vxenv.profiles.additions import (
    encode,
    is_body_usable,
    merge_attributes,
    merge_body,
    read_additions,
    read_attributes,
    read_labels,
    read_only_labels,
)
from vxenv.profiles.adoption import adopt_variables
from vxenv.profiles.document import Document, parse_document
from vxenv.profiles.flat_profile import flatten_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store, is_same_profile

Profile = Callable[[str, str | bytes], Path]

WHO = '[vertex]\nproject = "acme-prod"\nregion = "eu"\n'
LABELS = '[labels]\nteam = "payments"\n'
ON = "[telemetry]\nenabled = true\n"
OWN = "vxenv.profile=p,vxenv.project=acme-prod,vxenv.location=eu"
ADVICE = "use lowercase letters, digits, _ and -, starting with a letter, 63 characters at most"


def read(text: str, *, name: str = "p", directory: bool = False) -> Document:
    """Return the document in `text`, as if it were in /keys."""
    return parse_document(text.encode(), name, "/keys/p.toml", directory=directory)


def refuse(text: str, *, name: str = "p", directory: bool = False) -> tuple[str, str]:
    """Return the place and the message of the error for `text`."""
    with pytest.raises(DocumentError) as caught:
        read(text, name=name, directory=directory)
    return caught.value.where, caught.value.what


def resolve(*names: str) -> Resolved:
    """Return the stack `names`."""
    return resolve_stack(names or ("p",), Store())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('Team = "a"', f'labels.Team: invalid label key "Team"; {ADVICE}'),
        ('1a = "a"', f'labels.1a: invalid label key "1a"; {ADVICE}'),
        (f'{"a" * 64} = "a"', f'labels.{"a" * 64}: invalid label key "{"a" * 64}"; {ADVICE}'),
        ('"a.b" = "a"', f'labels.a.b: invalid label key "a.b"; {ADVICE}'),
        ('"" = "a"', f'labels.: invalid label key ""; {ADVICE}'),
        ('team = "Pay Ments"', 'labels.team: invalid label value "Pay Ments"; write "pay-ments"'),
        (
            'team = "zürich"',
            'labels.team: invalid label value "zürich"; use lowercase letters, digits, _ and -, 63 characters at most',
        ),
        ('team = "a\\n"', 'labels.team: invalid label value "a\\n"; write "a"'),
        ("team = 5", 'labels.team: must be a string, not a number; write "5"'),
        ("team = true", "labels.team: must be a string, not a boolean"),
        ('team = ["a"]', "labels.team: must be a string, not a list"),
        ('a.b = "c"', "labels.a: must be a string, not a table"),
    ],
)
def test_invalid_labels(text: str, what: str) -> None:
    """Keys and values that Google does not accept are errors with their line."""
    assert ("/keys/p.toml:2", what) == refuse(f"[labels]\n{text}\n")


def test_valid_labels() -> None:
    """Keys and values may be as long as Google accepts, and a value may be empty or start with a digit."""
    long = "a" * 63
    document = read(f'[labels]\n{long} = "{long}"\na = ""\nb-_1 = "1-_"\nc = false\n')

    assert {"labels.a": "", "labels.b-_1": "1-_", "labels.c": None, f"labels.{long}": long} == {
        name: setting.value for name, setting in document.additions.items()
    }
    assert {} == document.settings
    assert document.is_setting


def test_a_document_has_at_most_32_labels() -> None:
    """The 33rd label is an error; labels that are removed do not count."""
    rows = [f'l{number} = "a"' for number in range(32)]

    assert 33 == len(read("\n".join(["[labels]", *rows, "x = false"])).additions)
    assert ("/keys/p.toml:1", "more than 32 labels") == refuse("\n".join(["[labels]", *rows, 'x = "a"']))


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("attributes = 1", 2, "telemetry.attributes must be a table; write [telemetry.attributes]"),
        (
            'attributes.service.name = "a"',
            2,
            "telemetry.attributes.service: must be a string, not a table",
        ),
        (
            'attributes."vxenv.profile" = "a"',
            2,
            "telemetry.attributes.vxenv.profile: cannot set vxenv.profile; vxenv adds the attributes vxenv.*",
        ),
        (
            'attributes."a b" = "a"',
            2,
            'telemetry.attributes.a b: invalid attribute name "a b"; use letters, digits, dots and _, such as',
        ),
        (
            'attributes.note = "sk-ant-abcdefghijkl"',
            2,
            "telemetry.attributes.note: looks like a secret; telemetry sends attributes in plain text",
        ),
        (
            'protocol = "http"',
            2,
            'telemetry.protocol: invalid value "http"; expected one of: grpc, http/json, http/protobuf',
        ),
        ("headers_helper = ''", 2, "telemetry.headers_helper: is empty; omit the key, or write false to unset it"),
        ("headers = 'a=b'", 2, 'unknown key telemetry.headers; did you mean "headers_helper"?'),
        ("endpoint = 'localhost:4318'", 2, 'telemetry.endpoint: invalid URL "localhost:4318"; it must start with'),
    ],
)
def test_invalid_telemetry(text: str, line: int, what: str) -> None:
    """Keys of telemetry with invalid values, and secrets, are errors with their line."""
    where, said = refuse(f"[telemetry]\n{text}\n")

    assert f"/keys/p.toml:{line}" == where
    assert said.startswith(what)


@pytest.mark.parametrize("name", ["OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_LOGS_HEADERS"])
def test_a_header_with_a_credential_is_refused(name: str) -> None:
    """Headers of telemetry in a file must not contain a credential; harmless ones and references are accepted."""
    what = f"{name}: a header looks like a credential; use telemetry.headers_helper"

    assert ("/keys/p.toml:2", what) == refuse(f'[env]\n{name} = "x-tenant=a,Authorization=Bearer 123"\n')
    assert "x-tenant=a" == read(f'[env]\n{name} = "x-tenant=a"\n').settings[name].value
    assert "pass:otel" == read(f'[env]\n{name} = {{ secret = "pass:otel" }}\n').settings[name].secret


@pytest.mark.parametrize(("name", "directory"), [("p", True), ("team/p", False)])
def test_who_may_set_additions(name: str, *, directory: bool) -> None:
    """Directory files and sources can set labels and attributes, but not a program that Claude Code runs."""
    kind = "a directory file" if directory else "a source"
    text = f'{LABELS}[telemetry.attributes]\nteam = "a"\n'
    what = f"{kind} cannot set telemetry.headers_helper: it names a program that Claude Code runs"

    assert {"labels.team", "telemetry.attributes.team"} == {*read(text, name=name, directory=directory).additions}
    assert ("/keys/p.toml:2", what) == refuse("[telemetry]\nheaders_helper = '/h'\n", name=name, directory=directory)
    assert read("[telemetry]\nheaders_helper = false\n", name=name, directory=directory).additions


BODIES = [
    ("", '{"labels":{"team":"payments","env":"prod"}}'),
    (" \n", '{"labels":{"team":"payments","env":"prod"}}'),
    ("{}", '{"labels":{"team":"payments","env":"prod"}}'),
    ('{"a": 1.50}', '{"labels":{"team":"payments","env":"prod"},"a": 1.50}'),
    ('{"labels": {"team":"x"} , "b": 1e400}', '{"labels": {"env":"prod","team":"x"} , "b": 1e400}'),
    ('{"labels":{"env":"x","team":"y"}}', '{"labels":{"env":"x","team":"y"}}'),
    ('{"labels":{ }}', '{"labels":{"team":"payments","env":"prod" }}'),
    ('{"labels":{"a":"1"},"labels":{}}', '{"labels":{"a":"1"},"labels":{"team":"payments","env":"prod"}}'),
    ('{"x":"}\\u007d{\\"labels\\":"}', '{"labels":{"team":"payments","env":"prod"},"x":"}\\u007d{\\"labels\\":"}'),
    ("x", None),
    ("[1]", None),
    ('"labels"', None),
    ('{"a":1} x', None),
    ('{"labels":"x"}', None),
    ('{"labels":null}', None),
    ("[" * 100_000, None),
    ('{"a":' * 100_000, None),
]  # fmt: skip


@pytest.mark.parametrize(("own", "merged"), BODIES, ids=range(len(BODIES)))
def test_labels_are_merged_with_the_own_body(own: str, merged: str | None) -> None:
    """The own body keeps its bytes and its labels; labels are only added to a JSON object."""
    assert merged == merge_body(own, {"team": "payments", "env": "prod"})
    assert (merged is not None) == is_body_usable(own)


KEYS = st.text("abc", min_size=1, max_size=3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(st.text(), JSON, max_size=3),
    st.none() | st.dictionaries(KEYS, st.text(), max_size=3),
    st.dictionaries(KEYS, st.just("v"), min_size=1, max_size=3),
    st.sampled_from([None, 2]),
    st.booleans(),
)
def test_merged_bodies(body: dict, held: dict | None, labels: dict, indent: int | None, plain: bool) -> None:  # type: ignore[type-arg] # JSON
    """For any object, the merged body is that object with the missing labels."""
    own = {**body, "labels": held} if held is not None else {key: body[key] for key in body if key != "labels"}
    merged = merge_body(json.dumps(own, indent=indent, ensure_ascii=plain), labels)

    assert {**own, "labels": {**labels, **(held or {})}} == json.loads(merged or "")


@given(st.dictionaries(st.from_regex(r"[a-z]{1,3}(\.[a-z]{1,2})?", fullmatch=True), st.text(), max_size=4))
def test_attributes_are_encoded_as_specified(attributes: dict[str, str]) -> None:
    """Encoded values have only the characters of W3C Baggage without the separators, and decode to the same."""
    text = merge_attributes("", attributes)
    pairs = [part.split("=") for part in text.split(",") if part]

    assert attributes == read_attributes(text) == {key: unquote(value) for key, value in pairs}
    assert all(0x21 <= ord(c) <= 0x7E and c not in '";\\' for c in text)


def test_known_encodings() -> None:
    """The separators, blanks, quotes and the percent sign are encoded; paths and URLs stay readable."""
    assert "a%2C%20b%3D%22%C3%BC%22%25%3B%5C%2B" == encode('a, b="ü"%;\\+')
    assert "https://a.b/c-d_e~f@g" == encode("https://a.b/c-d_e~f@g")


@pytest.mark.parametrize(
    ("own", "merged"),
    [
        ("", "team=core,vxenv.profile=p"),
        ("department=r%26d", "department=r%26d,team=core,vxenv.profile=p"),
        (" team = mine ,", " team = mine ,vxenv.profile=p"),
        ("t%65am=mine", "t%65am=mine,vxenv.profile=p"),
        ("vxenv.profile=old,a=b,vxenv.location=us", "a=b,team=core,vxenv.profile=p"),
        ("broken", "broken,team=core,vxenv.profile=p"),
    ],
)
def test_attributes_are_merged(own: str, merged: str) -> None:
    """The own attributes take precedence, except for those of vxenv, which may be another profile's."""
    assert merged == merge_attributes(own, {"team": "core", "vxenv.profile": "p"})


def test_additions_of_variables() -> None:
    """Labels and attributes are read from the values of variables; what is not valid is ignored."""
    values = {EXTRA_BODY: '{"labels":{"team":"a","n":1}}', RESOURCE_ATTRIBUTES: "x=%2C,broken"}

    assert {"labels.team": "a", "telemetry.attributes.x": ","} == read_additions(values)
    assert ({}, {}) == (read_labels("x"), read_additions({EXTRA_BODY: None}))


def test_labels_of_a_stack(profile: Profile) -> None:
    """Later profiles override earlier ones by label, and false removes a label."""
    profile("base", '[labels]\nteam = "core"\nenv = "dev"\nzone = "a"\n')
    profile("p", f'extends = "base"\n{WHO}{LABELS}zone = false\n')
    resolved = resolve()

    assert {"team": "payments", "env": "dev"} == resolved.list_labels()
    assert '{"labels":{"team":"payments","env":"dev"}}' == resolved.list_values()[EXTRA_BODY]
    assert (EXTRA_BODY,) == resolved.list_merged_variables()
    setting = resolved.find_setting(EXTRA_BODY)
    assert setting
    assert "~/.config/vxenv/profiles/p.toml:6" == setting.find_origin()


def test_the_own_value_of_labels(profile: Profile) -> None:
    """The body in [env] is merged in place of the shell's; a body that is not an object stays."""
    profile("p", LABELS)
    profile("env", f"[env]\n{EXTRA_BODY} = '{{\"a\":1}}'\n")
    profile("none", f"[env]\n{EXTRA_BODY} = false\n")
    profile("bad", f'[env]\n{EXTRA_BODY} = "x"\n')
    profile("secret", f'[env]\n{EXTRA_BODY} = {{ secret = "pass:body" }}\n')
    shell = {EXTRA_BODY: '{"b":2}'}
    bodies = {
        name: resolve("p", name).list_values(shell).get(EXTRA_BODY, "(missing)")
        for name in ("p", "env", "none", "bad", "secret")
    }

    assert {
        "p": '{"labels":{"team":"payments"},"b":2}',
        "env": '{"labels":{"team":"payments"},"a":1}',
        "none": '{"labels":{"team":"payments"}}',
        "bad": "x",
        "secret": None,
    } == bodies
    assert "(missing)" == resolve().list_values({EXTRA_BODY: "x"}).get(EXTRA_BODY, "(missing)")
    assert () == resolve("p", "env").list_merged_variables()
    read_secret = resolve("p", "secret").list_values(shell, {EXTRA_BODY: '{"c":3}'})
    assert '{"labels":{"team":"payments"},"c":3}' == read_secret[EXTRA_BODY]


def test_telemetry_of_a_stack(profile: Profile) -> None:
    """Telemetry gets the attributes, and exporters unless the profile or the shell selects them."""
    profile("p", f'{WHO}{ON}[telemetry.attributes]\nteam = "core"\n')
    values = resolve().list_values({RESOURCE_ATTRIBUTES: "a=b", METRICS_EXPORTER: "console", LOGS_EXPORTER: ""})
    names = (TELEMETRY, RESOURCE_ATTRIBUTES, METRICS_EXPORTER, LOGS_EXPORTER)

    assert {TELEMETRY: "1", RESOURCE_ATTRIBUTES: f"a=b,team=core,{OWN}", LOGS_EXPORTER: "otlp"} == {
        name: values[name] for name in names if name in values
    }
    assert names[1:] == resolve().list_merged_variables()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (LABELS, set()),
        (f'[env]\n{TELEMETRY} = "1"\n', set()),
        ("[telemetry]\nenabled = false\n", set()),
        ('[telemetry]\nenabled = false\n[telemetry.attributes]\na = "b"\n', set()),
        ('[telemetry.attributes]\na = "b"\n', {RESOURCE_ATTRIBUTES}),
        ('[telemetry]\nendpoint = "https://h"\n', {RESOURCE_ATTRIBUTES}),
        (ON, {RESOURCE_ATTRIBUTES, METRICS_EXPORTER, LOGS_EXPORTER}),
        (f'{ON}[env]\n{LOGS_EXPORTER} = "none"\n', {RESOURCE_ATTRIBUTES, METRICS_EXPORTER}),
        (f"{ON}[env]\n{RESOURCE_ATTRIBUTES} = 'a=b'\n", {METRICS_EXPORTER, LOGS_EXPORTER}),
    ],
)
def test_merged_variables_of_telemetry(text: str, names: set[str], profile: Profile) -> None:
    """Only a table [telemetry] that does not turn telemetry off adds attributes, and only enabled = true exporters."""
    profile("p", text)

    assert names == {*resolve().list_merged_variables()} - {EXTRA_BODY}


def test_the_stack_is_named_in_attributes(profile: Profile, work: Path) -> None:
    """The attribute is the name of the whole stack, or that of a directory file without profiles."""
    profile("a", ON)
    profile("b", "")
    top = parse_document(ON.encode(), ".vxenv.toml", str(work / ".vxenv.toml"), directory=True)

    assert "vxenv.profile=a%2Bb" == resolve("a", "b").list_values()[RESOURCE_ATTRIBUTES]
    assert "vxenv.profile=.vxenv.toml" == resolve_stack((), Store(), top).list_values()[RESOURCE_ATTRIBUTES]


def test_the_helper_is_a_settings_key(profile: Profile, home: Path) -> None:
    """The helper's path is resolved, and it counts only while the stack sends telemetry."""
    profile("p", f'{ON}headers_helper = "~/bin/h"\n')
    profile("off", "[telemetry]\nenabled = false\n")

    assert {"otelHeadersHelper": str(home / "bin/h")} == resolve().list_settings_keys()
    assert {} == resolve("p", "off").list_settings_keys()


def test_stacks_without_additions(profile: Profile) -> None:
    """A stack without labels and telemetry has the same values with any values of the user."""
    profile("p", WHO)
    shell = {EXTRA_BODY: "{}", RESOURCE_ATTRIBUTES: "a=b"}

    assert resolve().list_values() == resolve().list_values(shell)
    assert ((), {}) == (resolve().list_merged_variables(), resolve().list_settings_keys())


def test_a_flat_profile_keeps_labels_and_telemetry(profile: Profile) -> None:
    """A flattened stack has the same labels, attributes and helper, not merged values."""
    text = f'{WHO}{LABELS}{ON}headers_helper = "~/bin/h"\n[telemetry.attributes]\n"service.name" = "a"\n'
    profile("base", text)
    profile("p", 'extends = "base"\n[labels]\nenv = "prod"\n')
    before = resolve()
    flat = flatten_stack(before)
    profile("p", flat)
    after = resolve()

    assert before.list_values() == after.list_values()
    assert before.list_settings_keys() == after.list_settings_keys()
    assert EXTRA_BODY not in flat.replace("# CLAUDE_CODE", "")
    assert '[labels]\nteam = "payments"\nenv = "prod"\n' in flat


def test_imported_values() -> None:
    """A body with nothing but labels becomes labels, and attributes that vxenv has added are omitted."""
    body = '{"labels":{"team":"core"}}'
    adopted = adopt_variables([(EXTRA_BODY, body), (RESOURCE_ATTRIBUTES, f"a=b,{OWN}")])

    assert {("labels", "team"): "core", ("env", RESOURCE_ATTRIBUTES): "a=b"} == adopted.values
    assert {} == adopt_variables([(RESOURCE_ATTRIBUTES, OWN)]).values
    for kept in ('{"labels":{"Team":"x"}}', '{"labels":{"a":"b"},"c":1}', '{"labels":{"a":1}}', "x", "{}"):
        assert {} == read_only_labels(kept)
        assert {("env", EXTRA_BODY): kept} == adopt_variables([(EXTRA_BODY, kept)]).values


def test_profiles_that_differ_in_a_label() -> None:
    """Two texts with different labels are different profiles; comments do not matter."""
    assert is_same_profile("p", LABELS.encode(), f"# a\n{LABELS}".encode())
    assert not is_same_profile("p", LABELS.encode(), b'[labels]\nteam = "core"\n')
