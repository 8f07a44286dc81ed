"""Fetch versions of a source from a bucket."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from cloud.bucket import DENIED, FIRST_GENERATION, Bucket, error
from cloud.fake import REFRESH, TOKEN, Google, Says
from vxenv.catalogue.login_file import LOGIN
from vxenv.errors import DocumentError, UsageError, VxenvError
from vxenv.google.failures import DiagnosedError
from vxenv.google.recipients import Recipient
from vxenv.sources.bucket import FetchedObject, check_url, fetch_object, find_recipients, read_snapshot
from vxenv.sources.git import FIRST, FORWARD, ROLLBACK, SAME, Fetched
from vxenv.sources.snapshot import SnapshotError

URL = "gs://acme-vxenv/profiles.toml"
BUNDLE = """\
# The profiles of the team
[source]
name = "acme"  # as suggested
required = ["vertex.project"]

[policy]
message = "ask the platform team"
[policy.allow]
locations = ["eu"]

[[catalogue.models]]
id = "claude-opus-6"

[profiles."prod"]
description = "Production"
[profiles."prod".vertex]
region = "eu"

[profiles."base.1"]
# empty
"""
FILES = {
    "catalogue.toml": b'[[models]]\nid = "claude-opus-6"\n',
    "policy.toml": b'message = "ask the platform team"\n[allow]\nlocations = ["eu"]\n',
    "profiles/base.1.toml": b"# empty\n",
    "profiles/prod.toml": b'description = "Production"\n[vertex]\nregion = "eu"\n',
    "source.toml": b'name = "acme"  # as suggested\nrequired = ["vertex.project"]\n',
}


@pytest.fixture
def bucket(google: Google) -> Bucket:
    """Provide a bucket."""
    return Bucket(google)


@pytest.fixture
def signed_in(environment: Mapping[str, str], bucket: Bucket) -> dict[str, str]:
    """Provide the environment of a signed-in user, with requests for buckets to this server."""
    return {**environment, **bucket.environment()}


def fetch(
    environment: Mapping[str, str], pinned: str = "", *, generation: str = "", signed: bool = False
) -> FetchedObject:
    """Fetch the object with all confirmations."""
    agreed = find_recipients(environment)
    return fetch_object(URL, pinned, environment, agreed, generation=generation, signed=signed)


def refuse(environment: Mapping[str, str], pinned: str = "") -> DiagnosedError:
    """Return the error of a fetch, after checking that it holds no secret."""
    with pytest.raises(DiagnosedError) as caught:
        fetch(environment, pinned)
    assert [] == [secret for secret in (TOKEN, REFRESH, "hush") if secret in str(caught.value)]
    return caught.value


def test_the_first_version(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """The first fetch gets the generation, its time and the bytes; a token goes with each request."""
    generation = bucket.write("profiles.toml", BUNDLE)
    fetched = fetch(signed_in)

    assert FetchedObject(Fetched(generation, FIRST_GENERATION // 10**6, FIRST), BUNDLE.encode(), b"") == fetched
    assert ["token", "object", "object"] == bucket.google.kinds()
    assert {f"Bearer {TOKEN}"} == {asked.headers["authorization"] for asked in bucket.google.asked[1:]}
    assert FILES == read_snapshot(fetched.data, generation, URL).files


def test_an_unchanged_version(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """An unchanged object costs each machine one conditional request, which transfers nothing."""
    generation = bucket.write("profiles.toml", BUNDLE)
    for _ in range(10):
        assert FetchedObject(Fetched(generation, 0, SAME), b"", b"") == fetch(signed_in, generation)

    assert 10 * ["token", "object"] == bucket.google.kinds()
    assert {generation} == {asked.query["ifGenerationNotMatch"] for asked in bucket.google.asked[1::2]}


def test_histories(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """A higher generation is newer and a lower one is a rollback; an older one can be fetched by its number."""
    first, second, third = (bucket.write("profiles.toml", f"[profiles.p{number}]\n") for number in range(3))

    assert (third, FORWARD) == fetch(signed_in, first).fetched[::2]
    fetched = fetch(signed_in, third, generation=second)
    assert ((second, ROLLBACK), b"[profiles.p1]\n") == (fetched.fetched[::2], fetched.data)
    assert (second, SAME) == fetch(signed_in, second, generation=second).fetched[::2]
    bucket.objects["profiles.toml"].pop()
    assert (second, ROLLBACK) == fetch(signed_in, third).fetched[::2]


def test_a_generation_written_in_between(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """The contents are those of the reported generation, even if a newer one is written in between."""
    first = bucket.write("profiles.toml", "[profiles.a]\n")
    answer = bucket.answer

    def write_after(asked: object) -> Says:
        said = answer(asked)  # type: ignore[arg-type] # the server passes a request
        bucket.write("profiles.toml", "[profiles.evil]\n")
        return said

    bucket.google.says["object"] = write_after
    fetched = fetch(signed_in)

    assert (first, b"[profiles.a]\n") == (fetched.fetched.version, fetched.data)


def test_a_signature(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """The detached signature is fetched on request, and is empty if it does not exist."""
    bucket.write("profiles.toml", BUNDLE)
    assert b"" == fetch(signed_in, signed=True).signature
    bucket.write("profiles.toml.sig", "-----BEGIN")
    assert (b"-----BEGIN", b"") == (fetch(signed_in, signed=True).signature, fetch(signed_in).signature)


def test_the_quota_project(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """The quota project of the credentials is named in each request."""
    bucket.write("profiles.toml", BUNDLE)
    fetch({**signed_in, "GOOGLE_CLOUD_QUOTA_PROJECT": "acme-quota"})

    assert {"acme-quota"} == {asked.headers["x-goog-user-project"] for asked in bucket.google.asked[1:]}


@pytest.mark.parametrize(
    ("denied", "name", "what"),
    [
        ("profiles.toml", "object-denied", f"the account cannot read {URL}"),
        ("", "no-object", f"{URL} does not exist"),
    ],
)
def test_an_object_that_cannot_be_read(
    bucket: Bucket, signed_in: dict[str, str], denied: str, name: str, what: str
) -> None:
    """A missing object, and one without permission, are told apart, with the command that helps."""
    bucket.denied.add(denied)
    found = refuse(signed_in)

    assert (name, what, True) == (found.diagnosis.name, found.what, "gs://acme-vxenv" in found.hint)


def test_contents_that_cannot_be_read(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """An error in plain text, as for contents, is diagnosed alike."""
    bucket.write("profiles.toml", BUNDLE)
    answer = bucket.answer

    def deny_contents(asked: object) -> Says:
        said = answer(asked)  # type: ignore[arg-type] # likewise
        return Says(403, str(DENIED.body["error"]["message"]).encode()) if said.headers else said

    bucket.google.says["object"] = deny_contents

    assert "object-denied" == refuse(signed_in).diagnosis.name


def test_a_missing_generation(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """A generation that the bucket no longer keeps is named."""
    bucket.write("profiles.toml", BUNDLE)
    with pytest.raises(DiagnosedError, match=f"{URL}#7 does not exist"):
        fetch(signed_in, generation="7")


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (error(401, "Invalid Credentials", "authError"), "token-rejected"),
        (error(429, "The rate of requests is too high", "rateLimitExceeded"), "quota"),
        (Says(503, b""), "overloaded"),
        (Says(200, b"<html>"), "nonsense"),
        (Says(200, {"generation": "x", "size": "1"}), "nonsense"),
        (Says(200, {"generation": "1", "size": "-1"}), "nonsense"),
        (Says(200, []), "nonsense"),
        (Says(304, b""), "nonsense"),
        (Says(302, b"", {"Location": "http://192.0.2.1/"}), "nonsense"),
        (error(400, f"no {TOKEN} \x1b[2J", "invalid"), "refused"),
        (Says(200, {"generation": "1", "size": "1"}, how="cut"), "unreachable"),
    ],
)
def test_failures(bucket: Bucket, signed_in: dict[str, str], says: Says, name: str) -> None:
    """Each failure is diagnosed like those of other APIs of Google."""
    bucket.google.says["object"] = says

    assert name == refuse(signed_in).diagnosis.name


def test_offline(bucket: Bucket, signed_in: dict[str, str], home: Path) -> None:
    """Without credentials, with other servers than confirmed, and offline, nothing is fetched."""
    assert ("no-credentials", LOGIN) == (
        (
            found := refuse({**bucket.environment(), "HOME": str(home / "x"), "METADATA_SERVER_DETECTION": "none"})
        ).diagnosis.name,
        found.hint,
    )
    elsewhere = {**signed_in, "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE": "http://127.0.0.1:9"}
    assert "unreachable" == refuse(elsewhere).diagnosis.name
    with pytest.raises(DiagnosedError) as caught:
        fetch_object(URL, "", elsewhere, find_recipients(signed_in))
    assert "unapproved" == caught.value.diagnosis.name


def test_recipients(signed_in: dict[str, str], bucket: Bucket) -> None:
    """Another server than Google's requires confirmation, unless the user's own profile names it."""
    url = bucket.google.url
    token = Recipient("your access token", url, "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE")

    assert [True] == [one.asked for one in find_recipients(signed_in) if one == token]
    assert [] == [one.asked for one in find_recipients(signed_in, signed_in) if one.asked]


def test_too_large(bucket: Bucket, signed_in: dict[str, str]) -> None:
    """A bundle over 4 MiB is refused before it is transferred."""
    bucket.write("profiles.toml", b"#" * (4 << 20))
    assert 4 << 20 == len(fetch(signed_in).data)
    bucket.write("profiles.toml", b"#" * ((4 << 20) + 1))
    bucket.google.asked.clear()
    with pytest.raises(VxenvError, match="the bundle is larger than 4 MiB"):
        fetch(signed_in)
    assert ["token", "object"] == bucket.google.kinds()


@pytest.mark.parametrize("url", [URL, "gs://a.b_c-d/team/vxenv/profiles v1.toml", "gs://acme/größe"])
def test_addresses(url: str) -> None:
    """An address names a bucket and an object."""
    check_url(url)


@pytest.mark.parametrize(
    "url", ["gs://", "gs://acme", "gs://acme/", "gs://Acme/x", "gs://a/../x", "gs://acme/a/", "gs://acme/..", "gs://acme//x",
            "gs://acme/x\n", "gs://acme/\x1b[2J", "gs://acme/\u202ex", "gs://u@acme/x", "https://storage.googleapis.com/a/b"],
)  # fmt: skip
def test_refused_addresses(url: str) -> None:
    """Anything else is refused, before any request."""
    with pytest.raises(UsageError):
        check_url(url)


@pytest.mark.parametrize("generation", ["x", "0", "-1", "1&alt=media", "1" * 20])
def test_a_record_changed_manually(signed_in: dict[str, str], google: Google, generation: str) -> None:
    """Anything but a number in the place of a generation is refused."""
    with pytest.raises(UsageError, match="invalid generation"):
        fetch(signed_in, generation)
    assert [] == google.asked


@pytest.mark.parametrize(
    ("bundle", "what"),
    [
        ("", "is not a bundle"),
        ("[vertex]\n", "is not a bundle"),
        ("[profiles.a]\n[other]\n", "can contain only"),
        ("[profiles.'a b']\n", "invalid profile name"),
        ("[profiles.'a/b']\n", "invalid profile name"),
        ("[profiles.'../a']\n", "invalid profile name"),
        ("[profiles]\na = 1\n", "can contain only"),
        ("policy = 1\n[profiles.a]\n", "policy is not written as tables"),
        ("[[policy]]\n[profiles.a]\n", "policy is not written as tables"),
        ("[profiles.a\n", "invalid TOML"),
        ("[profiles.a]\n[profiles.A]\n", "differ only in case"),
        (f"[profiles.a]\ndescription = '{'x' * 65536}'\n", "profiles/a.toml is over 64 KiB"),
    ],
)
def test_invalid_bundles(bundle: str, what: str) -> None:
    """A bundle of anything but valid names and small documents is refused."""
    with pytest.raises(VxenvError, match=what) as caught:
        read_snapshot(bundle.encode(), "1", URL)

    assert True is (isinstance(caught.value, DocumentError | SnapshotError) or "not a bundle" in what)


@pytest.mark.parametrize(
    ("bundle", "expected"),
    [
        ("policy.allow.locations = ['eu']\n[profiles.a]\n", {"allow": {"locations": ["eu"]}}),
        (
            'policy = { pinned = ["X"], allow = { models = ["x"] } }\n[profiles.a]\n',
            {"pinned": ["X"], "allow": {"models": ["x"]}},
        ),
        ("[ 'policy' . allow ]\nmodels = []\n[profiles.a]\n", {"allow": {"models": []}}),
        (
            "[policy.allow]\nmodels = []\n[profiles.a]\n[policy]\npinned = []\n",
            {"allow": {"models": []}, "pinned": []},
        ),
    ],
)
def test_documents_in_other_layouts(bundle: str, expected: Mapping[str, object]) -> None:
    """A document of a bundle has the same content in any layout."""
    files = read_snapshot(bundle.encode(), "1", URL).files

    assert expected == tomllib.loads(files["policy.toml"].decode())
