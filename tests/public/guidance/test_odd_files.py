"""Files that are no content at all are named, and nothing of them is run or grown."""

import pytest

from weerbaar.public.guidance import queries


def said(content):
    return [str(problem) for problem in queries.content_problems(content)]


@pytest.mark.parametrize(
    ("written", "named"),
    [
        (b"steps: [", "proef.yaml: regel 1: dit is geen geldige YAML"),
        (b"address: x\naddress: y\n", "proef.yaml: regel 2: het veld “address” staat er twee keer"),
        (b"title: &a [x]\nsteps: *a\n", "proef.yaml: regel 2: een verwijzing met * kan hier niet"),
        (b"? [a]\n: b\n", "proef.yaml: regel 1: de naam van een veld is gewone tekst"),
        (b"\xff\xfe\xfa", "proef.yaml: dit bestand is niet te lezen als YAML in UTF-8"),
        (b"a: \x00", "proef.yaml: dit bestand is niet te lezen als YAML in UTF-8"),
        (b"[" * 5000, "proef.yaml: dit bestand is niet te lezen als YAML in UTF-8"),
        (b"# x" * 100_000, "proef.yaml: het bestand is groter dan 200 kB"),
        (b"a: 1\n---\nb: 2\n", "proef.yaml: regel 2: dit is geen geldige YAML"),
        (b"- een lijst\n", "proef.yaml: hier horen velden te staan"),
        (b"", "proef.yaml: hier horen velden te staan"),
    ],
)
def test_what_cannot_be_read_is_named_once_with_its_line(content, written, named):
    (content / "proef.yaml").write_bytes(written)

    found = [problem for problem in said(content) if problem.startswith(named)]

    assert len(found) == 1


def test_a_tag_that_would_run_something_is_only_a_text(content):
    path = content / "proef.yaml"
    path.write_text(path.read_text().replace("title: Bel 112", "title: !!python/name:os.system Bel 112"))

    assert said(content) == []


def test_a_folder_without_law_table_says_which_file_is_missing(content):
    (content / "law.yaml").unlink()

    assert said(content)[0].startswith("law.yaml: het bestand is niet te lezen")
