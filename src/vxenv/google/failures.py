"""What a failure of Google's APIs means and what fixes it, read from failures.toml beside this file.

What is recognised first is structure (reason, status: https://cloud.google.com/apis/design/errors), then wording. What
an error says comes from strangers: a name in it is taken only in the shape that it must have, and quoted in a command.
"""

import functools
import os
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from shlex import quote as shell_quoted
from typing import Any
from urllib.parse import quote as address_quoted

from vxenv.catalogue.value_types import LOCATION, MODEL, PROJECT

PREDICT = "aiplatform.endpoints.predict"  # what a request for a model needs, and roles/aiplatform.user has
SERVICE = "aiplatform.googleapis.com"
LOGIN = "gcloud auth application-default login"


@dataclass(frozen=True)
class Failure:
    """What an error says: HTTP's `code`, 0 if none, and `status`, `reason` and `metadata` as Google's model has them.

    `reason` may be an OAuth error's code, `status` the type of an error of Anthropic's API. `text` is all that was
    said, for its wording; `cut` says that it may end in the middle of a word.
    """

    code: int = 0
    status: str = ""
    reason: str = ""
    text: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


@dataclass(frozen=True)
class Cause:
    """A row of the table; failures.toml says what each field means."""

    name: str
    cause: str
    verdict: str
    key: str
    fix: tuple[str, ...]
    match: tuple[Mapping[str, Any], ...]
    source: str


@dataclass(frozen=True)
class Diagnosis:
    """A cause, with what is known of this case: `facts` by name, each in its shape."""

    name: str
    verdict: str
    key: str
    facts: Mapping[str, str]

    def known(self, **facts: str) -> "Diagnosis":
        """Return this with `facts` where it has none of its own; empty ones are none."""
        more = {name: value for name, value in facts.items() if value}
        return Diagnosis(self.name, self.verdict, self.key, {**more, **self.facts})

    def refined(self, name: str, **facts: str) -> "Diagnosis":
        """Return the cause called `name` with the facts of this one and `facts`, which are right as they are."""
        cause = causes()[name]
        return Diagnosis(name, cause.verdict, cause.key, {**self.facts, **facts})

    @property
    def what(self) -> str:
        """The cause in one line."""
        unsaid = _table()[1]
        return causes()[self.name].cause.format_map({**unsaid, **self.facts})

    @property
    def fix(self) -> str:
        """The command or the page that fixes it, whole, as it can be copied."""
        return next(_filled(causes()[self.name].fix, self.facts))


class DiagnosedError(Exception):
    """Something that cannot be done, and why."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        """Take the diagnosis."""
        super().__init__(diagnosis.what)
        self.diagnosis = diagnosis


# What an error calls things, and the shape that each must have: nothing else of it gets into a command.
_SHAPES = {
    "project": PROJECT,
    "location": LOCATION,
    "model": MODEL,
    "metric": re.compile(r"[a-z][a-z0-9.]*/[a-z0-9]+_[a-z0-9_]+"),
    "permission": re.compile(r"[a-z]+\.[A-Za-z.]+"),
    "path": re.compile(r"[^\x00-\x1f\x7f]{1,1000}"),
    "account": re.compile(r"(?:user|serviceAccount):[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"),
    "service": re.compile(r"[A-Za-z0-9.-]{1,200}(?::[0-9]+)?"),
    "said": re.compile(r"[^\x00-\x1f\x7f]{1,300}"),
    "constraint": re.compile(r"[a-z]+\.[A-Za-z.]{1,100}"),
    "beta": re.compile(r"[a-z0-9-]{1,60}-20[0-9]{2}-[0-9]{2}-[0-9]{2}"),
    "field": re.compile(r"[a-z][a-z0-9_.]{1,100}"),
}
_SAID = {
    name: [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    for name, patterns in {
        "project": [
            r"projects/([a-z0-9.:-]{1,64})",
            r"\bproject(?:_id)?[=:]\s?['\"]?([a-z0-9.:-]{1,64})",
            r"\bproject [`'\"#\[]{1,2}([a-z0-9.:-]{1,64})",
            # Without quotes it may be any word of the sentence.
            r"\b(?:resource|use) project ([a-z0-9.:-]{0,63}[a-z0-9])",
            r"\bin project ([a-z0-9.:-]{0,63}[0-9-][a-z0-9-]{0,30})",
        ],
        "location": [
            r"/locations/([a-z0-9-]{1,64})(?![a-z0-9-]|/workloadIdentityPools)",
            r"\b(?:servable in|in|region|location) (?:region|location)[: ]{1,2}[`'\"]?([a-z]{1,30}[a-z0-9-]{0,30})",
            r"https://([a-z]+-[a-z]+[0-9]+)-aiplatform\.googleapis",
            r"https://aiplatform\.(us|eu)\.rep\.googleapis",
        ],
        "model": [
            # Where a line is broken within the id, a part of it would be another model.
            r"publishers/anthropic/models/([A-Za-z0-9](?:[A-Za-z0-9._@-]{0,98}[A-Za-z0-9])?)(?![\w@-]|\s[\s@0-9-])",
            r"the model [`'\"]?([A-Za-z0-9][A-Za-z0-9._@-]{0,99})(?:\[1m\])?[`'\"]? is not available",
            r"selected model \(([A-Za-z0-9][A-Za-z0-9._@-]{0,99})",
            r"publisher model [`'\"]?(claude-[A-Za-z0-9._@-]{0,90}[a-z0-9])(?![A-Za-z0-9._@-])",
            r"(?<!projects/)\b(claude-[a-z-]{0,40}[0-9][a-z0-9-]{0,60}(?:@[a-z0-9]{1,20})?)(?![\w@-]|\.[0-9]|\s[@-])",
        ],
        "metric": [r"(?<![/.\w])(aiplatform\.googleapis\.com/[a-z0-9_]{1,200})(?![\w/])"],
        "permission": [r"permission '?([a-z]+\.[A-Za-z.]+[A-Za-z])'? denied"],
        "path": [
            r"the file at (.{1,1000}?) does not exist",
            r"\bfile (/.{1,1000}?) was not found",
            r"the file (/.{1,1000}?) (?:is not|does not)",
        ],
        "service": [r"/apis/api/([a-z]+\.googleapis\.com)"],
        "constraint": [r"\bconstraints/([a-z]{1,40}\.[A-Za-z.]{0,100}[A-Za-z])"],
        "beta": [r"unexpected value\(s\):? [`'\"]?([a-z0-9-]{1,60}-20[0-9]{2}-[0-9]{2}-[0-9]{2})"],
        "field": [r"([a-z][a-z0-9_.]{1,100}): extra inputs are not permitted"],
    }.items()
}
_METADATA = {
    "project": ("consumer", "project", "containerInfo"),
    "location": ("quota_location", "location", "region"),
    "metric": ("quota_metric",),
    "permission": ("permission",),
    "service": ("service",),
}


def facts_in(failure: Failure) -> dict[str, str]:
    """Return what `failure` says of the case, each in the shape that it must have."""
    found = {}
    for name, shape in _SHAPES.items():
        for said in _said(name, failure):
            # count-tokens is the address of a question, and stands where a model does.
            if shape.fullmatch(said) and (name, said) != ("model", "count-tokens"):
                found[name] = said
                break
    return found


def _said(name: str, failure: Failure) -> Iterator[str]:
    for key in _METADATA.get(name, ()):
        if key in failure.metadata:
            yield failure.metadata[key].removeprefix("projects/")
    resource = failure.metadata.get("resource", "")
    for pattern in _SAID.get(name, ()):
        for text, cut in ((resource, False), (failure.text, failure.cut)):
            yield from (
                found[1]
                for found in pattern.finditer(text)
                # A part of a name is another name: europe-west1 is none of europe-west10.
                if not ((cut and found.end(1) == len(text)) or text.startswith(("...", "…"), found.end(1)))
            )


def diagnosed(failure: Failure) -> Diagnosis | None:
    """Return what `failure` means, or None if it is none that is known."""
    squashed = " ".join(failure.text.split())
    best: tuple[int, Cause] | None = None
    for cause in causes().values():
        for sign in cause.match:
            if _agrees(sign, failure, squashed):
                weight = _weight(sign)
                if best is None or weight > best[0]:
                    best = (weight, cause)
    if best is None:
        return None
    cause, facts = best[1], facts_in(failure)
    if cause.name == "iam":
        facts.setdefault("permission", PREDICT)
        if not facts["permission"].startswith("aiplatform."):
            cause = causes()["iam-other"]  # the role that is for Vertex would not mend it
    if cause.name == "api-off":
        facts.setdefault("service", SERVICE)
    return Diagnosis(cause.name, cause.verdict, cause.key, facts)


def diagnosis(name: str, **facts: str) -> Diagnosis:
    """Return the cause called `name`, with `facts` that are known; those in no shape are left out."""
    cause = causes()[name]
    fitting = {key: value for key, value in facts.items() if key in _SHAPES and _SHAPES[key].fullmatch(value)}
    return Diagnosis(name, cause.verdict, cause.key, fitting | ({"login": facts["login"]} if "login" in facts else {}))


def _agrees(sign: Mapping[str, Any], failure: Failure, squashed: str) -> bool:
    for part, wanted in sign.items():
        if part == "wording":
            if not wanted.search(squashed):
                return False
        elif getattr(failure, part) != wanted:
            return False
    return True


def _weight(sign: Mapping[str, Any]) -> int:
    weights = {"reason": 8, "wording": 4, "status": 2, "code": 1}
    return sum(weights[part] for part in sign)


def _filled(templates: tuple[str, ...], facts: Mapping[str, str]) -> Iterator[str]:
    for template in templates:
        names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
        given = {"login": LOGIN, **facts}
        if names <= given.keys():
            page = template.startswith("https://")
            yield template.format_map(
                {
                    name: value
                    if name == "login"
                    else address_quoted(value, safe="@:/")
                    if page
                    else shell_quoted(value)
                    for name, value in given.items()
                }
            )
    raise AssertionError(
        "the last of a cause's fixes needs no fact"
    )  # pragma: no cover - a test holds the table to it


@functools.cache
def _table() -> tuple[dict[str, Cause], dict[str, str]]:
    with open(os.path.join(os.path.dirname(__file__), "failures.toml"), "rb") as file:
        table = tomllib.load(file)
    found = {}
    for name, row in table["failures"].items():
        match = tuple(
            {part: re.compile(said, re.IGNORECASE) if part == "wording" else said for part, said in sign.items()}
            for sign in row.pop("match")
        )
        found[name] = Cause(name=name, match=match, **{"verdict": "", "key": "", **row, "fix": tuple(row["fix"])})
    return found, table["unsaid"]


def causes() -> Mapping[str, Cause]:
    """Return all causes by name, in the file's order, read once per process."""
    return _table()[0]
