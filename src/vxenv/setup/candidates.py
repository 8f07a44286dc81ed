"""Define the profiles that setup could create, and merge those with the same settings."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vxenv.activation.today import read_today
from vxenv.catalogue.environment import LOCATION
from vxenv.catalogue.models import YES, load_models
from vxenv.profiles.profile_text import render_profile
from vxenv.profiles.validation import check_profile
from vxenv.text.toml_locate import Key

REGION: Key = ("vertex", "region")
PROJECT: Key = ("vertex", "project")
CONFIGURATION: Key = ("google", "configuration")
ANYWHERE = "global"


class Candidate(NamedTuple):
    """A profile that could be created."""

    name: str  # the suggested name
    title: str  # the source, as text for users
    values: Mapping[Key, Any]  # the values, by key of a profile
    where: Mapping[str, str]  # the place of each variable, as text for users
    skipped: tuple[tuple[str, str], ...] = ()  # variables that are not included, each with the reason
    region: str = ""  # gcloud's region, to ask about, since Claude may not be served there
    function: bool = False  # whether a function of an rc file exports the values

    @property
    def data(self) -> bytes:
        """The text of the profile."""
        return render_profile(self.values)

    @property
    def whole(self) -> bool:
        """Return whether it sets a project, which Claude Code requires."""
        return PROJECT in self.values

    def set_location(self, region: str) -> "Candidate":
        """Return this with `region` as its location; "" for none."""
        return self._replace(values={**self.values, REGION: region} if region else self.values, region="")

    def rename(self, name: str) -> "Candidate":
        """Return this under another `name`. Raises DocumentError if the profile is invalid."""
        renamed = self._replace(name=name)
        check_profile(name, renamed.data)
        return renamed


def is_served(region: str) -> bool:
    """Return whether any Claude model is served in `region` today according to the catalogue."""
    return any(model.get_served(region, read_today()) == YES for model in load_models().by_id.values())


def merge(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return `candidates` with equivalent ones merged; the title of a merged one names all sources."""
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
    """Return whether two candidates are equivalent: one sets everything that the other sets."""
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
    """Return the values to compare candidates by; a default location for gcloud is not one of them."""
    return {
        key: repr(value)
        for key, value in candidate.values.items()
        if key != CONFIGURATION
        and not (key == REGION and CONFIGURATION in candidate.values and LOCATION not in candidate.where)
    }
