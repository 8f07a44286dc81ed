"""A team of fifty machines with one source in a bucket: what each machine asks for, and when."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from cloud.bucket import Bucket
from cloud.fake import Asked, Google, Says
from commandline import called

MACHINES = 50
URL = "gs://acme-vxenv/profiles.toml"
BUNDLE = """\
[profiles."prod"]
[profiles."prod".vertex]
project = "{project}"
region = "global"
"""


@pytest.fixture
def bucket(google: Google) -> Bucket:
    """Provide a bucket with the profiles of the team."""
    made = Bucket(google)
    made.write("profiles.toml", BUNDLE.format(project="acme-prod"))
    return made


@pytest.mark.long
def test_fifty_machines(
    google: Google, bucket: Bucket, environment: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each update is one conditional request, answered without contents; commands that use profiles send none."""
    homes = [tmp_path / f"machine{number}" for number in range(MACHINES)]
    for name, value in {**environment, **bucket.environment()}.items():
        monkeypatch.setenv(name, value)
    statuses: list[int] = []
    answer = bucket.answer

    def record(asked: Asked) -> Says:
        said = answer(asked)
        statuses.append(said.status)
        return said

    google.says["object"] = record

    def visit(*words: str) -> list[int]:
        """Run a command on each machine; return the exit codes."""
        codes = []
        for place in homes:
            monkeypatch.setenv("HOME", str(place))
            codes.append(called(*words).code)
        return codes

    def count() -> tuple[Counter[int], Counter[str]]:
        """Return the answers and the kinds of requests since the last call."""
        seen = Counter(statuses), Counter(google.kinds())
        statuses.clear()
        google.asked.clear()
        return seen

    for place in homes:
        place.mkdir()
        google.user(place / ".config/gcloud/application_default_credentials.json").chmod(0o600)
    assert [0] * MACHINES == visit("source", "add", "acme", URL, "--yes")
    assert (Counter({200: 2 * MACHINES}), 2 * MACHINES) == ((first := count())[0], first[1]["object"])

    assert [0] * MACHINES == visit("source", "update", "--yes")
    conditions = [asked.query.get("ifGenerationNotMatch") for asked in google.asked if asked.kind == "object"]
    assert MACHINES == len(list(filter(None, conditions)))
    assert (Counter({304: MACHINES}), MACHINES) == ((second := count())[0], second[1]["object"])

    generation = bucket.write("profiles.toml", BUNDLE.format(project="acme-new"))
    quiet = [
        ("list",), ("list", "--source", "acme"), ("show", "acme/prod"), ("diff", "acme/prod", "@shell"), ("status",),
        ("lint", "acme/prod"), ("source", "list"), ("source", "show", "acme"), ("default", "acme/prod"),
        ("doctor",), ("use", "acme/prod"),
    ]  # fmt: skip
    del homes[3:]
    for words in quiet:
        visit(*words)
    assert (Counter(), Counter()) == count()

    assert [1] * 3 == visit("source", "update", "--check", "--yes")
    assert [0] * 3 == visit("source", "update", "--yes")
    news = count()
    assert Counter({200: 12}) == news[0]
    assert generation in called("source", "show", "acme").stdout
