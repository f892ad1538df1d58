"""Former versions of a material whose door was passed."""

from xuezuo.kernel.errors import NotFound
from xuezuo.study.library.models import Material, Version


def version_get_for(material: Material, number: int) -> Version:
    """Return a former version.

    Raises:
        NotFound: there is no such version.
    """
    found = Version.objects.filter(material=material, number=number).first()
    if found is None:
        raise NotFound
    return found
