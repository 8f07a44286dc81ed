"""Test the JSON Schemas with taplo, the validator in editors' extensions for TOML."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commandline import called
from docs.pages import PAGES, blocks
from profiles.test_document import BAD, GOOD, KEYED
from tooling.schema_checks import KINDS, ROOT, check_texts, find_error, find_schema, list_invalid
from vxenv.catalogue.variables import load_variables
from vxenv.config import DEFAULTS
from vxenv.paths import DIRECTORY_FILE

HOSTILE = "\U000e0001"
DATED = "taplo passes dates to the schema as strings"
# Values of [env], for each variable.
VALUES = ('"x"', '""', '"eu"', '"1"', '"https://h/v1"', '"/x"', '"./x"', '"~/x"', '"a:/b"', "5", "true", "false", "[]",
          '{secret = "pass:a/b"}', '{secret = "x:y"}', '{secret = "pass:a", b = 1}', "{}", '"a\\u0000"', '"key=1"',
          '"A: b"', "'''a\nb'''", '"😀"')  # fmt: skip


@pytest.fixture(autouse=True)
def _home(work: Path) -> None:
    """Run in a home without a repository, since paths in directory files depend on theirs."""


def test_the_schemas_are_up_to_date() -> None:
    """The generated files match the current code."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "schemas.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("kind", KINDS)
def test_references_and_addresses(kind: str) -> None:
    """Each reference leads to a definition, none is unused, and the address is that of the file in the repository."""
    text = find_schema(kind).read_text("utf-8")
    schema = json.loads(text)
    references = set(re.findall(r'"\$ref": "#/definitions/([^"]+)"', text))

    assert references == {*schema.get("definitions", ())}
    # Taplo's language server crashes on others when it completes keys.
    assert ("allOf" in schema) == text.count('"allOf"')
    assert schema["$id"].endswith(f"/schemas/{kind}.schema.json")
    assert [] == [line for line in text.splitlines() if str(ROOT) in line]


# Samples: all documents of the repository.


def list_samples() -> Iterator[tuple[str, str]]:
    """Yield the documents in pages, in the template of sources and in the catalogue, with their names."""
    for page in PAGES:
        for block in blocks(page):
            if block.language == "toml":
                yield f"{block.page}:{block.line}", block.text
    package = ROOT / "src" / "vxenv"
    data = (package / "catalogue" / "data" / f"{name}.toml" for name in ("models", "clients", "prices"))
    for path in (*sorted((package / "sources" / "template").glob("*.toml")), *data):
        yield path.name, path.read_text("utf-8")


SAMPLES = dict(list_samples())
# Documents of other programs, and of vxenv without a schema.
FOREIGN = ("_.source", "minimum_vxenv", "[[rule]]")


@pytest.mark.parametrize("kind", KINDS)
def test_samples(kind: str, tmp_path: Path) -> None:
    """Taplo refuses a sample as a document of each kind if and only if vxenv does."""
    expected = {name for name, text in SAMPLES.items() if find_error(kind, text)}

    assert expected == check_texts(kind, SAMPLES, tmp_path / "samples")


def test_every_sample_is_a_document() -> None:
    """Each sample is valid as a document of some kind, unless it is known not to be one of these."""
    others = [name for name, text in SAMPLES.items() if all(find_error(kind, text) for kind in KINDS)]

    assert [] == [name for name in others if not any(word in SAMPLES[name] for word in FOREIGN)]


# The least arguments of `add`, `set` and `import` for each type of value.
TYPED = {"flag": "true", "presence": "true", "inverse": "true", "location": "eu", "project": "acme-prod",
         "url": "https://h/v1", "model": "claude-opus-5-5", "alias_or_model": "opus", "name": "acme", "effort": "high",
         "ttl": "1h", "protocol": "grpc", "integer": "5", "list": "a,b", "headers": "A: b", "text": "x",
         "path": "~/a.json", "directory": "/k"}  # fmt: skip


def test_written_files(home: Path, config: Path, tmp_path: Path) -> None:
    """Taplo accepts what `add`, `local`, `import` and `config` write, with and without the line of the schema."""
    pairs = [f"{row.key}={TYPED[row.type]}" for row in KEYED]
    pairs += ["labels.team=a", "telemetry.attributes.service.name=x", "telemetry.headers_helper=/x", "env.FOO=x",
              "budget.monthly=99.50", 'env.NETWORK_TOKEN:={ secret = "pass:a/b" }']  # fmt: skip
    profiles = config / "profiles"
    (home / "code" / ".env").write_text("CLOUD_ML_REGION=eu\nFOO=x\n")
    for wanted in ("false", "true"):
        called("config", "set", "schema_line", wanted)
        assert 0 == called("add", f"small-{wanted}", "--project", "acme-prod", "--location", "global").code
        options = [word for pair in pairs for word in ("--set", pair)]
        ran = called("add", f"all-{wanted}", "--extends", f"small-{wanted}", "--protected", *options)
        assert (0, "") == (ran.code, "" if ran.code == 0 else ran.stderr)
        assert 0 == called("import", ".env", "--as", f"imported-{wanted}").code
        (home / "code" / DIRECTORY_FILE).unlink(missing_ok=True)
        assert 0 == called("local", f"all-{wanted}", f"small-{wanted}").code
        assert set() == list_invalid("directory", [home / "code" / DIRECTORY_FILE], tmp_path)
    for key, values in {"default": ["small-true"], "allow_prefixes": ["~/work"], "source_reminder": ["7d"]}.items():
        assert 0 == called("config", "set", key, *values).code
    assert set() == list_invalid("config", [config / "config.toml"], tmp_path)
    assert 6 == len(list(profiles.iterdir()))
    assert set() == list_invalid("profile", profiles.iterdir(), tmp_path)


# Values: each key and variable with values that vxenv accepts and refuses.


def list_values() -> dict[str, str]:
    """Return a document for each key and each of the values that the tests of documents use, and for [env]."""
    documents = {
        f"{row.key} = {value}": f"[{row.table}]\n{row.field} = {value}\n"
        for row in KEYED
        for value in (*(value for value, _ in GOOD[row.type]), *(value for value, *_ in BAD[row.type]))
    }
    for row in load_variables().variables:
        documents |= {f"env.{row.name} = {value}": f"[env]\n{row.name} = {value}\n" for value in VALUES}
    return documents


def is_beyond(text: str) -> bool:
    """Tell whether `text` has a value that taplo passes to the schema as another: a date, or an enormous number."""
    return "1979-05-27" in text or "0x" + "f" * 40 in text


@pytest.mark.parametrize("kind", ["profile", "directory"])
def test_values(kind: str, tmp_path: Path) -> None:
    """Taplo refuses a value if and only if vxenv does, except for relative paths through other directories."""
    documents = {name: text for name, text in list_values().items() if not is_beyond(text)}
    expected = {name for name, text in documents.items() if find_error(kind, text)}
    actual = check_texts(kind, documents, tmp_path / "values")

    assert set() == actual - expected
    assert [] == [name for name in sorted(expected - actual) if not name.endswith("= './b/../a b.json'")]


# Wrong documents.


class Wrong(NamedTuple):
    """A document that vxenv refuses."""

    kind: str
    text: str
    # The reason why the schema accepts it, "" if it refuses it.
    accepted: str = ""


PRICE = ('[[prices]]\nmodel = "claude-opus-5-5"\nsince = 2026-12-01\ninput = 3\noutput = 15\ncache_read = 0.3\n'
         "cache_write_5m = 4\ncache_write_1h = 6\n")  # fmt: skip
WRONG = [
    # Keys and tables.
    Wrong("profile", 'descripton = "x"'),
    Wrong("profile", '[vertx]\nregion = "eu"'),
    Wrong("profile", '[vertex]\nregoin = "eu"'),
    Wrong("profile", 'vertex = "eu"'),
    Wrong("profile", "[[vertex]]\nregion = 'eu'"),
    Wrong("profile", 'vertex.region.name = "eu"'),
    Wrong("profile", 'vertex = { region = "eu", zone = "a" }'),
    Wrong("profile", 'profile = "base"'),
    Wrong("profile", 'model = "claude-opus-5-5"'),
    Wrong("profile", "description = 5"),
    Wrong("profile", 'protected = "yes"'),
    Wrong("profile", '[vertex]\nregion = "eu"\nregion = "us"'),
    # Names of profiles.
    Wrong("profile", 'extends = "a b"'),
    Wrong("profile", 'extends = ["base", ""]'),
    Wrong("profile", 'extends = "acme/team/prod"'),
    Wrong("profile", 'extends = "base+"'),
    Wrong("profile", f'extends = "{"x" * 65}"'),
    Wrong("profile", "extends = true"),
    Wrong("profile", 'extends = { name = "base" }'),
    # Forms of values.
    Wrong("profile", '[vertex]\nregion = "US-East5"'),
    Wrong("profile", '[vertex]\nregion = "us east5"'),
    Wrong("profile", '[vertex]\nregion = ""'),
    Wrong("profile", "[vertex]\nregion = true"),
    Wrong("profile", '[vertex]\nproject = "Acme"'),
    Wrong("profile", "[vertex]\nproject = 123456789012"),
    Wrong("profile", '[vertex]\nbase_url = "gateway.acme.example/v1"'),
    Wrong("profile", '[vertex]\nenabled = "1"'),
    Wrong("profile", '[models]\nopus = "claude opus"'),
    Wrong("profile", '[models]\nopus = "claude-opus-5-5[2m]"'),
    Wrong("profile", '[models]\nopus = ["claude-opus-5-5"]'),
    Wrong("profile", '[regions]\n"claude-opus-5-5" = "Europe"'),
    Wrong("profile", '[regions]\n"claude-opus-9" = "eu"'),
    Wrong("profile", '[caching]\nttl = "2h"'),
    Wrong("profile", '[tuning]\neffort = "huge"'),
    Wrong("profile", "[tuning]\nmax_output_tokens = -1"),
    Wrong("profile", '[tuning]\nmax_output_tokens = "64k"'),
    Wrong("profile", "[google]\ncredentials = ''"),
    Wrong("profile", "[tuning]\nmax_output_tokens = 64000.0", "JSON Schema counts 64000.0 as an integer"),
    Wrong("profile", "[models]\nopus = 2026-11-30", DATED),
    Wrong("profile", "[models]\nopus = 2026-11-30T10:00:00", DATED),
    Wrong("profile", "[vertex]\nregion = 2026-11-30"),
    Wrong("profile", "description = 2026-11-30", DATED),
    # [env] and secrets.
    Wrong("profile", "[env]\nMAX_THINKING_TOKENS = 5"),
    Wrong("profile", "[env]\nDISABLE_TELEMETRY = true"),
    Wrong("profile", '[env]\nPATH = "/bin"'),
    Wrong("profile", '[env]\npath = "/bin"'),
    Wrong("profile", '[env]\nVXENV_PROFILE = "x"'),
    Wrong("profile", '[env]\n"MY VAR" = "x"'),
    Wrong("profile", '[env]\n1ST = "x"'),
    Wrong("profile", '[env]\nCLOUD_ML_REGION = "Europe"'),
    Wrong("profile", '[vertex]\nregion = "eu"\n[env]\nCLOUD_ML_REGION = "eu"'),
    Wrong("profile", 'env.CLOUD_ML_REGION = false\nvertex.region = "eu"'),
    Wrong("profile", '[env]\nTOKEN = { secret = "vault:a/b" }'),
    Wrong("profile", '[env]\nTOKEN = { secret = "pass:a/b", user = "x" }'),
    Wrong("profile", '[env]\nTOKEN = { password = "x" }'),
    Wrong("profile", '[env]\nCLOUD_ML_REGION = { secret = "pass:a/b" }'),
    Wrong("profile", '[google]\nproject = { secret = "pass:a/b" }'),
    Wrong("profile", '[env]\nOTEL_EXPORTER_OTLP_HEADERS = "Authorization=x"'),
    Wrong("profile", '[env]\nOTEL_EXPORTER_OTLP_LOGS_HEADERS = "a=b,x-api-key=c"'),
    # Labels, telemetry and budgets.
    Wrong("profile", '[labels]\nTeam = "a"'),
    Wrong("profile", '[labels]\nteam = "A b"'),
    Wrong("profile", "[labels]\nteam = 5"),
    Wrong("profile", "[labels]\n" + "".join(f'l{number} = "x"\n' for number in range(33))),
    Wrong("profile", "[labels]\nz = false\n" + "".join(f'l{number} = "x"\n' for number in range(33)),
          "draft-07 cannot count only the labels that are not false"),
    Wrong("profile", '[telemetry.attributes]\n"vxenv.profile" = "x"'),
    Wrong("profile", 'telemetry.attributes.service.name = "x"'),
    Wrong("profile", 'telemetry.attributes = { team = "sk-ant-abcdefghijk" }'),
    Wrong("profile", 'telemetry.attributes = { link = "https://me:pw@h" }', "not all forms of secrets are described"),
    Wrong("profile", '[telemetry]\nprotocol = "http"'),
    Wrong("profile", "[telemetry]\nheaders_helper = true"),
    Wrong("profile", "budget = 500"),
    Wrong("profile", "[budget]\nmonthly = 0"),
    Wrong("profile", '[budget]\nmonthly = "500"'),
    Wrong("profile", "[budget]\nmonthly = inf"),
    Wrong("profile", "[budget]\nweekly = 5"),
    Wrong("profile", "[budget]\nmonthly = 9.999", "with multipleOf, validators refuse 0.29"),
    Wrong("profile", 'isolate = "yes"'),
    Wrong("profile", 'isolate_links = "skills"'),
    Wrong("profile", 'isolate_links = ["../skills"]'),
    Wrong("profile", 'isolate = true\n[client]\nconfig_dir = "/k"'),
    Wrong("profile", 'isolate = false\n[env]\nCLAUDE_CONFIG_DIR = "/k"'),
    # Directory files.
    Wrong("directory", "isolate = true"),
    Wrong("directory", 'extends = "base"'),
    Wrong("directory", "protected = true"),
    Wrong("directory", "[budget]\nmonthly = 5"),
    Wrong("directory", '[env]\nLD_PRELOAD = "/x.so"'),
    Wrong("directory", '[env]\nGIT_PAGER = "x"'),
    Wrong("directory", '[env]\nTOKEN = { secret = "pass:a/b" }'),
    Wrong("directory", '[telemetry]\nheaders_helper = "/bin/x"'),
    Wrong("directory", '[google]\ncredentials = "key.json"'),
    Wrong("directory", '[env]\nNODE_EXTRA_CA_CERTS = "./ca.pem"'),
    Wrong("directory", '[env]\nSSL_CERT_FILE = "ca.pem"'),
    Wrong("directory", '[google]\ncredentials = "/proc/self/cwd/key.json"', "paths are compared with the file system"),
    Wrong("directory", 'source = "git@github.com:acme/profiles.git"'),
    Wrong("directory", 'profile = "prod"\nsource = "git@github.com:acme/profiles.git"'),
    Wrong("directory", 'profile = "acme/prod"\nsource = "profiles; rm -r ."'),
    Wrong("directory", 'profile = "acme/prod"\nsource = "http://acme.example/profiles.git"'),
    Wrong("directory", 'profile = ["a/x", "b/x"]\nsource = "git@github.com:acme/profiles.git"',
          "draft-07 cannot compare the sources of two names"),
    # config.toml.
    Wrong("config", "quite = true"),
    Wrong("config", "quiet = 1"),
    Wrong("config", 'picker = "skim"'),
    Wrong("config", 'source_reminder = "7"'),
    Wrong("config", 'source_reminder = "0d"'),
    Wrong("config", 'default = ["a", 1]'),
    Wrong("config", 'default = ""'),
    Wrong("config", "allow_prefixes = [1]"),
    Wrong("config", 'schema_line = "true"'),
    # Policies.
    Wrong("policy", 'messages = "x"'),
    Wrong("policy", f'message = "{"x" * 501}"'),
    Wrong("policy", 'valid_until = "soon"'),
    Wrong("policy", "valid_until = 2026-11-30T10:00:00Z"),
    Wrong("policy", 'valid_until = "2026-11-30"', DATED),
    Wrong("policy", "valid_from = 2026-11-30\nvalid_until = 2026-11-29", "draft-07 cannot compare two values"),
    Wrong("policy", 'pinned = ["vertex.regoin"]'),
    Wrong("policy", 'unset = "CLOUD_ML_REGIN"'),
    Wrong("policy", 'unset = ["description"]'),
    Wrong("policy", 'protected = [""]'),
    Wrong("policy", 'allow = ["eu"]'),
    Wrong("policy", "[allow]\nlocations = [1]"),
    Wrong("policy", '[allow]\nlocatoins = ["eu"]'),
    Wrong("policy", '[allow]\nvertex.regoin = ["eu"]'),
    # Catalogues.
    Wrong("catalogue", "model = {}"),
    Wrong("catalogue", 'models = "x"'),
    Wrong("catalogue", '[models.claude-opus-6]\nstate = "served"'),
    Wrong("catalogue", '[models.claude-opus-6]\nstatus = "new"'),
    Wrong("catalogue", '[models.claude-opus-6]\nlocations = "eu"'),
    Wrong("catalogue", '[models.claude-opus-6]\nlocations = ["Europe"]'),
    Wrong("catalogue", '[models.claude-opus-6]\nretires = "soon"'),
    Wrong("catalogue", '[models.claude-opus-6]\nsuccessors = { local = "claude-opus-5" }'),
    Wrong("catalogue", '[models.claude-opus-6]\nsuccessors = { global = "claude-opus-7" }',
          "the model may be in another catalogue"),
    Wrong("catalogue", '[models.claude-opus-6]\nregion_variable = "VERTEX_REGION_X"'),
    Wrong("catalogue", "[clients.new]\ntidies = true"),
    Wrong("catalogue", '[clients."2.9.0"]\nswitches = ["CLAUDE_CODE_USE_X"]'),
    Wrong("catalogue", '[clients."1.0.0"]\ntidies = true', "draft-07 cannot compare versions"),
    Wrong("catalogue", '[[advice]]\nversion = "2.9.0"'),
    Wrong("catalogue", PRICE),
    Wrong("catalogue", PRICE + 'premium = "1.1"'),
    Wrong("catalogue", PRICE + "premium = 0"),
    Wrong("catalogue", PRICE.replace("input = 3", "input = -3") + "premium = 1.1"),
    Wrong("catalogue", PRICE.replace("2026-12-01", '"2026-12-01"') + "premium = 1.1", DATED),
    Wrong("catalogue", PRICE.replace("5-5", "55") + "premium = 1.1", "the model may be in another catalogue"),
    Wrong("catalogue", "[price_factors]\n'*' = 0"),
    Wrong("catalogue", "[price_factors]\n'*' = '0.9'"),
    Wrong("catalogue", 'locations = ["EU"]'),
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_documents(kind: str, tmp_path: Path) -> None:
    """Vxenv refuses each wrong document, and taplo those that the schema can describe."""
    texts = {case.text: case.text for case in WRONG if case.kind == kind}

    assert [] == [text for text in texts if not find_error(kind, text)]
    assert {case.text for case in WRONG if case.kind == kind and not case.accepted} == check_texts(
        kind, texts, tmp_path / "wrong"
    )


RIGHT = [
    # Other spellings of the same document.
    ("profile", 'vertex.region = "eu"\nvertex."project" = "acme-prod"'),
    ("profile", 'vertex = { region = "eu", project = "acme-prod" }'),
    ("profile", "[vertex]\nregion = '''eu'''\nenabled = false"),
    ("profile", '[telemetry]\nattributes."service.name" = "x"\nattributes.team = false'),
    ("profile", 'extends = "acme/base+b.c"'),
    ("profile", 'extends = ["acme/base", "b+c"]'),
    ("profile", "extends = []"),
    ("profile", "[tuning]\nmax_output_tokens = 64_000\nmax_thinking_tokens = 0x10\nbetas = ['a', 'b']"),
    ("profile", '[tuning]\nbetas = "a,b"\ncustom_headers = { A = "1" }\nmax_context_tokens = "007"'),
    # Suggestions are not the only values.
    ("profile", '[vertex]\nregion = "mars-north1"\n[models]\nopus = "claude-opus-99@20300101"\nmain = "best"'),
    ("profile", '[models]\nopus = "publishers/x/models/y:z"\nsonnet = "claude-sonnet-5[1m]"\ncustom = false'),
    ("profile", 'isolate = true\nisolate_links = ["CLAUDE.md", "skills"]'),
    # False and secrets.
    ("profile", "[vertex]\nregion = false\n[google]\ncredentials = false\n[env]\nCLOUD_ML_PROJECT = false"),
    ("profile", '[env]\nTOKEN = { secret = "op://vault/item/field" }\nANTHROPIC_API_KEY = { secret = "pass:a/b" }'),
    ("profile", '[env.TOKEN]\nsecret = "gcloud:acme-prod/token/3"'),
    ("profile", '[env]\nBASH_MAX_TIMEOUT_MS = "5"\nOTEL_EXPORTER_OTLP_HEADERS = "x-tenant=a"'),
    ("profile", "[labels]\n" + "".join(f"l{number} = false\n" for number in range(40))),
    ("profile", "[budget]\nmonthly = 0.29"),
    ("profile", "budget.monthly = 1_000"),
    ("profile", "#:schema https://vxenv.example/schemas/profile.schema.json\n"),
    ("directory", ""),
    ("directory", 'profile = ["acme/prod", "opus"]\nsource = "git@github.com:acme/profiles.git"'),
    ("directory", 'profile = "acme/prod"\nsource = "gs://acme-profiles/profiles.toml"'),
    ("directory", '[google]\ncredentials = "~/key.json"\n[telemetry]\nheaders_helper = false'),
    ("config", 'default = ["base", "acme/opus"]\nallow_prefixes = "~/work"\nsource_reminder = "14d"\nquiet = true'),
    ("policy", 'valid_from = 2026-11-30\npinned = ["labels.team", "env.FOO", "location", "HTTPS_PROXY", "PATH"]'),
    ("policy", '[allow]\nmodels = "claude-*"\n"labels.team" = ["a"]\nvertex.base_url = "https://h/*"\nx = {}'),
    ("policy", '[allow]\nCLOUD_ML_REGION = ["eu"]\nenv.FOO = ["x"]\nregions."claude-opus-5" = "eu"'),
    ("catalogue", '[models."claude-opus-6@20270101"]\nretires = 2028-01-01\nlocations = ["mars-north1"]'),
    ("catalogue", '[clients."v2.9.0"]\ntidies = true\n[[advice]]\nversion = "2.9.0"\ntext = "x"'),
    ("catalogue", PRICE + "premium = 1.1\n" + PRICE + "premium = 1.1\nabove = 200_000\n[price_factors]\n'*' = 0.9"),
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_right_documents(kind: str, tmp_path: Path) -> None:
    """Vxenv and taplo accept values beyond the suggestions, and every spelling of TOML."""
    texts = {text: text for known, text in RIGHT if known == kind}

    assert {} == {text: error for text in texts if (error := find_error(kind, text))}
    assert set() == check_texts(kind, texts, tmp_path / "right")


# Arbitrary documents.

_LITERALS = [
    *dict.fromkeys(value for rows in GOOD.values() for value, _ in rows),
    *dict.fromkeys(value for rows in BAD.values() for value, *_ in rows if len(value) < 100 and "1979" not in value),
    *VALUES,
    "2026-11-30", "0.5", '"acme/base"', '["acme/base", "b"]', '"7d"', '["CLOUD_ML_REGION", "vertex.region"]',
    '{ region = "eu" }', '["eu"]', '{ global = "claude-opus-5" }', '"claude-opus-5-5"',
    f'"{HOSTILE}"', '"a\\n"', "'a\tb'", '"\\u0085"', '"é"',
]  # fmt: skip
_TELEMETRY_KEYS = ("telemetry.attributes", 'telemetry.attributes."a.b"', "telemetry.headers_helper")
_OTHERS = ("labels.team", "labels.Team", "budget.monthly", "env.FOO", "env.path", "env._x", 'env."a b"', "other")
_KEYS = {
    "profile": ["description", "extends", "protected", "isolate", "isolate_links",
                *(row.key for row in KEYED), *_TELEMETRY_KEYS, *_OTHERS,
                *(f"env.{row.name}" for row in load_variables().variables)],
    "directory": ["profile", "source", *(row.key for row in KEYED), *_TELEMETRY_KEYS, *_OTHERS,
                  *(f"env.{row.name}" for row in load_variables().variables)],
    "config": [*DEFAULTS, "other"],
    "policy": ["message", "valid_from", "valid_until", "protected", "pinned", "unset", "allow.projects",
               "allow.models", "allow.locations", "allow.vertex.region", "allow.CLOUD_ML_REGION",
               'allow."labels.a"', "allow.env.FOO", "allow.telemetry.headers_helper", "allow.other", "allow.env",
               "allow.vertex.location"],
    "catalogue": ["date", "source", "locations", "regions", "sources.A", "price_factors.'*'", "models.x.name",
                  "models.x.locations", "models.x.retires", "models.x.status", "models.x.also", "models.x.successors",
                  "models.x.context", "clients.'2.9.0'.aliases", "clients.'2.9.0'.models", "clients.'2.9.0'.source"],
}  # fmt: skip


def build_documents(kind: str) -> st.SearchStrategy[str]:
    """Return documents of `kind` with a few keys, most of them valid, as dotted keys."""
    line = st.tuples(st.sampled_from(_KEYS[kind]), st.sampled_from(_LITERALS))
    lines = st.lists(line, max_size=4, unique_by=lambda pair: pair[0])
    return lines.map(lambda pairs: "".join(f"{key} = {value}\n" for key, value in pairs))


def check_accepted(kind: str, texts: Mapping[str, str], folder: Path) -> set[str]:
    """Return those of `texts` that vxenv accepts and taplo does not."""
    accepted = {name: text for name, text in texts.items() if not find_error(kind, text)}
    return check_texts(kind, accepted, folder) if accepted else set()


@pytest.mark.parametrize("kind", KINDS)
def test_accepted_documents_are_valid(kind: str, tmp_path: Path) -> None:
    """Taplo accepts every document that vxenv accepts."""

    @settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(build_documents(kind), min_size=150, max_size=300))
    def check(documents: list[str]) -> None:
        assert set() == check_accepted(kind, {text: text for text in documents}, tmp_path / "any")

    check()


@pytest.mark.parametrize("kind", ["profile", "directory"])
def test_arbitrary_strings(kind: str, tmp_path: Path) -> None:
    """Taplo accepts every string that vxenv accepts, for a key of each type."""
    keys = [*{row.type: row.key for row in KEYED}.values(), "labels.a", "telemetry.attributes.a", "env.FOO",
            "description", {"profile": "extends", "directory": "profile"}[kind]]  # fmt: skip
    # Controls have no place in TOML, and taplo refuses more of them than the standard does.
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")
    near = st.text(st.sampled_from("aZ09-_./:@[]m+~% =,é\u2028"), max_size=12)
    texts = st.one_of(st.text(characters, max_size=12), near, near.map(lambda text: f"https://{text}"))

    @settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(keys), texts), min_size=150, max_size=300))
    def check(pairs: list[tuple[str, str]]) -> None:
        documents = [f"{key} = {json.dumps(text)}\n".replace("\x7f", "\\u007f") for key, text in pairs]
        tidy = {text: text for text in documents if "\\ud" not in text}
        assert set() == check_accepted(kind, tidy, tmp_path / "any")

    check()
