"""Whether two texts of a profile come to the same."""

from vxenv.errors import VxenvError
from vxenv.profiles.document import parse
from vxenv.profiles.store import profile_path


def says_the_same(name: str, old: bytes, new: bytes) -> bool:
    """Tell whether two texts of the profile `name` come to the same."""

    def meaning(data: bytes) -> object:
        one = parse(data, name, profile_path(name))
        settings = {variable: (setting.value, setting.secret) for variable, setting in one.settings.items()}
        return one.description, one.names, one.protected, settings

    try:
        return meaning(old) == meaning(new)
    except VxenvError:
        return False
