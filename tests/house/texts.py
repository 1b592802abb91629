"""The texts that residents read, taken from code and templates: `python -m tests.house.texts`."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from tests.house.tree import ROOT

CATALOGUE = ROOT / "shared" / "locale" / "en" / "LC_MESSAGES" / "messages.po"
FOLDERS = ("services", "shared")
# Calls whose first argument is a text for a person; of FieldErrors.add it is the second.
KEYWORDS = (
    "N_ Message NotValid add:2 Refusal Unauthenticated NotAllowed NotFound Conflict PageExpired "
    "TooLarge TooMany Unavailable"
).split()
HEADER = """\
# English for residents and the public. `make texts` adds what is new and drops what is gone.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@cache
def extracted() -> Catalog:
    """Return every text that code and templates hand to gettext."""
    with (ROOT / "babel.cfg").open() as text:
        methods, options = parse_mapping_cfg(text)
    keywords = DEFAULT_KEYWORDS | parse_keywords(KEYWORDS)
    found = Catalog(locale="en", charset="utf-8")
    for folder in FOLDERS:
        for _, _, message, _, context in extract_from_dir(
            ROOT / folder, methods, options, keywords
        ):
            found.add(message, context=context)
    return found


def translated(path: Path = CATALOGUE) -> Catalog:
    """Return the English catalogue as it is kept."""
    with path.open("rb") as text:
        return read_po(text, locale="en", charset="utf-8")


def updated(catalogue: Catalog) -> bytes:
    """Return the file of `catalogue` with new texts empty and the gone ones dropped."""
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    text = BytesIO()
    write_po(text, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.encode() + text.getvalue().lstrip(b"\n")


def main() -> None:
    """Bring the catalogue up to date and name what is not translated."""
    CATALOGUE.write_bytes(updated(translated()))
    missing = [entry.id for entry in translated() if entry.id and not any(strings_of(entry.string))]
    print("\n".join(str(text) for text in missing) or "nothing is missing")


def strings_of(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a text: one, or one per number."""
    return (string,) if isinstance(string, str) else tuple(string or ("",))


if __name__ == "__main__":
    main()
