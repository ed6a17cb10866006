"""The works that the book cites: book/references.bib, and the citations in its text.

[@cybenko1989]               ([Cybenko, 1989](https://doi.org/...))
[@prince2023, chapter 4; @he2015]    several in one pair of brackets, with what to look at
@cybenko1989                 [Cybenko (1989)](https://doi.org/...), as part of a sentence
"""

import functools
import re
from dataclasses import dataclass

import pybtex.database
from pybtex.richtext import Text

KEY = r"[A-Za-z][\w-]*"
CODE = r"(?P<code>```.*?```|~~~.*?~~~|`[^`\n]+`)"
CITATION = re.compile(
    rf"{CODE}|\[(?P<group>@{KEY}[^\]\n]*(?:\n[^\]\n]+)*)\](?!\()|(?<![\w@./`])@(?P<key>{KEY})",
    re.DOTALL,
)
MANY_AUTHORS = 3  # from here on a citation names the first one, "et al."
MOST_LISTED = 10  # with more authors, so does the list of references
LONGEST_ADDRESS = 45


class UnknownWork(ValueError):
    """A citation of a work that is not in book/references.bib; the message says which."""


@dataclass(frozen=True)
class Work:
    """One entry of the bibliography. `names` is who, as in a citation; `entry` the whole, in
    Markdown; `url` is empty where nothing of it is on the web."""

    key: str
    names: str
    year: str
    entry: str
    url: str

    def linked(self, text):
        """The text as a link to the work."""
        return f"[{text}]({self.url})" if self.url else text

    @property
    def in_brackets(self):
        return self.linked(f"{self.names}, {self.year}" if self.year else self.names)

    @property
    def in_a_sentence(self):
        return self.linked(f"{self.names} ({self.year})" if self.year else self.names)


@functools.cache  # all notebooks of a build cite from the same file
def read_works(path):
    """Return the works of a .bib file by key, sorted by names and year; none without a file."""
    if not path.exists():
        return {}
    entries = pybtex.database.parse_file(str(path), "bibtex").entries
    works = [_work(key, entry) for key, entry in entries.items()]
    return {work.key: work for work in sorted(works, key=lambda w: (w.names.lower(), w.year))}


def cite(text, works):
    """Return the Markdown with its citations as links, and the keys cited, in their order.

    Nothing in code is a citation. Raises UnknownWork.
    """
    cited = []

    def replaced(match):
        if match["code"]:
            return match[0]
        if match["key"]:
            cited.append(match["key"])
            return _find(match["key"], works).in_a_sentence
        parts = [part.strip().partition(",") for part in match["group"].split(";")]
        keys = [at_key.strip().removeprefix("@") for at_key, _, _ in parts]
        cited.extend(keys)
        shown = [
            _find(key, works).in_brackets + comma + rest
            for key, (_, comma, rest) in zip(keys, parts, strict=True)
        ]
        return f"({'; '.join(shown)})"

    return CITATION.sub(replaced, text), list(dict.fromkeys(cited))


def listed(keys, works):
    """Return the Markdown list of these works, in the bibliography's order."""
    return "\n".join(f"- {work.entry}" for key, work in works.items() if key in keys)


def _find(key, works):
    if key not in works:
        raise UnknownWork(f"@{key} is cited, and book/references.bib has no entry of that key.")
    return works[key]


def _work(key, entry):
    address = ("doi", "url")
    field = {n: text if n in address else _plain(text) for n, text in entry.fields.items()}
    people = entry.persons.get("author", [])
    if not people or "title" not in field:
        raise UnknownWork(f"The entry {key} of the bibliography needs an author and a title.")
    url = f"https://doi.org/{field['doi']}" if "doi" in field else field.get("url", "")
    url = url.replace("(", "%28").replace(")", "%29")  # a bracket would end a link in Markdown
    year = field.get("year", "")
    head = f"{_all_names(people)} ({year})." if year else f"{_all_names(people)}."
    said = " ".join([head, *_where(entry.type, field), _address(field, url)]).strip()
    return Work(key, _short_names(people), year, said, url)


def _where(kind, field):
    """Return the title and the place of publication, in sentences."""
    edition = f" ({field['edition']} edition)" if "edition" in field else ""
    own_volume = kind in ("book", "phdthesis", "mastersthesis")
    title = f"*{field['title']}*{edition}" if own_volume else field["title"]
    yield title if title[-1] in "?!" else f"{title}."
    if kind in ("phdthesis", "mastersthesis"):
        level = "PhD" if kind == "phdthesis" else "Master's"
        yield f"{level} thesis, {field['school']}."
    if "journal" in field:
        number = f"({field['number']})" if "number" in field else ""
        volume = f", {field['volume']}{number}" if "volume" in field else ""
        yield f"*{field['journal']}*{volume}{_pages(field)}."
    if "booktitle" in field:
        yield f"In *{field['booktitle']}*{_pages(field)}."
    for name in ("publisher", "howpublished", "note"):
        if name in field and f"https://arxiv.org/abs/{field[name][6:]}" != field.get("url"):
            yield f"{field[name]}."


def _pages(field):
    return f", {field['pages'].replace('--', '–')}" if "pages" in field else ""


def _address(field, url):
    """A link that shows the DOI or the address, or only its host where the address is long."""
    if not url:
        return ""
    shown = url.partition("://")[2].removeprefix("www.").rstrip("/")
    shown = shown.replace("arxiv.org/abs/", "arXiv:")
    if "doi" in field:
        shown = f"doi:{field['doi']}"
    elif len(shown) > LONGEST_ADDRESS:
        shown = shown.partition("/")[0]
    return f"[{shown}]({url})"


def _short_names(people):
    last = [_last(person) for person in people]
    return f"{last[0]} et al." if len(last) >= MANY_AUTHORS else " and ".join(last)


def _all_names(people):
    names = [_full(person) for person in people]
    if len(names) > MOST_LISTED:
        return f"{names[0]} et al."
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _last(person):
    return " ".join(_plain(name) for name in person.prelast_names + person.last_names)


def _full(person):
    given = [_plain(name).split("-") for name in person.first_names + person.middle_names]
    initials = " ".join("-".join(f"{part[0]}." for part in name) for name in given)
    return f"{_last(person)}, {initials}" if initials else _last(person)


def _plain(latex):
    """A field as plain text: no braces, and dashes as in print."""
    text = str(Text.from_latex(latex)) if "$" not in latex else latex.strip("{}")
    return text.replace("{", "").replace("}", "").replace(" -- ", " – ").replace("--", "–")
