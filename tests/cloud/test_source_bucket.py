"""The command source with an object in a bucket: add, update, pin, signatures, and errors with commands that help."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cloud.bucket import Bucket
from cloud.fake import REFRESH, TOKEN, Google, Says
from commandline import Ran, called, run_anywhere, tree
from sources.repositories import make_key, write_signers

URL = "gs://acme-vxenv/profiles.toml"
NAME = "profiles.toml"
BUNDLE = """\
[source]
description = "Profiles of the team"
required = ["vertex.project"]
[catalogue.models.claude-opus-6]
status = "served"
[profiles.prod]
[profiles.prod.vertex]
region = "eu"
"""
Source = Callable[..., Ran]


@pytest.fixture
def bucket(google: Google) -> Bucket:
    """Provide a bucket."""
    return Bucket(google)


@pytest.fixture
def source(environment: Mapping[str, str], bucket: Bucket) -> Source:
    """Provide a function that runs the command for a signed-in user."""
    given = {**environment, **bucket.environment()}

    def run(*words: str, env: Mapping[str, str | None] | None = None) -> Ran:
        ran = called("source", *words, env={**given, **(env or {})})
        assert [] == [secret for secret in (TOKEN, REFRESH, "hush") if secret in ran.stdout + ran.stderr]
        return ran

    return run


@pytest.fixture
def acme(bucket: Bucket, source: Source) -> str:
    """Provide the generation of the object that was added as source acme."""
    generation = bucket.write(NAME, BUNDLE)
    ran = source("add", "acme", URL, "--set", "vertex.project=acme-mine", "--yes")
    assert 0 == ran.code, ran.stderr
    bucket.google.asked.clear()
    return generation


def find_region() -> str:
    """Return the location that acme/prod sets."""
    rows = json.loads(called("show", "acme/prod", "--json").stdout)["variables"]
    return next(str(row["value"]) for row in rows if row["name"] == "CLOUD_ML_REGION")


def test_add(bucket: Bucket, source: Source, home: Path) -> None:
    """Adding shows the profiles, the catalogue and where the token goes, and needs --yes without a terminal."""
    generation = bucket.write(NAME, BUNDLE)
    refused = source("add", "acme", URL, "--set", "vertex.project=acme-mine")
    missing = source("add", "acme", URL, "--yes")
    assert (3, 2, []) == (refused.code, missing.code, list((home / ".local/state/vxenv").glob("sources/*")))
    ran = source("add", "acme", URL, "--set", "vertex.project=acme-mine", "--yes")

    assert 0 == ran.code
    assert [True, True, True, True] == [
        line in ran.stderr.splitlines()
        for line in (
            "  Profiles of the team",
            "  + models.claude-opus-6.status  served",
            "  + acme/prod  acme-mine · eu",
            f"acme: {generation}  1 profile  (undo: vxenv undo)",
        )
    ], ran.stderr
    assert f"sending your access token to {bucket.google.url}" in ran.stderr
    shown = json.loads(source("show", "acme", "--json").stdout)
    assert (generation, "bucket", ["acme/prod"]) == (shown["version"], shown["kind"], shown["profiles"])


def test_update(bucket: Bucket, source: Source, acme: str) -> None:
    """An unchanged object is one conditional request, a changed one is shown before it is written."""
    assert "already up to date" in source("update", "--yes").stderr
    assert ["token", "object"] == bucket.google.kinds()
    assert {"ifGenerationNotMatch": acme, "fields": "generation,size,updated"} == bucket.google.asked[1].query
    new = bucket.write(NAME, BUNDLE.replace('"eu"', '"global"'))
    checked = source("update", "--check", "--yes")
    assert (1, "eu") == (checked.code, find_region())
    ran = source("update", "acme", "--yes")

    assert (0, "  ~ CLOUD_ML_REGION  eu → global  (profiles/prod.toml:2)") == (ran.code, ran.stderr.splitlines()[4])
    assert f"acme: {acme}..{new}  1 changed  (undo: vxenv undo)" == ran.stderr.splitlines()[-1]
    assert (0, "global") == (source("update", "--check", "--yes").code, find_region())
    assert 0 == called("undo").code
    assert "eu" == find_region()


def test_older_generations(bucket: Bucket, source: Source, acme: str, home: Path) -> None:
    """An older generation needs an option or a pin, which later updates keep."""
    bucket.write(NAME, BUNDLE.replace('"eu"', '"global"'))
    assert 0 == source("update", "--yes").code
    bucket.objects[NAME].pop()
    before = tree(home)
    refused = source("update", "--yes")
    assert (3, "hint: vxenv source update acme --allow-rollback", before) == (
        refused.code,
        refused.stderr.splitlines()[-1],
        tree(home),
    )
    assert (0, "eu") == (source("update", "--yes", "--allow-rollback").code, find_region())
    bucket.write(NAME, BUNDLE.replace('"eu"', '"us"'))
    assert (0, "us") == (source("update", "--yes").code, find_region())
    assert (0, "eu") == (source("pin", "acme", acme, "--yes").code, find_region())
    bucket.google.asked.clear()
    assert (0, []) == (source("update", "--yes").code, bucket.google.asked)
    assert [0, 0] == [source("pin", "acme", "--unset").code, source("update", "--yes").code]
    assert "us" == find_region()


def test_files_changed_manually(bucket: Bucket, source: Source, acme: str, home: Path) -> None:
    """The accepted generation replaces files that were changed manually, even if it is not the newest."""
    bucket.write(NAME, BUNDLE.replace('"eu"', '"us"'))
    source("pin", "acme")
    path = home / ".local/state/vxenv/sources/acme/profiles/prod.toml"
    path.write_text("[vertex]\nregion = 'global'\n")
    ran = source("update", "--yes")

    assert (0, f"acme: {acme}  restored  (undo: vxenv undo)", "eu") == (
        ran.code,
        ran.stderr.splitlines()[-1],
        find_region(),
    )


@pytest.mark.usefixtures("acme")
def test_signatures(bucket: Bucket, source: Source, home: Path) -> None:
    """With --require-signed, an object needs a detached signature by an allowed signer."""
    signers = write_signers(home / "signers", f"ann@acme {make_key(home / 'keys' / 'ann')}")
    words = ("add", "signed", URL, "--require-signed", signers, "--auto", "--set", "vertex.project=acme-mine", "--yes")

    def sign(data: str) -> None:
        bucket.write(NAME, data)
        words = ["ssh-keygen", "-q", "-Y", "sign", "-n", "vxenv", "-f", str(home / "keys" / "ann")]
        bucket.write(f"{NAME}.sig", subprocess.run(words, input=data.encode(), capture_output=True, check=True).stdout)

    unsigned = source(*words)
    sign(BUNDLE)
    added = source(*words)
    assert (3, 0, True) == (unsigned.code, added.code, "  signed by ann@acme" in added.stderr.splitlines())
    assert "vxenv: the bundle is not signed" == unsigned.stderr.splitlines()[-2]
    bucket.write(NAME, BUNDLE.replace('"eu"', '"us"'))
    tampered = source("update", "signed", "--yes")
    sign(BUNDLE.replace('"eu"', '"us"'))
    agreed = source("update", "signed", "--yes")
    assert (3, 0) == (tampered.code, agreed.code)
    assert "vxenv: the bundle has no valid signature" in tampered.stderr


def deny(bucket: Bucket) -> None:
    """Deny access to the object."""
    bucket.denied.add(NAME)


def lose(bucket: Bucket) -> None:
    """Remove the object."""
    bucket.objects.clear()


def overload(bucket: Bucket) -> None:
    """Answer that the service is unavailable."""
    bucket.google.says["object"] = Says(503, b"")


def cut(bucket: Bucket) -> None:
    """Cut each answer."""
    bucket.google.says["object"] = Says(200, {"generation": "1", "size": "1"}, how="cut")


def spoil(bucket: Bucket) -> None:
    """Write a bundle with an invalid catalogue."""
    bucket.write(NAME, BUNDLE.replace("status", "statsu"))


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    ("fail", "env", "what", "hint"),
    [
        (deny, {}, "the account cannot read gs://acme-vxenv/profiles.toml", "gcloud storage buckets add-iam-policy"),
        (lose, {}, "gs://acme-vxenv/profiles.toml does not exist", "gcloud storage ls -a gs://acme-vxenv"),
        (overload, {}, "the service is temporarily unavailable", "https://status.cloud.google.com/"),
        (cut, {}, "127.0.0.1", "curl "),
        (
            spoil,
            {},
            'source "acme": catalogue.toml:2: unknown key statsu; did you mean "status"?',
            "vxenv source list",
        ),
        (None, {"HOME": "/nonexistent"}, "no Google credentials found", "gcloud auth application-default login"),
        (None, {"CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE": "http://127.0.0.1:9"}, "127.0.0.1:9", "curl "),
    ],
)
def test_errors(  # noqa: PLR0917 - cases and fixtures
    bucket: Bucket,
    source: Source,
    home: Path,
    fail: Callable[[Bucket], None] | None,
    env: Mapping[str, str],
    what: str,
    hint: str,
) -> None:
    """What cannot be fetched is an error with a command that helps, which changes nothing; profiles go on working."""
    if fail:
        fail(bucket)
    place = {
        f"VXENV_{name}_DIR": str(home / path)
        for name, path in (("CONFIG", ".config/vxenv"), ("STATE", ".local/state/vxenv"))
    }
    before = tree(home)
    for option in [(), ("--check",)]:
        ran = source("update", "acme", "--yes", *option, env={**place, **env})
        first = next(line for line in ran.stderr.splitlines() if line.startswith("vxenv: "))
        last = ran.stderr.splitlines()[-1]
        assert (1, True, True) == (ran.code, what in first, last.partition(": ")[2].startswith(hint)), ran.stderr
        assert before == tree(home)
    assert "eu" == find_region()


@pytest.mark.long
def test_fifty_homes(bucket: Bucket, source: Source, home: Path, environment: Mapping[str, str]) -> None:
    """A check by each of fifty homes is one conditional request, and using a profile sends none."""
    generation = bucket.write(NAME, BUNDLE)
    credentials = home / ".config/gcloud/application_default_credentials.json"
    given = {"GOOGLE_APPLICATION_CREDENTIALS": str(credentials)}
    homes = [{**given, "HOME": str(home.with_name(f"home{number}"))} for number in range(50)]
    for env in homes:
        Path(env["HOME"]).mkdir()
        ran = source("add", "acme", URL, "--set", "vertex.project=acme-mine", "--yes", env=env)
        assert 0 == ran.code, ran.stderr
    bucket.google.asked.clear()
    everything = {**environment, **bucket.environment(), **homes[0]}
    for words in (
        ("show", "acme/prod"),
        ("list",),
        ("doctor",),
        ("exec", "acme/prod", "--", "true"),
        ("hook", "bash", "1", "use:acme/prod", "name", "home"),
    ):
        assert run_anywhere(*words, env=everything).code in (0, 1)
    assert [] == bucket.google.asked
    assert [0] * 50 == [source("update", "--check", "--yes", env=env).code for env in homes]
    objects = [asked for asked in bucket.google.asked if asked.kind == "object"]

    assert 50 * ["token", "object"] == bucket.google.kinds()
    assert 50 * [generation] == [asked.query["ifGenerationNotMatch"] for asked in objects]
