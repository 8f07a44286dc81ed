"""The catalogue.toml of a source: it adds facts about models, and nothing else."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from commandline import called
from vxenv.catalogue.knowledge import load_shipped
from vxenv.errors import DocumentError
from vxenv.profiles.user_catalogue import load_knowledge, parse_source_catalogue
from vxenv.sources.catalogue_changes import FactChange, compare_catalogues

Catalogue = Callable[[str, str], Path]
NEW = '[models.claude-opus-6]\nfamily = "opus"\nstatus = "served"\nlocations = ["eu"]\n'


@pytest.fixture
def catalogue(home: Path) -> Catalogue:
    """Provide a function that writes the catalogue of a source."""

    def write(source: str, text: str) -> Path:
        folder = home / ".local/state/vxenv/sources" / source
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "record.toml").write_text('url = "https://example.com/x.git"\nkind = "git"\n')
        path = folder / "catalogue.toml"
        path.write_text(text)
        return path

    return write


def test_order(catalogue: Catalogue, config: Path) -> None:
    """Sources extend the catalogue by name, and the user's own file overrides them."""
    catalogue("b", '[models.claude-opus-6]\nname = "b"\nnote = "b"\n')
    catalogue("a", '[models.claude-opus-6]\nname = "a"\nnote = "a"\nstatus = "gone"\nlocations = ["us"]\n')
    (config / "catalogue.toml").write_text('[models.claude-opus-6]\nnote = "own"\n')
    model = load_knowledge().models.by_id["claude-opus-6"]

    assert ("b", "own", "gone", ("us",)) == (model.name, model.note, model.status, model.locations)


def test_a_changed_catalogue(catalogue: Catalogue) -> None:
    """A changed catalogue is read again, and one that replaces it is not on disk."""
    path = catalogue("acme", NEW)
    first = load_knowledge()
    path.write_text("")
    replaced = load_knowledge({"other": NEW.encode()})

    assert [True, True, False] == [
        "claude-opus-6" in known.models.by_id for known in (first, replaced, load_knowledge())
    ]
    assert "claude-opus-6" not in load_knowledge({"acme": None}).models.by_id


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (
            '[clients."2.1.900"]\nregion_variables = ["VERTEX_REGION_CLAUDE_HAIKU_4_5"]\n',
            1,
            "cannot describe versions",
        ),
        (f'{NEW}region_variable = "VERTEX_REGION_CLAUDE_HAIKU_4_5"\n', 5, "a source cannot set region_variable"),
        (f'{NEW}also = ["claude-sonnet-5"]\n', 5, "a source cannot set also"),
        ('[models.claude-opus-5]\n\napi = "claude-sonnet-5"\n', 3, "a source cannot set api"),
        ('[models."x; id"]\n', 1, 'invalid model ID "x; id"'),
        ('[models."\\u001b[2J"]\n', 1, 'invalid model ID "\\x1b[2J"'),
        ('[models.claude-opus-6]\nname = "\\u001b[2J"\n', 2, "name must be a string"),
        ('[models.claude-opus-6]\nsuccessors = { global = "claude-opus-7" }\n', 2, 'unknown model "claude-opus-7"'),
        ("[modles]\n", 1, "unknown key modles"),
        ("models = 1\n", 1, "must be a table"),
        ("[models]\nclaude-opus-6 = 1\n", 2, "must be a table"),
        ("\nx =\n", 2, "invalid TOML"),
    ],
)
def test_refused_rows(home: Path, text: str, line: int, what: str) -> None:
    """Rows about variables, spellings and Claude Code, and invalid ones, are errors with their line."""
    with pytest.raises(DocumentError) as caught:
        parse_source_catalogue(text.encode(), str(home / "catalogue.toml"))

    assert (f"~/catalogue.toml:{line}", True) == (caught.value.where, what in caught.value.what), caught.value


def test_no_spelling_of_another_model(catalogue: Catalogue, config: Path) -> None:
    """A dated row of a source changes neither the model that an ID means nor the kind of its spelling."""
    rows = "".join(f"[models.'{name}@29990101']\nstatus = 'gone'\n" for name in ("claude-opus-5", "claude-opus-9"))
    catalogue("acme", rows)
    (config / "catalogue.toml").write_text("[models.claude-opus-9]\n")
    known, shipped = load_knowledge().models, load_shipped().models

    assert {text: shipped.ids[text] for text in shipped.ids} == {text: known.ids[text] for text in shipped.ids}
    assert [shipped.classify_spelling(text) for text in shipped.ids] == [
        known.classify_spelling(text) for text in shipped.ids
    ]
    assert "claude-opus-9" == known.ids["claude-opus-9"].id


def test_variables_stay(catalogue: Catalogue, profile: Callable[[str, str], Path]) -> None:
    """A catalogue changes what lint reports, but not the variables that a profile sets."""
    profile("eu", '[vertex]\nproject = "acme-prod"\nregion = "eu"\n[models]\nopus = "claude-opus-6"\n')
    before = [called(*words).stdout for words in (("show", "eu", "--json"), ("lint", "eu"))]
    catalogue("acme", NEW)
    after = [called(*words).stdout for words in (("show", "eu", "--json"), ("lint", "eu"))]

    assert (True, False) == (before[0] == after[0], before[1] == after[1])


def test_broken_manually(catalogue: Catalogue, profile: Callable[[str, str], Path]) -> None:
    """A catalogue that was broken manually is an error of lint and doctor with its line, and not of use."""
    profile("eu", '[vertex]\nregion = "eu"\n')
    catalogue("acme", "[models]\nx = 1\n")
    where = "~/.local/state/vxenv/sources/acme/catalogue.toml:2: must be a table"
    ran = called("lint", "eu")

    assert (1, True, "hint: vxenv source update acme") == (ran.code, where in ran.stderr, ran.stderr.splitlines()[-1])
    assert where in called("doctor").stdout
    assert 0 == called("show", "eu").code


def test_changed_facts() -> None:
    """Facts are compared by key, lists of tables as a whole."""
    old = (
        b'locations = ["eu"]\n[models.a]\nretires = 2027-01-01\nnote = "x"\n'
        b'[[advice]]\nversion = "2.1.1"\ntext = "a"\n'
    )
    new = (
        b'[models.a]\nretires = 2027-02-01\nregional = false\nnote = "x"\n[[advice]]\nversion = "2.1.1"\ntext = "b"\n'
    )

    assert [
        FactChange("advice", "version = 2.1.1, text = a", "version = 2.1.1, text = b"),
        FactChange("locations", "eu", ""),
        FactChange("models.a.regional", "", "false"),
        FactChange("models.a.retires", "2027-01-01", "2027-02-01"),
    ] == compare_catalogues(old, new)
    assert [] == compare_catalogues(b"# a\n", b"x =\n")
    assert date(2027, 1, 1).isoformat() == compare_catalogues(old, b"")[-1].old
