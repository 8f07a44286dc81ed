"""Profiles that setup could create: what each would set, and one for each setup however often it was found."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.environment import LOCATION
from vxenv.catalogue.models import YES, load_models
from vxenv.checks.advice import read_today
from vxenv.profiles.profile_text import render_profile
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
    skipped: tuple[tuple[str, str], ...] = ()  # variables that were not taken, and why
    region: str = ""  # where gcloud works, which need not be where Claude is served: to be asked for
    function: bool = False  # whether it is what a function of an rc file exports

    @property
    def data(self) -> bytes:
        """The text of the profile."""
        return render_profile(self.values)

    @property
    def whole(self) -> bool:
        """Whether it names a project, without which Claude Code gives up."""
        return PROJECT in self.values

    def set_location(self, region: str) -> "Candidate":
        """Return this with `region` as its location; "" for none."""
        return self._replace(values={**self.values, REGION: region} if region else self.values, region="")

    def rename(self, name: str) -> "Candidate":
        """Return this under another `name`. Raises DocumentError if it could not be used."""
        renamed = self._replace(name=name)
        check_profile(name, renamed.data)
        return renamed


def is_served(region: str) -> bool:
    """Tell whether the catalogue says that some Claude model is served in `region` today."""
    return any(model.get_served(region, read_today()) == YES for model in load_models().by_id.values())


def merge(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return `candidates` with those that are one setup as one, whose title names all places."""
    merged: list[Candidate] = []
    for candidate in candidates:
        for index, other in enumerate(merged):
            if _is_same(candidate, other):
                less, more = sorted((candidate, other), key=lambda one: len(_select_core(one)))
                skipped = tuple(dict.fromkeys((*more.skipped, *less.skipped)))
                title = f"{other.title} and {candidate.title}"
                merged[index] = more._replace(name=other.name, title=title, skipped=skipped)
                break
        else:
            merged.append(candidate)
    return merged


def _is_same(first: Candidate, second: Candidate) -> bool:
    """Tell whether the two are one setup: what one sets, the other sets as well."""
    configurations = {
        candidate.values[CONFIGURATION] for candidate in (first, second) if CONFIGURATION in candidate.values
    }
    if len(configurations) > 1:
        return False
    core, others = _select_core(first).items(), _select_core(second).items()
    if first.function or second.function:
        return core == others
    return core <= others or others <= core


def _select_core(candidate: Candidate) -> dict[Key, str]:
    """Return what tells one setup from another. A location that gcloud did not name is none."""
    return {
        key: repr(value)
        for key, value in candidate.values.items()
        if key != CONFIGURATION
        and not (key == REGION and CONFIGURATION in candidate.values and LOCATION not in candidate.where)
    }
