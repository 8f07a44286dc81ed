"""Stacks: precedence, unset variables, and all ways in which profiles can extend each other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vxenv.catalogue.variables import list_cleared
from vxenv.env_diff import Op
from vxenv.errors import DocumentError, UnknownProfileError, VxenvError
from vxenv.profiles.document import Document, Setting, parse_document
from vxenv.profiles.resolve import DEEPEST, Resolved, resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str], Path]

EXTENDS = "extends = {}\n[env]\nWHO = '{}'\n{} = '1'\n"


def who(*names: str) -> dict[str, str | None]:
    """Return the variables of [env] in the stack `names`."""
    resolved = resolve_stack(names, Store())
    return {name: value for name, value in resolved.list_values().items() if name in resolved.settings}


def failure(*names: str) -> VxenvError:
    """Return the error of the stack `names`."""
    with pytest.raises(VxenvError) as caught:
        resolve_stack(names, Store())
    return caught.value


def order(*names: str) -> list[str]:
    """Return the names of the documents in the stack `names`."""
    return [document.name for document in resolve_stack(names, Store()).documents]


def test_a_child_wins_over_its_parent(profile: Profile) -> None:
    """`extends` accepts a name; the child overrides the parent."""
    profile("base", "[env]\nWHO = 'base'\nBASE = '1'\n")
    profile("child", "extends = 'base'\n[env]\nWHO = 'child'\n")

    assert {"WHO": "child", "BASE": "1"} == who("child")


@pytest.mark.parametrize("names", ["['a', 'b']", "'a+b'", "['a+b']"])
def test_a_later_parent_wins(names: str, profile: Profile) -> None:
    """`extends` accepts a list or a stack; later parents override earlier ones."""
    profile("a", "[env]\nWHO = 'a'\nA = '1'\n")
    profile("b", "[env]\nWHO = 'b'\n")
    profile("child", f"extends = {names}\n")

    assert ({"WHO": "b", "A": "1"}, ["a", "b", "child"]) == (who("child"), order("child"))


def test_a_later_profile_of_a_stack_wins(profile: Profile) -> None:
    """In a stack, a later profile with all that it extends overrides earlier ones."""
    profile("base", "[env]\nWHO = 'base'\n")
    profile("a", "[env]\nWHO = 'a'\n")
    profile("b", "extends = 'base'\n")

    assert ({"WHO": "base"}, {"WHO": "a"}) == (who("a", "b"), who("b", "a"))


def test_false_takes_back_what_a_parent_set(profile: Profile) -> None:
    """False in a child unsets a variable of its parent, closed or not."""
    profile("base", "[vertex]\nregion = 'eu'\n[env]\nA = '1'\n")
    profile("child", "extends = 'base'\n[vertex]\nregion = false\n[env]\nA = false\n")

    assert {"CLOUD_ML_REGION": None, "A": None} == who("child")


def test_a_diamond_has_its_tip_once(profile: Profile) -> None:
    """A profile that two parents extend is used once, in the position of the later parent."""
    profile("base", "[env]\nWHO = 'base'\n")
    profile("a", "extends = 'base'\n[env]\nWHO = 'a'\n")
    profile("b", "extends = 'base'\n")
    profile("child", "extends = ['a', 'b']\n")

    assert (["a", "base", "b", "child"], {"WHO": "base"}) == (order("child"), who("child"))


def test_extending_is_stacking(profile: Profile) -> None:
    """A profile that extends a list equals that stack with itself on top."""
    profile("base", "[env]\nWHO = 'base'\nBASE = '1'\n")
    profile("a", "extends = 'base'\n[env]\nWHO = 'a'\nA = '1'\n")
    profile("b", "extends = 'base'\n[env]\nB = '1'\n")
    profile("child", "extends = ['a', 'b']\n")

    assert who("a", "b") == who("child")


@pytest.mark.parametrize(
    ("parents", "start", "drawn", "where"),
    [
        ({"a": "a"}, "a", "a → a", "a"),
        ({"a": "b", "b": "a"}, "a", "a → b → a", "b"),
        ({"a": "b", "b": "c", "c": "b"}, "a", "a → b → c → b", "c"),
    ],
)
def test_circles_are_drawn(parents: dict[str, str], start: str, drawn: str, where: str, profile: Profile) -> None:
    """Profiles that extend each other are an error that shows the cycle and the line that closes it."""
    for name, parent in parents.items():
        profile(name, f"# first line\nextends = '{parent}'\n")
    error = failure(start)

    assert (
        DocumentError,
        f"profiles extend each other in a cycle: {drawn}",
        f"~/.config/vxenv/profiles/{where}.toml:2",
    ) == (
        type(error),
        error.what,
        error.where,
    )


def test_a_missing_parent_is_drawn(profile: Profile) -> None:
    """A missing parent is an error with the chain to it, the line that names it, and the nearest name."""
    profile("base", "")
    profile("a", "description = 'x'\nextends = ['base',\n'bsae']\n")
    profile("b", "extends = 'a'\n")
    error = failure("b")

    assert (
        DocumentError,
        'no profile "bsae"; did you mean "base"? (b → a → bsae)',
        "~/.config/vxenv/profiles/a.toml:2",
        "vxenv list",
    ) == (
        type(error),
        error.what,
        error.where,
        error.hint,
    )


def test_an_unknown_profile_is_a_mistake_in_the_words(profile: Profile) -> None:
    """An unknown profile on the command line is an UnknownProfileError, exit code 2."""
    profile("prod-global", "")
    error = failure("prod-globl")

    assert (UnknownProfileError, 2, 'no profile "prod-globl"; did you mean "prod-global"?', "vxenv list") == (
        type(error),
        error.code,
        error.what,
        error.hint,
    )


def test_the_first_profile_is_made_by_the_hint() -> None:
    """Without any profiles, the hint is the command that creates the unknown one."""
    assert "vxenv add x" == failure("x").hint


def test_a_broken_parent_is_told_with_its_own_place(profile: Profile) -> None:
    """An error in a parent has the parent's file and line."""
    profile("base", "\n[vertex]\nregion = 1\n")
    profile("child", "extends = 'base'\n")

    assert "~/.config/vxenv/profiles/base.toml:3" == failure("child").where


def chain(profile: Profile, length: int) -> None:
    """Write `length` profiles, each extending the next."""
    for at in range(length):
        profile(f"p{at}", f"extends = 'p{at + 1}'\n" if at + 1 < length else "[env]\nA = '1'\n")


def test_the_deepest_chain(profile: Profile) -> None:
    """A chain of 64 profiles is valid."""
    chain(profile, DEEPEST)

    assert (64, {"A": "1"}) == (DEEPEST, who("p0"))


def test_deeper_chains_are_refused(profile: Profile) -> None:
    """A longer chain is an error with the line that exceeds the limit."""
    chain(profile, DEEPEST + 1)
    error = failure("p0")

    assert ("profiles extend each other more than 64 levels deep", "~/.config/vxenv/profiles/p63.toml:1") == (
        error.what,
        error.where,
    )


def test_many_ways_to_one_profile_cost_one(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """40 levels that each extend the next level twice are read once each, not 2^40 times."""
    for at in range(40):
        for side in "ab":
            profile(
                f"{side}{at}", f"extends = ['a{at + 1}', 'b{at + 1}']\n" if at < 39 else f"[env]\nWHO = '{side}'\n"
            )
    loaded: list[str] = []
    load = Store.load

    def noted(store: Store, name: str) -> Document:
        loaded.append(name)
        return load(store, name)

    monkeypatch.setattr(Store, "load", noted)

    assert ({"WHO": "b"}, 79, 79) == (who("a0"), len(loaded), len(set(loaded)))


def test_protection_is_inherited(profile: Profile) -> None:
    """A stack is protected if one of its documents is."""
    profile("base", "protected = true\n")
    profile("child", "extends = 'base'\nprotected = false\n")
    profile("other", "")

    assert [True, True, False] == [
        resolve_stack(names, Store()).protected for names in (["child"], ["other", "base"], ["other"])
    ]


def test_origins_are_those_of_the_winner(profile: Profile) -> None:
    """The origin of a value is the file and line that set it last."""
    profile("base", "[vertex]\nproject = 'acme-base'\nregion = 'eu'\n")
    profile("child", "extends = 'base'\n\n[vertex]\n\nregion = 'us'\n")
    settings = resolve_stack(["child"], Store()).settings

    assert ["~/.config/vxenv/profiles/base.toml:2", "~/.config/vxenv/profiles/child.toml:5"] == [
        settings[name].find_origin() for name in ("ANTHROPIC_VERTEX_PROJECT_ID", "CLOUD_ML_REGION")
    ]


def test_an_empty_stack_turns_vertex_on_and_closes(profile: Profile) -> None:
    """Closed variables that the stack does not set are unset, Vertex is enabled, and others are unchanged."""
    profile("p", "")
    closed = dict.fromkeys(list_cleared(skip_auth=False))

    assert {**closed, "CLAUDE_CODE_USE_VERTEX": "1"} == resolve_stack(["p"], Store()).list_values()


@pytest.mark.parametrize("name", ["CLOUD_ML_REGION", "CLAUDE_CODE_USE_BEDROCK", "VERTEX_REGION_CLAUDE_HAIKU_4_5"])
def test_what_is_closed(name: str, profile: Profile) -> None:
    """Location, other providers' switches and per-model regions are closed."""
    profile("p", "[vertex]\nproject = 'acme-prod'\n")

    assert (True, None) == (
        name in resolve_stack(["p"], Store()).clears,
        resolve_stack(["p"], Store()).list_values()[name],
    )


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "GOOGLE_APPLICATION_CREDENTIALS", "ANTHROPIC_API_KEY"])
def test_what_is_open(name: str, profile: Profile) -> None:
    """A variable that other programs read as well changes only if the stack sets it."""
    profile("p", "[vertex]\nproject = 'acme-prod'\n")

    assert name not in resolve_stack(["p"], Store()).list_values()


@pytest.mark.parametrize(("skip", "keys"), [("true", [None, None]), ("false", ["absent", "absent"])])
def test_keys_are_not_sent_to_a_gateway(skip: str, keys: list[str | None], profile: Profile) -> None:
    """Anthropic's keys are unset only with skip_auth, since they would be sent to the gateway."""
    profile("p", f"[vertex]\nskip_auth = {skip}\n")
    values = resolve_stack(["p"], Store()).list_values()

    assert keys == [values.get(name, "absent") for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")]


def test_a_key_that_is_set_is_sent(profile: Profile) -> None:
    """A key that the profile itself sets is kept, with or without skip_auth."""
    profile("p", "[vertex]\nskip_auth = true\n[env]\nANTHROPIC_API_KEY = 'k'\n")

    assert "k" == resolve_stack(["p"], Store()).list_values()["ANTHROPIC_API_KEY"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[vertex]\nenabled = false\n", None),
        ("[vertex]\nenabled = true\n", "1"),
        ("[env]\nCLAUDE_CODE_USE_VERTEX = 'true'\n", "true"),
        ("[env]\nCLAUDE_CODE_USE_VERTEX = false\n", None),
        ("", "1"),
    ],
)
def test_vertex_is_on_unless_a_profile_says_otherwise(text: str, value: str | None, profile: Profile) -> None:
    """A profile with enabled = false disables Vertex; any other enables it."""
    profile("p", text)

    assert value == resolve_stack(["p"], Store()).list_values()["CLAUDE_CODE_USE_VERTEX"]


def test_values_come_in_the_order_of_the_catalogue(profile: Profile) -> None:
    """Values and operations are in the catalogue's order, then by name."""
    profile("p", "[env]\nZ = '1'\nA = false\n[models]\nmain = 'opus'\n[vertex]\nregion = 'eu'\n")
    resolved = resolve_stack(["p"], Store())
    names = [name for name in resolved.list_values() if name in resolved.settings]

    assert (
        ["CLOUD_ML_REGION", "ANTHROPIC_MODEL", "A", "Z"],
        tuple(Op(*item) for item in resolved.list_values().items()),
    ) == (
        names,
        resolved.list_operations(),
    )


def test_a_directory_file_lies_on_top(profile: Profile) -> None:
    """The keys of a directory file override the stack that it selects."""
    profile("p", "[vertex]\nregion = 'eu'\n[models]\nmain = 'opus'\n")
    top = parse_document(b"profile = 'p'\n[vertex]\nregion = 'us'\n", ".vxenv.toml", "/d/.vxenv.toml", directory=True)
    values = resolve_stack(top.names, Store(), top).list_values()

    assert ["us", "opus"] == [values["CLOUD_ML_REGION"], values["ANTHROPIC_MODEL"]]


def test_what_was_read_is_kept(profile: Profile) -> None:
    """The store records the bytes of each profile that it read, and none for a missing one."""
    child = profile("child", "extends = 'base'\n")
    store = Store()
    with pytest.raises(DocumentError):
        resolve_stack(["child"], store)

    assert {str(child): b"extends = 'base'\n", str(child.with_name("base.toml")): b""} == store.read


class Memory(Store):
    """Store of profiles in memory."""

    def __init__(self, documents: list[Document]) -> None:
        """Store the profiles."""
        super().__init__()
        self.documents = {document.name: document for document in documents}

    def load(self, name: str) -> Document:
        """Return the profile `name`."""
        return self.documents[name]


NAMES = [f"p{at}" for at in range(6)]
VARIABLES = [
    "A",
    "B",
    "CLOUD_ML_REGION",
    "CLAUDE_CODE_SKIP_VERTEX_AUTH",
    "CLAUDE_CODE_USE_VERTEX",
    "ANTHROPIC_API_KEY",
]


@st.composite
def stores(draw: st.DrawFn) -> Memory:
    """Generate profiles, each extending some of the earlier ones."""
    documents = []
    for at, name in enumerate(NAMES):
        parents = tuple(draw(st.lists(st.sampled_from(NAMES[:at]), max_size=3))) if at else ()
        values = draw(st.dictionaries(st.sampled_from(VARIABLES), st.sampled_from([None, "", "1", name])))
        settings = {variable: Setting(value, ("env", variable), name, "") for variable, value in values.items()}
        documents.append(Document(name, name, "", "", parents, draw(st.booleans()), settings))
    return Memory(documents)


STACKS = st.lists(st.sampled_from(NAMES), max_size=3)


def merged(*parts: Resolved) -> dict[str, Setting]:
    """Return the settings of `parts` combined; later parts override earlier ones."""
    settings: dict[str, Setting] = {}
    for part in parts:
        settings |= part.settings
    return settings


@given(stores(), STACKS, STACKS, STACKS)
def test_resolving_is_associative(store: Memory, a: list[str], b: list[str], c: list[str]) -> None:
    """Resolving a stack equals combining its resolved parts, for any split."""
    whole = resolve_stack([*a, *b, *c], store)
    cuts = [
        merged(resolve_stack(a, store), resolve_stack([*b, *c], store)),
        merged(resolve_stack([*a, *b], store), resolve_stack(c, store)),
        merged(resolve_stack(a, store), resolve_stack(b, store), resolve_stack(c, store)),
    ]

    assert [whole.settings] * 3 == cuts


@given(stores(), STACKS)
def test_every_managed_variable_is_set_or_unset_once(store: Memory, stack: list[str]) -> None:
    """The values are the set variables, the closed ones and Vertex's switch, each once."""
    resolved = resolve_stack(stack, store)
    names = [op.name for op in resolved.list_operations()]
    skip = resolved.settings.get("CLAUDE_CODE_SKIP_VERTEX_AUTH")
    closed = list_cleared(skip_auth=skip is not None and skip.value is not None)

    assert (len(names), {*resolved.settings, *closed}) == (len(set(names)), set(names))
