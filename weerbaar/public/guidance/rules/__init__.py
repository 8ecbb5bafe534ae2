"""What must be true of guides and law table before anybody reads them."""

from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.guides import Library
from weerbaar.public.guidance.rules.grounds import wrong_grounds
from weerbaar.public.guidance.rules.names import wrong_names
from weerbaar.public.guidance.rules.paths import wrong_paths
from weerbaar.public.guidance.rules.wording import wrong_wording


def problems_in(library: Library) -> list[Problem]:
    """Will name everything that is wrong with what the content files say."""
    return [
        *wrong_names(library),
        *(problem for guide in library.guides for problem in wrong_paths(guide)),
        *wrong_wording(library),
        *wrong_grounds(library),
    ]
