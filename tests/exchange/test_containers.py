"""Formats for containers: values arrive unchanged, and only the credentials file is mounted."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vxenv.exchange import (
    CONTAINERS,
    Assignment,
    CannotSayError,
    Container,
    Skipped,
    compose,
    devcontainer,
    find_container_format,
    k8s,
)
from vxenv.exchange.container import quote_yaml

FILE = "/home/me/.config/gcloud/application_default_credentials.json"
CONTAINER = Container(
    name="prod+opus",
    values={"A": '$x "😀"\n\x85\x7f', "GOOGLE_APPLICATION_CREDENTIALS": "/mnt/vxenv/credentials.json"},
    unset=("B",),
    local=("MY_TOKEN",),
    credentials=FILE,
    home="/home/me",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20) | st.sampled_from(
    [
        "$",
        "$$",
        "${HOME}",
        "no",
        "null",
        "1e3",
        "a: b",
        "- a",
        "{}",
        "#",
        "\\",
        '"',
        "'",
        "\ufeff",
        "\u2028",
        "<<",
        "~",
    ]
)
VALUES = st.dictionaries(st.sampled_from(["A", "no", "Y", "null", "_1", "ANTHROPIC_MODEL"]), TEXTS)


def test_devcontainer_as_written() -> None:
    """A dev container mounts the file read-only, passes secrets from the local environment, and unsets with null."""
    assert """\
{
  "image": "debian:stable",
  "containerEnv": {
    "A": "$x \\"\\ud83d\\ude00\\"\\n\\u0085\\u007f",
    "GOOGLE_APPLICATION_CREDENTIALS": "/mnt/vxenv/credentials.json"
  },
  "remoteEnv": {
    "MY_TOKEN": "${localEnv:MY_TOKEN}",
    "B": null
  },
  "mounts": [
    "type=bind,source=${localEnv:HOME}/.config/gcloud/application_default_credentials.json,\
target=/mnt/vxenv/credentials.json,readonly"
  ]
}
""" == devcontainer.render(CONTAINER)


def test_compose_as_written() -> None:
    """A Compose file doubles dollar signs, and a missing credentials file is an error, not a new directory."""
    assert """\
services:
  claude:
    environment:
      "A": "$$x \\"\\U0001f600\\"\\n\\u0085\\u007f"
      "GOOGLE_APPLICATION_CREDENTIALS": "/mnt/vxenv/credentials.json"
      "MY_TOKEN": null
    volumes:
      - type: "bind"
        source: "${HOME}/.config/gcloud/application_default_credentials.json"
        target: "/mnt/vxenv/credentials.json"
        read_only: true
        bind:
          create_host_path: false
""" == compose.render(CONTAINER)


def test_config_map_as_written() -> None:
    """A ConfigMap has neither secrets nor mounts, and a valid name."""
    assert """\
# In the container of a pod:
#   envFrom:
#     - configMapRef:
#         name: vxenv-prod-opus
apiVersion: "v1"
kind: "ConfigMap"
metadata:
  name: "vxenv-prod-opus"
data:
  "A": "$x \\"\\U0001f600\\"\\n\\u0085\\u007f"
""" == k8s.render(CONTAINER._replace(values={"A": CONTAINER.values["A"]}))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("A.b_C", "vxenv-a-b-c"), ("x" * 80, "vxenv-" + "x" * 57), ("a" * 57 + "-b", "vxenv-" + "a" * 57)],
)
def test_names_of_config_maps(name: str, shown: str) -> None:
    """The name of a ConfigMap is a DNS label."""
    document = yaml.safe_load(k8s.render(CONTAINER._replace(name=name)))

    assert shown == document["metadata"]["name"]


@given(text=TEXTS)
def test_yaml_strings(text: str) -> None:
    """A YAML reader returns each text unchanged, and the quoted text is printable ASCII."""
    quoted = quote_yaml(text)

    assert (text, True) == (yaml.safe_load(quoted), quoted.isascii() and quoted.isprintable())


@given(values=VALUES)
def test_values_arrive(values: dict[str, str]) -> None:
    """A YAML reader returns the variables, with the dollar signs of Compose doubled."""
    container = Container("x", values)
    service = yaml.safe_load(compose.render(container))["services"]["claude"]
    found = {name: value.replace("$$", "$") for name, value in (service["environment"] or {}).items()}

    assert (values, values) == (found, yaml.safe_load(k8s.render(container))["data"] or {})
    assert "$" not in "".join((service["environment"] or {}).values()).replace("$$", "")


@given(values=VALUES)
def test_devcontainer_inverts(values: dict[str, str]) -> None:
    """Reading a dev container returns the variables that were written."""
    reading = devcontainer.read(devcontainer.render(Container("x", values)), "x")

    assert (values, ()) == ({name: value for name, value, _ in reading.assignments}, reading.skipped)


@pytest.mark.parametrize("form", CONTAINERS)
def test_bytes_are_refused(form: str) -> None:
    """A value that is not UTF-8 is an error that names the variable."""
    with pytest.raises(CannotSayError) as caught:
        find_container_format(form).render(Container("x", {"A": "\udcff"}))

    assert caught.value.what.startswith("cannot write A to ")
    assert caught.value.what.endswith(": value is not UTF-8")


@pytest.mark.parametrize(
    ("value", "reference"),
    [
        ("${localEnv:HOME}", "${localEnv…}"),
        ("$${env:X:default}", "${env…}"),
        ("a${containerWorkspaceFolder}", "${containerWorkspaceFolder…}"),
        ("${devcontainerId}", "${devcontainerId…}"),
    ],
)
def test_references_are_refused(value: str, reference: str) -> None:
    """A value that the container's tool would replace is an error."""
    with pytest.raises(CannotSayError) as caught:
        devcontainer.render(Container("x", {"A": value}))

    what = f"cannot write A to a dev container configuration: {reference} in the value would be replaced"
    assert what == caught.value.what


@pytest.mark.parametrize("value", ["${HOME}", "${localEnvX}", "${localEnv:", "$localEnv:HOME}", "${ localEnv:HOME}"])
def test_other_dollars_are_literal(value: str) -> None:
    """A value that only resembles a reference is written unchanged."""
    assert value == json.loads(devcontainer.render(Container("x", {"A": value})))["containerEnv"]["A"]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/a,b.json", "its path contains a comma, a quote or a line break"),
        ('/a"b.json', "its path contains a comma, a quote or a line break"),
        ("/a\nb.json", "its path contains a comma, a quote or a line break"),
        ("/${env:X}/a.json", "a part of its path would be replaced"),
    ],
)
def test_mounts_that_docker_would_misread(path: str, why: str) -> None:
    """A path that the option --mount cannot hold is an error."""
    with pytest.raises(CannotSayError) as caught:
        devcontainer.render(Container("x", {}, credentials=path))

    assert f"cannot mount the credentials file in a dev container: {why}" == caught.value.what


@pytest.mark.parametrize(
    ("home", "path", "source"),
    [
        ("/home/me", "/home/me/a$b.json", "${HOME}/a$$b.json"),
        ("/home/me/", "/home/me/a.json", "${HOME}/a.json"),
        ("/home/me", "/home/me2/a.json", "/home/me2/a.json"),
        ("", "/home/me/a.json", "/home/me/a.json"),
    ],
)
def test_sources_below_the_home(home: str, path: str, source: str) -> None:
    """A file below the home directory is found in every user's home."""
    text = compose.render(Container("x", {}, credentials=path, home=home))

    assert source == yaml.safe_load(text)["services"]["claude"]["volumes"][0]["source"]


def test_devcontainer_as_people_write_it() -> None:
    """Comments and trailing commas are accepted; references and other types are skipped."""
    text = """\
// mine
{
  "image": "debian:12",
  "containerEnv": {
    "A": "1", // a
    "GOOGLE_APPLICATION_CREDENTIALS": "/x.json",
    "B": "${localEnv:B}",
  },
  "remoteEnv": { "C": null, "D": 1, "E": "/x.json" },
  "mounts": [ "source=${localEnv:HOME}/a.json,target=/x.json,type=bind,readonly", {"type": "volume"}, 1 ],
}
"""
    reading = devcontainer.read(text, "x")

    assert (
        (
            Assignment("A", "1", 5),
            Assignment("GOOGLE_APPLICATION_CREDENTIALS", f"{Path.home()}/a.json", 6),
            Assignment("C", None, 9),
            Assignment("E", "/x.json", 9),
        ),
        (Skipped("B", 7, "depends on ${localEnv…}"), Skipped("D", 9, "is neither a string nor null")),
    ) == reading


MOUNTS: list[Any] = [
    {"type": "bind", "source": "/a.json", "target": "/x.json"},
    "type=bind,src=/a.json,dst=/x.json",
    "type=bind,source=/a.json,destination=/x.json,readonly",
]


@pytest.mark.parametrize("mount", MOUNTS)
def test_forms_of_mounts(mount: Any) -> None:
    """Each way to write a bind mount is read."""
    document = {"containerEnv": {"GOOGLE_APPLICATION_CREDENTIALS": "/x.json"}, "mounts": [mount]}

    assert "/a.json" == devcontainer.read(json.dumps(document), "x").assignments[0].value


@pytest.mark.parametrize(
    "text", ['{"containerEnv": []}', '{"mounts": {}, "remoteEnv": 1}', "{}", '{"mounts": ["", []]}']
)
def test_devcontainers_without_variables(text: str) -> None:
    """Keys of other types have no variables."""
    assert () == devcontainer.read(text, "x").assignments
