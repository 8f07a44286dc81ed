"""Profiles that setup could create: what each would set, and one for each setup however often it was found."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.models import YES, models
from vxenv.checks.advice import today
from vxenv.cli.output.differences import value_rows
from vxenv.profiles.profile_text import written
from vxenv.profiles.validation import check_profile
from vxenv.text.toml_locate import Key

REGION: Key = ("vertex", "region")
PROJECT: Key = ("vertex", "project")
CONFIGURATION: Key = ("google", "configuration")
ANYWHERE = "global"


class Candidate(NamedTuple):
    """A profile that could be created."""

    name: str  # what it would be called
    title: str  # what it is taken from, for people
    values: Mapping[Key, Any]  # what it sets, by key of a profile
    where: Mapping[str, str]  # where each variable was found, for people
    left: tuple[str, ...] = ()  # rows about what was not taken, and why
    region: str = ""  # where gcloud works, which need not be where Claude is served: to be asked for
    function: bool = False  # whether it is what a function of an rc file exports

    @property
    def data(self) -> bytes:
        """The text of the profile."""
        return written(self.values)

    @property
    def rows(self) -> tuple[str, ...]:
        """Rows for people: what it sets, and what was left out."""
        return (*value_rows(self.values, self.where), *self.left)

    @property
    def whole(self) -> bool:
        """Whether it names a project, without which Claude Code gives up."""
        return PROJECT in self.values

    def place(self, region: str) -> "Candidate":
        """Return this with `region` as its location; "" for none."""
        return self._replace(values={**self.values, REGION: region} if region else self.values, region="")

    def rename(self, name: str) -> "Candidate":
        """Return this under another `name`. Raises DocumentError if it could not be used."""
        renamed = self._replace(name=name)
        check_profile(name, renamed.data)
        return renamed


def is_served(region: str) -> bool:
    """Tell whether the catalogue says that some Claude model is served in `region` today."""
    return any(model.served(region, today()) == YES for model in models().by_id.values())


def merge(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return `candidates` with those that are one setup as one, whose title names all places."""
    found: list[Candidate] = []
    for one in candidates:
        for at, other in enumerate(found):
            if _is_same(one, other):
                more, less = (one, other) if len(_core(one)) > len(_core(other)) else (other, one)
                left = tuple(dict.fromkeys((*more.left, *less.left)))
                found[at] = more._replace(name=other.name, title=f"{other.title} and {one.title}", left=left)
                break
        else:
            found.append(one)
    return found


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Tell whether the two are one setup: what one sets, the other sets as well."""
    if one.values.get(CONFIGURATION, "") != other.values.get(CONFIGURATION, "") and (
        CONFIGURATION in one.values and CONFIGURATION in other.values
    ):
        return False
    core, others = _core(one).items(), _core(other).items()
    if one.function or other.function:
        return core == others
    return core <= others or others <= core


def _core(candidate: Candidate) -> dict[Key, str]:
    """Return what tells one setup from another. A location that gcloud did not name is none."""
    return {
        key: repr(value)
        for key, value in candidate.values.items()
        if key != CONFIGURATION
        and not (key == REGION and CONFIGURATION in candidate.values and "CLOUD_ML_REGION" not in candidate.where)
    }
