"""Profiles of sources: names, parents, values of the user's own, restrictions and removed profiles."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vxenv.errors import DocumentError, RefusedError, UnknownProfileError, UsageError, VxenvError
from vxenv.paths import find_state_directory
from vxenv.profiles.document import parse_document
from vxenv.profiles.names import is_profile_name, list_sources, parse_stack, split_source
from vxenv.profiles.patterns import select_own_profiles, select_profiles
from vxenv.profiles.references import find_extending_in_sources, read_copy
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.source_files import (
    SourceManifest,
    find_removed_path,
    find_source_profile_path,
    find_values_path,
    has_source,
    is_removed,
    list_source_names,
    list_source_profiles,
    parse_source_manifest,
    read_source_manifest,
)
from vxenv.profiles.store import Store, find_profile_name, find_profile_path, is_path, list_all_names, suggest_copy

Write = Callable[[str, str], Path]
REGION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"


def region(value: str) -> str:
    """Return a profile that sets the location `value`."""
    return f'[vertex]\nregion = "{value}"\n'


def remove(path: Path) -> None:
    """Remove the profile at `path` as an update of its source does."""
    folder = path.parent.parent / "removed"
    folder.mkdir(exist_ok=True)
    path.rename(folder / path.name)


def resolved(*names: str) -> Resolved:
    """Return the stack `names`."""
    return resolve_stack(names, Store())


def order(*names: str) -> list[str]:
    """Return the names of the documents in the stack `names`."""
    return [document.name for document in resolved(*names).documents]


def failure(*names: str) -> VxenvError:
    """Return the error of the stack `names`."""
    with pytest.raises(VxenvError) as caught:
        resolved(*names)
    return caught.value


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("prod", True),
        ("acme/prod", True),
        ("a.b-c_d/x.y", True),
        (f"{'a' * 32}/{'b' * 64}", True),
        (f"{'a' * 33}/b", False),
        (f"a/{'b' * 65}", False),
        ("acme/", False),
        ("/prod", False),
        ("acme//prod", False),
        ("a/b/c", False),
        ("../prod", False),
        ("acme/..", False),
        ("acme/.hidden", False),
        ("-a/b", False),
        ("a/b\n", False),
        ("a\n/b", False),
        ("é/b", False),
        ("", False),
    ],
)
def test_names(name: str, valid: bool) -> None:
    """A name is PROFILE or SOURCE/PROFILE, and no path that leads elsewhere."""
    assert valid == is_profile_name(name)
    if valid:
        assert (name, "x") == parse_stack([f"{name}+x"])
    else:
        with pytest.raises(UsageError):
            parse_stack([name])


def test_parts_of_names() -> None:
    """A name is split at its slash, and the sources of a stack are listed once."""
    assert [("", "prod"), ("acme", "prod")] == [split_source("prod"), split_source("acme/prod")]
    assert ["acme", "b"] == list_sources(["x", "acme/p", "b/q", "acme/r"])


def test_what_exists(source: Write, profile: Write) -> None:
    """Sources with a record exist, and the profiles in them that no update removed; own profiles come first."""
    source("b/z", "")
    source("acme/prod", "")
    remove(source("acme/gone", ""))
    source("acme/not a name", "")
    profile("own", "")
    empty = Path(find_state_directory(), "sources", "undone", "profiles")
    empty.mkdir(parents=True)

    assert ["acme", "b"] == list_source_names()
    assert [True, False, False] == [has_source(name) for name in ("acme", "undone", "../sources/acme")]
    assert ["acme/prod"] == list_source_profiles("acme")
    assert ["own", "acme/prod", "b/z"] == list_all_names()
    assert [False, True, False, False] == [is_removed(name) for name in ("acme/prod", "acme/gone", "acme/x", "own")]
    paths = {name: find_profile_name(find_profile_path(name)) for name in ("own", "acme/prod")}
    assert {"own": "own", "acme/prod": "acme/prod"} == paths
    assert ["acme/gone", ""] == [
        find_profile_name(find_removed_path("acme/gone")), find_profile_name(find_values_path("acme"))
    ]  # fmt: skip


def test_own_names_come_first(source: Write, profile: Write) -> None:
    """In a source a parent is the source's own if it exists there, else the user's; others are named in full."""
    profile("base", region("us"))
    profile("mine", region("us-east5"))
    source("acme/base", region("eu"))
    source("acme/prod", 'extends = ["base", "mine", "umbrella/base"]\n')
    source("umbrella/base", "")
    profile("child", 'extends = "acme/base"\n')

    assert ["acme/base", "mine", "umbrella/base", "acme/prod"] == order("acme/prod")
    assert ["acme/base", "child"] == order("child")
    assert "eu" == resolved("child").list_values()[REGION]


def test_a_parent_that_appears(source: Write, profile: Write) -> None:
    """The missing file of a parent in the source is an input, since it would take the place of the user's own."""
    profile("base", region("us"))
    source("acme/prod", 'extends = "base"\n')
    store = Store()
    resolve_stack(["acme/prod"], store)

    assert b"" == store.read[find_source_profile_path("acme/base")]
    assert {find_removed_path("acme/base"), find_values_path("acme"), find_profile_path("base")} < store.read.keys()


def test_inputs_without_sources(profile: Write) -> None:
    """A stack without sources has no other inputs than its profiles."""
    profile("base", "")
    profile("prod", 'extends = "base"\n')
    store = Store()
    resolve_stack(["prod"], store)
    assert {find_profile_path("prod"), find_profile_path("base")} == store.read.keys()


def test_inputs_of_a_source(source: Write) -> None:
    """A profile of a source without parents adds the file of values, and no path of removed profiles."""
    source("acme/prod", "")
    store = Store()
    resolve_stack(["acme/prod"], store)
    assert {find_profile_path("acme/prod"), find_values_path("acme")} == store.read.keys()


def test_values_are_the_lowest_layer(source: Write, profile: Write, config: Path) -> None:
    """The user's values apply where no profile of the stack sets them, also for a source that is only extended."""
    (config / "sources").mkdir()
    (config / "sources" / "acme.toml").write_text('[vertex]\nproject = "acme-mine"\nregion = "global"\n')
    source("acme/prod", region("eu"))
    profile("project", '[vertex]\nproject = "acme-other"\n')
    profile("child", 'extends = "acme/prod"\n')
    found = {stack: resolved(*stack).list_values() for stack in (("acme/prod",), ("project", "acme/prod"), ("child",))}

    assert [("acme-mine", "eu"), ("acme-other", "eu"), ("acme-mine", "eu")] == [
        (values[PROJECT], values[REGION]) for values in found.values()
    ]
    assert ["values for acme", "acme/prod", "child"] == order("child")
    assert "~/.config/vxenv/sources/acme.toml:2" == resolved("acme/prod").settings[PROJECT].find_origin()


def test_invalid_values(source: Write, config: Path) -> None:
    """Values cannot extend a profile, and an error in them names their file."""
    (config / "sources").mkdir()
    (config / "sources" / "acme.toml").write_text('extends = "x"\n')
    source("acme/prod", "")
    error = failure("acme/prod")
    assert ("~/.config/vxenv/sources/acme.toml:1", True) == (error.where, error.what.startswith("unknown key extends"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[env]\nLD_PRELOAD = "/x.so"\n', "a source cannot set LD_PRELOAD: it loads libraries into every program"),
        ('[env]\nA_TOKEN = { secret = "pass:a" }\n', "a source cannot set A_TOKEN to a secret"),
        ("[vertex]\nregoin = 'eu'\n", "unknown key vertex.regoin"),
        ("x = \n", "invalid TOML"),
    ],
)
def test_restrictions(source: Write, text: str, what: str) -> None:
    """A source cannot set variables of refused classes nor refer to secrets; the hint does not edit its file."""
    source("acme/prod", text)
    error = failure("acme/prod")
    assert (DocumentError, True, "vxenv source show acme") == (type(error), error.what.startswith(what), error.hint)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("key.json", False),
        ("~/.local/state/vxenv/sources/acme/profiles/key.toml", False),
        ("~/.local/state/vxenv/../vxenv/x", False),
        ("~/.cache/vxenv/x", False),
        ("~/link/key.json", False),
        ("/proc/self/cwd/key.json", False),
        ("~/.config/gcloud/adc.json", True),
        ("/etc/key.json", True),
    ],
)
def test_credentials_in_own_directories(source: Write, home: Path, path: str, allowed: bool) -> None:
    """The path of credentials cannot lead into vxenv's own directories, where the source's files are."""
    source("acme/prod", f'[google]\ncredentials = "{path}"\n')
    (home / "link").symlink_to(find_state_directory())
    if allowed:
        assert resolved("acme/prod")
    else:
        assert failure("acme/prod").what.startswith("a source cannot set GOOGLE_APPLICATION_CREDENTIALS to ")


def test_a_repository_around_the_home(source: Write, home: Path) -> None:
    """Credentials in the home are accepted even if the state directory is below a working tree."""
    (home / ".local" / ".git").mkdir(parents=True)
    source("acme/prod", '[google]\ncredentials = "~/.local/key.json"\n')
    assert resolved("acme/prod")


def test_a_text_is_checked_by_its_name() -> None:
    """The restrictions follow from the name, wherever the text is from."""
    text = b'[env]\nLD_PRELOAD = "/x.so"\n'
    assert parse_document(text, "own", "/p/own.toml").settings
    with pytest.raises(DocumentError):
        parse_document(text, "acme/prod", "/p/prod.toml")


def test_removed_profiles(source: Write) -> None:
    """The last version of a removed profile is used, and marked; a new version takes its place."""
    remove(source("acme/prod", region("eu")))
    store = Store()
    found = resolve_stack(["acme/prod"], store)
    assert [("eu", True)] == [(found.list_values()[REGION], document.removed) for document in found.documents]
    assert b"" == store.read[find_source_profile_path("acme/prod")]
    source("acme/prod", region("us"))
    assert [("us", False)] == [
        (resolved("acme/prod").list_values()[REGION], one.removed) for one in resolved("acme/prod").documents
    ]


def test_a_removed_parent(source: Write, profile: Write) -> None:
    """A removed parent stays the source's own, so that the user's own profile does not take its place."""
    profile("base", region("us"))
    remove(source("acme/base", region("eu")))
    source("acme/prod", 'extends = "base"\n')
    assert ["acme/base", "acme/prod"] == order("acme/prod")


def test_replaced_files(source: Write) -> None:
    """A store can replace files, and hide them, to resolve a version that is not written yet."""
    path = str(source("acme/prod", region("eu")))
    new = resolve_stack(["acme/prod"], Store({path: region("us").encode()}))
    assert "us" == new.list_values()[REGION]
    with pytest.raises(UnknownProfileError):
        resolve_stack(["acme/prod"], Store({path: None}))


def test_unknown_names(source: Write, profile: Write) -> None:
    """An unknown source and an unknown profile are told apart, with the nearest name."""
    profile("own", "")
    source("acme/production", "")
    source("b/unique", "")
    what = {name: failure(name).what for name in ("acme/producton", "acem/production", "acme/x", "zzz/x", "unique")}
    assert {
        "acme/producton": 'no profile "acme/producton"; did you mean "acme/production"?',
        "acem/production": 'no source "acem"; did you mean "acme/production"?',
        "acme/x": 'no profile "acme/x"',
        "zzz/x": 'no source "zzz"',
        "unique": 'no profile "unique"; did you mean "b/unique"?',
    } == what
    assert ["vxenv list --source acme", "vxenv source list"] == [failure(name).hint for name in ("acme/x", "zzz/x")]
    assert ('no source "acem"; did you mean "acme"?', "vxenv list --source acme") == (
        failure("acem/x").what,
        failure("acem/x").hint,
    )


def test_selection(source: Write, profile: Write) -> None:
    """Globs match profiles of sources only after a slash; changes are refused with a command that copies."""
    for name in ("acme/prod", "acme/dev", "umbrella/prod"):
        source(name, "")
    profile("prod", "")

    assert ["prod"] == select_profiles(["*"])
    assert ["acme/dev", "acme/prod"] == select_profiles(["acme/*"])
    assert ["acme/prod", "umbrella/prod", "prod"] == select_profiles(["*/prod", "prod", "acme/prod"])
    assert ["prod"] == select_own_profiles(["p*"])
    for pattern in ("acme/dev", "acme/*"):
        with pytest.raises(RefusedError) as caught:
            select_own_profiles([pattern])
        assert ('"acme/dev" comes from source "acme" and is read-only', "vxenv copy acme/dev dev") == (
            caught.value.what,
            caught.value.hint,
        )
    assert ["vxenv copy acme/dev dev", "vxenv copy acme/prod acme-prod"] == [
        suggest_copy(name) for name in ("acme/dev", "acme/prod")
    ]
    with pytest.raises(UnknownProfileError):
        select_profiles(["acme/x"])


def test_paths_and_names(source: Write, work: Path) -> None:
    """An argument with a slash is a name if its source exists, else a path, unless no such file exists."""
    assert is_path("acme/prod")  # there are no sources
    source("acme/prod", "")
    (work / "sub").mkdir()
    (work / "sub" / "file").touch()
    paths = {text: is_path(text) for text in (
        "acme/prod", "own+acme/prod", "acme/*", "zzz/prod", "prod", "sub/file", "./acme/prod", "acme/prod.toml",
        "a/b/c", "/etc", "sub/*", "x.toml",
    )}  # fmt: skip
    names = ["acme/prod", "own+acme/prod", "acme/*", "zzz/prod", "prod"]
    assert names == [text for text, found in paths.items() if not found]


def test_copies(source: Write, profile: Write) -> None:
    """A copy names the parents in its source in full; other bytes are unchanged."""
    profile("mine", "")
    source("acme/base", "")
    text = '# theirs\nextends = ["base", "mine"]  # both\n[vertex]\nregion = "eu"\n'
    source("acme/prod", text)
    copied = read_copy("acme/prod", text.encode()).decode()
    assert text.replace('"base"', '"acme/base"') == copied
    assert b"x" == read_copy("mine", b"x")
    assert ["acme/prod"] == find_extending_in_sources(["mine"])


def test_a_copy_without_parents(source: Write, config: Path) -> None:
    """A copy without a parent in the source contains the user's values that the profile does not set."""
    (config / "sources").mkdir()
    (config / "sources" / "acme.toml").write_text('[vertex]\nproject = "acme-mine"\nregion = "us"\n')
    text = region("eu")
    source("acme/prod", text)
    assert f'{text}project = "acme-mine"\n' == read_copy("acme/prod", text.encode()).decode()


def test_manifest(source: Write) -> None:
    """source.toml is read; unknown keys, wrong types and keys that no profile has are errors with their line."""
    folder = source("acme/prod", "").parent.parent
    assert SourceManifest() == read_source_manifest("acme")
    text = 'name = "acme"\ndescription = "Acme"\nminimum_vxenv = "0.1"\nrequired = ["vertex.project"]\n'
    (folder / "source.toml").write_text(text)
    assert SourceManifest("acme", "Acme", "0.1", ("vertex.project",)) == read_source_manifest("acme")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x = 1\n", "unknown key x"),
        ("name = 1\n", "name must be a string"),
        ('name = "a/b"\n', 'invalid source name "a/b"'),
        ('required = "vertex.project"\n', "required must be a list of keys"),
        ('required = ["vertex.x"]\n', 'required: unknown key "vertex.x"'),
        ('required = ["extends"]\n', 'required: unknown key "extends"'),
        ('required = ["region"]\n', 'required: unknown key "region"'),
    ],
)
def test_invalid_manifest(text: str, what: str) -> None:
    """An invalid source.toml is an error with its line."""
    with pytest.raises(DocumentError) as caught:
        parse_source_manifest(text.encode(), "/s/source.toml")
    assert ("/s/source.toml:1", True) == (caught.value.where, caught.value.what.startswith(what))
