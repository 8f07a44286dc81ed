"""Test the requests of Claude Code after refused models against the predictions of fallbacks.py."""

from pathlib import Path
from typing import NamedTuple

import pytest

from client.test_slots_against_the_client import REGIONS
from client.test_slots_against_the_client import told as by_role
from client.vertex import SIGNED_IN, Claude, Ran, Vertex, ask, environment
from cloud.error_responses import FAILURES
from vxenv.catalogue.environment import DEFAULT_MODEL as DEFAULT
from vxenv.catalogue.environment import MAIN_MODEL, PINS, SUBAGENT_MODEL
from vxenv.catalogue.environment import SMALL_FAST_MODEL as SMALL
from vxenv.catalogue.fallbacks import Fallback, find_fallbacks
from vxenv.catalogue.models import NO, YES
from vxenv.catalogue.roles import Role, resolve_roles

OPUS, SONNET, HAIKU, _ = PINS.values()
OPUSES = ("claude-opus-5-5", "claude-opus-5", "claude-opus-4-8", "claude-opus-4-7")
OLD_OPUSES = (
    *("claude-opus-4-6", "claude-opus-4-5@20251101", "claude-opus-4-1@20250805"),
    "claude-opus-4@20250514",
)
SONNETS = ("claude-sonnet-5-5", "claude-sonnet-5")
OLD_SONNETS = (
    *("claude-sonnet-4-6", "claude-sonnet-4-5@20250929", "claude-sonnet-4@20250514"),
    *("claude-3-7-sonnet@20250219", "claude-3-5-sonnet-v2@20241022"),
)
HAIKUS = ("claude-haiku-4-5@20251001", "claude-3-5-haiku@20241022")
FABLES = ("claude-fable-5-2", "claude-fable-5-1", "claude-fable-5")
NEW = (*OPUSES, *SONNETS)


class Case(NamedTuple):
    """A server that refuses models."""

    # The environment of Claude Code.
    row: dict[str, str | None]
    # The refused models.
    refused: tuple[str, ...]
    # The error, a name in tests/cloud/error_responses.py.
    error: str = "not-found"
    # Whether Google's authentication is on, because it makes startup probe.
    signed: bool = True

    def __str__(self) -> str:
        """Return a name for the test."""
        words = " ".join(f"{name}={value}" for name, value in self.row.items() if name not in REGIONS)
        signed = "" if self.signed else " unsigned"
        return f"{words or 'minimum'}{signed} {self.error} {self.refused[0]}+{len(self.refused) - 1}"


CASES = [
    # Each kind of refusal, with and without probes; an exceeded quota is not a refusal.
    *(Case({}, NEW, error) for error in ("not-found", "not-servable", "not-allowed", "iam", "quota")),
    *(Case({}, NEW, error, signed=False) for error in ("not-found", "not-servable", "iam", "quota")),
    # Length and end of the chain
    Case({}, ("claude-opus-4-6", *OPUSES)),
    Case({}, (*OPUSES, *OLD_OPUSES)),
    Case({}, (*OPUSES, *OLD_OPUSES, *SONNETS)),
    Case({}, (*OPUSES, *OLD_OPUSES, *SONNETS, *OLD_SONNETS)),
    Case({}, (*OPUSES, *OLD_OPUSES), signed=False),
    Case({}, (*SONNETS, *OLD_SONNETS)),
    Case({}, (*SONNETS, *OLD_SONNETS[:2])),
    Case({}, HAIKUS[:1]),
    Case({}, HAIKUS),
    # The word that selects the alias
    *(Case({MAIN_MODEL: word}, NEW) for word in ("opus", "sonnet", "best", "opusplan", "opus[1m]")),
    *(Case({MAIN_MODEL: word}, NEW, signed=False) for word in ("opus", "sonnet")),
    Case({MAIN_MODEL: "sonnet"}, (*SONNETS, *OLD_SONNETS[:2]), signed=False),
    Case({MAIN_MODEL: "haiku"}, HAIKUS[:1]),
    Case({MAIN_MODEL: "opus"}, HAIKUS[:1]),
    Case({DEFAULT: "sonnet"}, NEW),
    Case({SUBAGENT_MODEL: "sonnet"}, NEW),
    # Models that are never replaced
    Case({MAIN_MODEL: "fable"}, FABLES),
    Case({MAIN_MODEL: "claude-opus-5-5"}, NEW),
    Case({OPUS: "claude-opus-5-5"}, NEW),
    Case({MAIN_MODEL: "opus", OPUS: "claude-opus-5"}, NEW),
    Case({MAIN_MODEL: "claude-opus-4-6"}, NEW),
    Case({SONNET: "claude-sonnet-5"}, OPUSES),
    Case({SONNET: "claude-sonnet-5"}, (*OPUSES, *OLD_OPUSES)),
    Case({HAIKU: "claude-haiku-5-5", SONNET: "claude-sonnet-4-6"}, NEW),
    Case({SMALL: "claude-haiku-4-5@20251001"}, (*NEW, "claude-sonnet-4-5@20250929")),
    # Each model of the chain goes to the location of its own variable.
    Case({**REGIONS}, NEW),
    Case({**REGIONS}, NEW, signed=False),
]


def finish(slot: Role, fallback: Fallback | None) -> str:
    """Return the final address of `slot`."""
    return fallback.end.url if fallback and fallback.end else slot.url


def answered(ran: Ran, role: str) -> set[str]:
    """Return the addresses that answered for `role`."""
    return {request.url for request in ran.requests if request.role == role and request.status == 200}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_role_ends_where_its_fallback_says(case: Case, claude: Claude, vertex: Vertex, tmp_path: Path) -> None:
    """The finally answering model matches the prediction in each role, and so does a failing session."""
    given = environment({**(SIGNED_IN if case.signed else {}), **case.row}, vertex)
    vertex.refuses = dict.fromkeys(case.refused, FAILURES[case.error])
    # An exceeded quota is an answer.
    refused = () if case.error == "quota" else case.refused
    found = find_fallbacks(
        given, claude.version, interactive=False, served=lambda slot: NO if slot.model in refused else YES
    )
    roles = by_role({slot.name: slot for slot in resolve_roles(given, claude.version)}, claude)
    ends = {name: finish(slot, found.get(slot.name)) for name, slot in roles.items()}
    fails = any(ends["main"].partition("/models/")[2].startswith(f"{model}:") for model in case.refused)
    ran = ask(claude, given, vertex, tmp_path / "home")

    assert fails == bool(ran.code), ran.output
    if fails:
        assert set() == answered(ran, "main")
        return
    main = answered(ran, "main")
    assert {ends["main"]} == main, ran.output
    for name, url in ends.items():
        model = url.partition("/models/")[2].partition(":")[0]
        expected = set() if model in case.refused else {url}
        # Refused small, fast work goes to the main model.
        expected = expected or (main if name == "small/fast" else set())
        assert (name, expected) == (name, answered(ran, name)), ran.output
    probed = {request.model for request in ran.requests if request.role == "probe"}
    for fallback in found.values():
        if fallback.end and fallback.chain[0].model in probed:
            asked = {slot.model for slot in fallback.chain[: fallback.chain.index(fallback.end) + 1]}
            assert asked == asked & probed
