"""Parsing profiles and directory files: all keys and types, and all errors with their lines."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vxenv.catalogue.variables import Variable, load_variables
from vxenv.errors import DocumentError
from vxenv.files.read_limited import LIMIT, read_bytes
from vxenv.profiles.document import Document, parse_document

PATH = "/keys/p.toml"
OPEN = f"vi {PATH}"  # the hint
NONE = ""  # for messages that already contain the advice

# TOML values and the resulting values in the environment, for each type of the catalogue that has a key.
GOOD: dict[str, list[tuple[str, str | None]]] = {
    "flag": [("true", "1"), ("false", None)],
    "inverse": [("true", None), ("false", "1")],
    "location": [("'global'", "global"), ("'europe-west1'", "europe-west1"), ("'eu'", "eu"), ("false", None)],
    "project": [
        ("'acme-prod'", "acme-prod"),
        ("'example.com:acme-prod'", "example.com:acme-prod"),
        ("'123456789012'", "123456789012"),
        ("false", None),
    ],
    "url": [("'https://host:8443/v1'", "https://host:8443/v1"), ("'http://h'", "http://h"), ("false", None)],
    "model": [
        ("'claude-opus-4-5@20251101'", "claude-opus-4-5@20251101"),
        ("'claude-opus-4-6[1m]'", "claude-opus-4-6[1m]"),
        ("'publishers/x/models/y:z'", "publishers/x/models/y:z"),
        ("false", None),
    ],
    "alias_or_model": [("'opus'", "opus"), ("'opusplan[1m]'", "opusplan[1m]"), ("false", None)],
    "name": [("'acme-2'", "acme-2"), ("false", None)],
    "effort": [("'xhigh'", "xhigh"), ("'auto'", "auto"), ("false", None)],
    "ttl": [("'5m'", "5m"), ("'1h'", "1h"), ("false", None)],
    "protocol": [("'grpc'", "grpc"), ("'http/json'", "http/json"), ("false", None)],
    "integer": [("0", "0"), ("64_000", "64000"), ("0x10", "16"), ("'007'", "007"), ("false", None)],
    "list": [("['a', 'b']", "a,b"), ("[]", ""), ("'a,b'", "a,b"), ("['x']", "x"), ("false", None)],
    "headers": [("{A = '1', 'B-C' = '2'}", "A: 1\nB-C: 2"), ("'A: 1'", "A: 1"), ("{}", ""), ("false", None)],
    "text": [("''", ""), ("' a\\tb '", " a\\tb "), ('"a\\n\\u00e9"', "a\né"), ("false", None)],
    "path": [
        ("'/k/a.json'", "/k/a.json"),
        ("'a.json'", "/keys/a.json"),
        ("'../a.json'", "/a.json"),
        ("'./b/../a b.json'", "/keys/a b.json"),
        ("false", None),
    ],
    "directory": [("'/k/'", "/k"), ("'.'", "/keys"), ("false", None)],
}

# TOML values, their errors after the key, and the advice, for each type.
NUL = ('"a\\u0000b"', "must not contain a NUL character", NONE)
NUMBER = ("5", "must be a string, not a number", 'write "5"')
BAD: dict[str, list[tuple[str, str, str]]] = {
    "flag": [
        ("1", "must be true or false, not a number", NONE),
        ("'yes'", "must be true or false, not a string", NONE),
        ("[]", "must be true or false, not a list", NONE),
    ],
    "inverse": [
        ("0", "must be true or false, not a number", NONE),
        ("{}", "must be true or false, not a table", NONE),
    ],
    "location": [
        ("'US-East5 '", 'invalid location "US-East5 "', 'write "us-east5"'),
        ("'a.b'", 'invalid location "a.b"', "use global, us, eu or a region such as us-east5"),
        ("''", 'invalid location ""', "use global, us, eu or a region such as us-east5"),
        ("true", "must be a string, not a boolean", NONE),
        ("['eu']", "must be a string, not a list", NONE),
        NUL,
        NUMBER,
    ],
    "project": [
        ("'Acme-Prod'", 'invalid project ID "Acme-Prod"', 'write "acme-prod"'),
        ("'x'", 'invalid project ID "x"', "gcloud projects list shows the IDs"),
        ("'acme/x'", 'invalid project ID "acme/x"', "gcloud projects list shows the IDs"),
        ("5", "must be a string, not a number", 'write "5"'),
        NUL,
    ],
    "url": [
        ("'host/v1'", 'invalid URL "host/v1"', "it must start with https://"),
        ("'https://a b'", 'invalid URL "https://a b"', "it must start with https://"),
        ("'https://'", 'invalid URL "https://"', "it must start with https://"),
        ("1.5", "must be a string, not a number", NONE),
        NUL,
    ],
    "model": [
        ("'opus 4'", 'invalid model ID "opus 4"', "use an ID such as claude-opus-4-5@20251101 or claude-opus-5-5"),
        ("'x[2m]'", 'invalid model ID "x[2m]"', "use an ID such as claude-opus-4-5@20251101 or claude-opus-5-5"),
        ("{}", "must be a string, not a table", NONE),
        NUL,
        NUMBER,
    ],
    "alias_or_model": [
        ("'@x'", 'invalid model ID "@x"', "use an ID such as claude-opus-4-5@20251101 or claude-opus-5-5"),
        NUMBER,
    ],
    "name": [
        ("'Acme'", 'invalid configuration name "Acme"', "gcloud config configurations list shows the names"),
        NUMBER,
    ],
    "effort": [("'huge'", 'invalid value "huge"', "expected one of: low, medium, high, xhigh, max, auto"), NUMBER],
    "ttl": [
        ("'2h'", 'invalid value "2h"', "expected one of: 5m, 1h"),
        ("1979-05-27", "must be a string, not a date", NONE),
    ],
    "protocol": [("'http'", 'invalid value "http"', "expected one of: grpc, http/json, http/protobuf"), NUMBER],
    "integer": [
        ("-1", "must be a whole number, 0 or more", NONE),
        ("1.5", "must be a whole number, 0 or more", NONE),
        ("true", "must be a whole number, 0 or more", NONE),
        ("'1k'", "must be a whole number, 0 or more", NONE),
        ("'٣'", "must be a whole number, 0 or more", NONE),
        ("0x" + "f" * 4000, "must be a whole number, 0 or more", NONE),
    ],
    "list": [
        ("['a', 1]", "must be a string, not a number", 'write "1"'),
        ("{}", "must be a string, not a table", NONE),
    ],
    "headers": [
        ("{A = 1}", "must be a string, not a number", 'write "1"'),
        ('{"a\\u0000" = "b"}', "must not contain a NUL character", NONE),
        ("[]", "must be a string, not a list", NONE),
    ],
    "text": [NUL, NUMBER, ("inf", "must be a string, not a number", NONE)],
    "path": [("''", "is empty", "omit the key, or write false to unset it"), NUL, NUMBER],
    "directory": [("''", "is empty", "omit the key, or write false to unset it"), NUMBER],
}

KEYED = list(load_variables().by_key.values())


def keyed(kind: str) -> Variable:
    """Return a variable of type `kind` that a key sets."""
    return next(variable for variable in KEYED if variable.type == kind)


def read(text: str | bytes, *, directory: bool = False) -> Document:
    """Return the document in `text`, as if it were at PATH."""
    return parse_document(text.encode() if isinstance(text, str) else text, "p", PATH, directory=directory)


def values(text: str) -> dict[str, str | None]:
    """Return the variables that the document in `text` sets."""
    return {name: setting.value for name, setting in read(text).settings.items()}


def refusal(text: str | bytes, *, directory: bool = False) -> tuple[str, str, str]:
    """Return the location, the message and the hint of the error for `text`."""
    with pytest.raises(DocumentError) as caught:
        read(text, directory=directory)
    return caught.value.where, caught.value.what, caught.value.hint


def test_every_type_of_a_key_is_tried() -> None:
    """The lists above cover all types of keys."""
    kinds = {variable.type for variable in KEYED}

    assert (kinds, kinds) == (set(GOOD), set(BAD))


@pytest.mark.parametrize("variable", KEYED, ids=lambda variable: variable.key)
def test_every_key_sets_its_variable(variable: Variable) -> None:
    """Each key of the catalogue sets only its own variable."""
    toml, value = GOOD[variable.type][0]

    assert {variable.name: value} == values(f'[{variable.table}]\n"{variable.field}" = {toml}\n')


@pytest.mark.parametrize(("kind", "toml", "value"), [(kind, *pair) for kind, pairs in GOOD.items() for pair in pairs])
def test_good_values(kind: str, toml: str, value: str | None) -> None:
    """A valid value is converted according to its type; false unsets."""
    variable = keyed(kind)

    assert {variable.name: value} == values(f'[{variable.table}]\n"{variable.field}" = {toml}\n')


@pytest.mark.parametrize(
    ("kind", "toml", "what", "advice"), [(kind, *row) for kind, rows in BAD.items() for row in rows]
)
def test_bad_values(kind: str, toml: str, what: str, advice: str) -> None:
    """An invalid value is an error with file and line, the reason and advice."""
    variable = keyed(kind)
    text = f'# a comment\n[{variable.table}]\n\n"{variable.field}" = {toml}\n'

    assert (f"{PATH}:4", f"{variable.key}: {what}{advice and f'; {advice}'}", OPEN) == refusal(text)


def test_a_home_is_expanded(home: Path) -> None:
    """~ in a path is expanded to the user's home."""
    assert {"GOOGLE_APPLICATION_CREDENTIALS": f"{home}/k.json"} == values("[google]\ncredentials = '~/k.json'\n")


def test_files_are_shown_under_the_home(home: Path) -> None:
    """A path in the user's home is shown with ~."""
    with pytest.raises(DocumentError) as caught:
        parse_document(b"x = 1", "p", str(home / "p.toml"))

    assert "~/p.toml:1" == caught.value.where


@pytest.mark.parametrize(
    ("text", "where", "what", "advice"),
    [
        ("[vertex]\nregoin = 'eu'", 2, "unknown key vertex.regoin", 'did you mean "region"?'),
        ("a = 1\n[vertx]\n", 1, "unknown key a", "expected one of: "),
        ("description = 'x'\n\n[vertx]\n", 3, "unknown key vertx", 'did you mean "vertex"?'),
        ("descripton = 'x'", 1, "unknown key descripton", 'did you mean "description"?'),
        ("[regions]\n'claude-opus-4.6' = 'eu'", 2, 'unknown key regions."claude-opus-4.6"', 'did you mean "claude-'),
        ("[regions]\nzzz = 'eu'", 2, "unknown key regions.zzz", "expected one of: claude-3-5-haiku, "),
        (
            "zzz = 'a'",
            1,
            "unknown key zzz",
            "expected one of: description, extends, protected, isolate, isolate_links, vertex, ",
        ),
        ("x.y = 1", 1, "unknown key x", "expected one of: "),
    ],
)
def test_unknown_keys(text: str, where: int, what: str, advice: str) -> None:
    """An unknown key is an error with its line, and with the nearest key or all valid ones."""
    found = refusal(text)

    said = f"{what}; {advice}"
    assert (f"{PATH}:{where}", said, OPEN) == (found[0], found[1][: len(said)], found[2])


def test_an_unknown_key_cannot_steer_a_terminal() -> None:
    """Control characters in a key are escaped, so that untrusted files cannot forge hints or control the terminal."""
    _, what, _ = refusal('"\\u001b[31m\\nhint: rm -rf /" = 1')

    assert 'unknown key "\\x1b[31m\\nhint: rm -rf /"' == what.partition(";")[0]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("\nvertex = 'x'", 2, "vertex must be a table; write [vertex]"),
        ("env = []", 1, "env must be a table; write [env]"),
        ("[[vertex]]\n", 1, "vertex must be a table; write [vertex]"),
        ("description = 1", 1, "description must be a string"),
        ("\n\nprotected = 'yes'", 3, "protected must be true or false"),
        ("extends = 1", 1, "extends must be a profile name or a list of profile names"),
        ("extends = ['a', 1]", 1, "extends must be a profile name or a list of profile names"),
        ("\nextends = ['a',\n'../b']", 2, 'extends: invalid profile name "../b": use letters'),
        ("extends = ''", 1, 'extends: invalid profile name "": use letters'),
        ("extends = 'a+'", 1, 'extends: invalid profile name "": use letters'),
        (f"extends = '{'a' * 65}'", 1, f'extends: invalid profile name "{"a" * 65}": use letters'),
    ],
)
def test_keys_at_the_top(text: str, where: int, what: str) -> None:
    """The keys above the first table have types of their own."""
    found = refusal(text)
    assert (f"{PATH}:{where}", what) == (found[0], found[1][: len(what)])


def test_what_a_profile_says_at_the_top() -> None:
    """A profile has a description, parents and protection."""
    document = read(f"description = 'd'\nextends = ['a', 'b+c', '{'n' * 64}']\nprotected = true\n")

    assert ("d", ("a", "b", "c", "n" * 64), True) == (document.description, document.names, document.protected)


def test_what_a_profile_need_not_say() -> None:
    """An empty profile is valid."""
    assert Document("p", PATH, "", "", (), False, {}) == read("")


def test_a_directory_file_names_profiles() -> None:
    """A directory file has `profile`, a name or a list, and the tables of a profile."""
    document = read("profile = ['eu', 'opus']\n[vertex]\nregion = 'eu'\n", directory=True)

    assert (("eu", "opus"), "eu") == (document.names, document.settings["CLOUD_ML_REGION"].value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("extends = 'a'", "unknown key extends"),
        ("protected = true", "unknown key protected"),
        ("profile = '../x'", 'profile: invalid profile name "../x": use letters'),
        ("profile = '/etc/x.toml'", 'profile: invalid profile name "/etc/x.toml": use letters'),
    ],
)
def test_a_directory_file_names_no_path(text: str, what: str) -> None:
    """A directory file selects profiles from the user's store, only by name."""
    found = refusal(text, directory=True)
    assert (f"{PATH}:1", what) == (found[0], found[1][: len(what)])


def test_env_sets_and_unsets() -> None:
    """In [env], a string is kept byte for byte and false unsets."""
    text = "[env]\nA = \" x'\\\"$`\\\\ \\r\\n\"\nB = ''\n_c9 = false\n"

    assert {"A": " x'\"$`\\ \r\n", "B": "", "_c9": None} == values(text)


def test_env_checks_what_it_knows() -> None:
    """The value of a known variable is validated in [env] as well."""
    assert (
        f"{PATH}:2",
        'env.CLOUD_ML_REGION: invalid location "US"; write "us"',
        OPEN,
    ) == refusal("[env]\nCLOUD_ML_REGION = 'US'\n")


def test_env_leaves_paths_alone() -> None:
    """A path in [env] is not expanded."""
    assert {"GOOGLE_APPLICATION_CREDENTIALS": "~/k"} == values("[env]\nGOOGLE_APPLICATION_CREDENTIALS = '~/k'\n")


@pytest.mark.parametrize(
    ("line", "what", "advice"),
    [
        ("A = 1", "A must be a string, or false to unset it", 'write A = "1"'),
        ("A = 1.5", "A must be a string, or false to unset it", 'write A = "1.5"'),
        ("A = true", "A must be a string, or false to unset it", 'write A = "1"'),
        ("A = ['x']", "A must be a string, or false to unset it", 'write A = "..."'),
        ("A.b = 'x'", "A must be a string, or false to unset it", 'write A = "..."'),
        ("'1A' = 'x'", 'invalid variable name "1A"', "use letters, digits and _, not starting with a digit"),
        ("'A-B' = 'x'", 'invalid variable name "A-B"', "use letters, digits and _, not starting with a digit"),
        ("'A\t' = 'x'", 'invalid variable name "A\\t"', "use letters, digits and _, not starting with a digit"),
        ("é = 'x'", None, NONE),
        ("'' = 'x'", 'invalid variable name ""', "use letters, digits and _, not starting with a digit"),
        ("PATH = 'x'", "PATH cannot be set by a profile: it is where shells find programs", NONE),
        ("IFS = false", "IFS cannot be set by a profile: it lists the characters at which shells split words", NONE),
        ("VXENV_PROFILE = 'x'", "VXENV_PROFILE cannot be set by a profile: it belongs to vxenv", NONE),
        ("__VXENV_STATE = 'x'", "__VXENV_STATE cannot be set by a profile: it belongs to vxenv", NONE),
        ('A = "\\u0000"', "env.A: must not contain a NUL character", NONE),
    ],
)
def test_env_refuses(line: str, what: str | None, advice: str) -> None:
    """An invalid or reserved name in [env], and a value that is not a string, is an error."""
    found = refusal(f"[env]\n{line}\n")

    if what is None:  # invalid TOML: a bare key must be ASCII
        assert found[1].startswith("invalid TOML")
    else:
        said = what + (advice and f"; {advice}")
        assert (f"{PATH}:2", said, OPEN) == (found[0], found[1][: len(said)], found[2])


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (
            "[vertex]\nregion = 'eu'\n[env]\nCLOUD_ML_REGION = 'us'\n",
            4,
            "CLOUD_ML_REGION is already set by vertex.region",
        ),
        (
            "[env]\nCLOUD_ML_REGION = false\n[vertex]\nregion = 'eu'\n",
            4,
            "CLOUD_ML_REGION is already set by env.CLOUD_ML_REGION",
        ),
    ],
)
def test_one_variable_is_set_once(text: str, where: int, what: str) -> None:
    """A key and [env] cannot both set a variable, in any order and even with the same value."""
    found = refusal(text)
    assert (f"{PATH}:{where}", what) == (found[0], found[1][: len(what)])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[vertex]\n[vertex]\n", "table [vertex] declared twice"),
        ("[env]\n['a.b'.c]\n['a.b'.c]\n", 'table ["a.b".c] declared twice'),
        ("['x (at y']\n['x (at y']\n", 'table ["x (at y"] declared twice'),
        ("[a.b.c]\nz = 9\n[a]\nb.c.t = 9\n", "table [a.b.c] extended by a dotted key in another table"),
        ("a = {b = 1}\na.c = 2\n", "inline table or array a cannot be extended"),
        ("a = [1]\n[[a]]\n", "inline table or array a cannot be extended"),
        ("a = 1\na = 2\n", "key set twice, or a value used as a table"),
    ],
)
def test_invalid_toml_names_the_table(text: str, what: str) -> None:
    """The parser's message names a table as in the file, never as a Python tuple."""
    assert f"invalid TOML: {what}" == refusal(text)[1]


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"a = 1\n\n[x\n", 3),
        (b"a = 1\na = 2\n", 2),
        (b"\n\na = '", 3),
        (b"a = [\n1,\n", 3),
        (b'[env]\nA = "\\ud800"\n', 2),
        (b"\na = " + b"9" * 5000, 2),
    ],
    ids=["header", "twice", "string", "array", "surrogate", "digits"],
)
def test_invalid_toml(data: bytes, where: int) -> None:
    """Invalid TOML is an error with its line, also if the parser does not report it."""
    found = refusal(data)

    assert (f"{PATH}:{where}", "invalid TOML: ") == (found[0], found[1][:14])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x" + ".x" * 3000 + " = 1", "has a key with too many parts"),
        ("[env]\nx" + " . 'x'" * 8 + " = 1", "has a key with too many parts"),
        ("a = " + "[" * 5000 + "]" * 5000, "is nested too deeply"),
    ],
    ids=["thousands", "quoted", "lists"],
)
def test_deep_keys_and_values_are_refused(text: str, what: str) -> None:
    """Deep nesting, which would take a TOML parser minutes, is an error with its line."""
    assert (f"{PATH}:{text.count(chr(10)) + 2}", what) == refusal("\n" + text)[:2]


def test_not_utf8() -> None:
    """Bytes that are not UTF-8 are an error with their line."""
    assert (f"{PATH}:3", "is not UTF-8") == refusal(b"a = 1\n\n# \xff\n")[:2]


def test_a_byte_order_mark_is_no_matter() -> None:
    """A byte order mark is ignored and keeps line numbers right."""
    setting = read(b"\xef\xbb\xbf# hello\r\n[vertex]\r\nregion = 'eu'\r\n").settings["CLOUD_ML_REGION"]

    assert ("eu", f"{PATH}:3") == (setting.value, setting.find_origin())


def test_values_are_kept_byte_for_byte() -> None:
    """All characters of a string are kept, including control and invisible ones."""
    assert {"A": "  a\tb\x7f é\u202e  "} == values('[env]\nA = "  a\\tb\\u007f é\u202e  "\n')


def test_files_up_to_the_limit_are_read(tmp_path: Path) -> None:
    """A file of 64 KiB is read, and one byte more is an error, since that is a shell's limit at each prompt."""
    path = tmp_path / "p.toml"
    path.write_bytes(b"#" * LIMIT)
    data = read_bytes(str(path))
    path.write_bytes(b"#" * (LIMIT + 1))
    with pytest.raises(DocumentError, match="is over 64 KiB"):
        read_bytes(str(path))

    assert 65536 == len(data)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["fifo", "directory"])
def test_only_files_are_read(make: Callable[[str], None], tmp_path: Path) -> None:
    """A FIFO does not block, and a directory is an error."""
    path = str(tmp_path / "p.toml")
    make(path)

    with pytest.raises((DocumentError, IsADirectoryError), match=r"is not a regular file|Is a directory"):
        read_bytes(path)


def test_a_device_is_not_read_for_ever() -> None:
    """An endless device is an error before it is read."""
    with pytest.raises(DocumentError, match="is not a regular file"):
        read_bytes("/dev/zero")
