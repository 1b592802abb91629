"""The English catalogue: whole, in step with the code, and what the pages really show."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from jinja2 import Environment

from services.identity.laju import rules as laju
from services.identity.sandi.rules import check_sandi
from services.registration.permohonan import rules as permohonan
from shared import clock
from shared.errors import Conflict, Invalid, NotValid
from shared.nik import check_nik
from shared.web import language
from tests.house.texts import extracted, strings_of, translated
from tests.house.tree import ROOT, parsed, python_files, relative

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdf%]")
# Officers read Indonesian only; a letter has a template per language.
OFFICERS_ROOMS = (
    "services/verification/", "services/reporting/", "/surat/", "notifier/kabar/",
    "notifier/katalog/", "notifier/langganan/", "notifier/webhook/", "notifier/pengiriman/",
    "notifier/naskah/", "notifier/edaran/",
)  # fmt: skip
OFFICERS = (
    *OFFICERS_ROOMS,
    "petugas",
    "identity/blokir/",
    "pengguna/",
    "undangan/",
    "grafik.html",
    "akun/templates/kartu.html",
    "_kartu.html",
    "domisili/templates/koreksi.html",
    "registration/kasus/",
)
OFFICERS_CODE = (
    *OFFICERS_ROOMS, "identity/petugas/", "identity/akun/card.py", "identity/pengguna/",
    "identity/instansi/logo.py", "identity/instansi/actions.py", "identity/sandi/officer_api.py",
    "identity/undangan/", "identity/blokir/", "identity/instansi/rules.py",
    "registration/domisili/rules_koreksi.py", "registration/percakapan/rules_jawaban.py",
    # Official forms are Indonesian.
    "registration/formulir/",
)  # fmt: skip
WORDS = re.compile(r"[^\W\d_]{2,}")
LITERAL = re.compile(r"[A-Z][a-z]+( |$)")
SENTENCE = re.compile(r"[A-Z][^\n`]* [^\n`]*[.?]")
# Attributes that a macro or a block writes into a tag.
IN_TAG = re.compile(r"[\w-]+=\"[^\"]*\"|\bnp-[\w-]+")
SPOKEN = {"alt", "aria-label", "title", "placeholder"}


def resident_templates() -> list[Path]:
    """Return the templates that residents and the public see."""
    found = sorted(ROOT.glob("s*/**/templates/**/*.html"))
    return [path for path in found if not any(part in relative(path) for part in OFFICERS)]


@pytest.fixture
def english(tmp_path) -> Iterator[None]:
    """Pages in English, from the catalogue as it is kept."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as compiled:
        write_mo(compiled, translated())
    before = language._folder[0]
    language.use(tmp_path)
    chosen = language.current.set("en")
    yield
    language.current.reset(chosen)
    language.use(before)


def test_every_text_has_its_english_and_none_is_left_over() -> None:
    wanted = {entry.id for entry in extracted() if entry.id}
    kept = {entry.id for entry in translated() if entry.id}
    assert sorted(map(str, wanted - kept)) == [], "run `make texts`, then translate"
    assert sorted(map(str, kept - wanted)) == [], "run `make texts`"
    assert not translated().obsolete


def test_no_entry_is_empty_or_guessed() -> None:
    entries = [entry for entry in translated() if entry.id]
    assert [entry.id for entry in entries if not all(strings_of(entry.string))] == []
    assert [entry.id for entry in entries if entry.fuzzy] == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    different = [
        entry.id
        for entry in translated()
        if entry.id
        and any(
            sorted(PLACEHOLDER.findall(text))
            != sorted(PLACEHOLDER.findall(strings_of(entry.id)[0]))
            for text in strings_of(entry.string)
        )
    ]
    assert different == []


def test_errors_speak_english(english) -> None:
    said = []
    for refused in (
        lambda: check_nik("3310054102900"),
        lambda: check_sandi("Pendek1"),
        lambda: permohonan.check_jangka_waktu(13),
    ):
        with pytest.raises(NotValid) as wrong:
            refused()
        said.append(language.say(wrong.value.message))
    assert said == [
        "A NIK has 16 digits. You entered 13.",
        "A password has at least 8 characters. You entered 7.",
        "At most 1 year. To settle, report a move (pindah datang).",
    ]


def test_refusals_speak_english(english) -> None:
    now = clock.now()
    assert language.say(Conflict().message) == "Things have changed. Reload this page."
    assert language.say(laju.too_many(now, now).message) == "Too many attempts. Try again in 1 min."
    wrong = Invalid({"captcha": "Kode tidak cocok. Kami sudah membuat kode baru."})
    assert language.say(wrong.message) == "Some answers need correcting."
    assert language.say(wrong.fields["captcha"]).startswith("The code does not match.")
    assert language.ngettext("%(num)s bulan", "%(num)s bulan", 1) == "%(num)s month"
    assert language.gettext("") == ""


class _Bare(HTMLParser):
    """Collects text outside of expressions, except in elements that name their language."""

    VOID = frozenset("area br col hr img input link meta source wbr".split())

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = tag in {"script", "style"} or (tag != "html" and "lang" in dict(attrs))
        if not self._named():
            self.found += [
                text for name, text in attrs if name in SPOKEN and WORDS.search(text or "")
            ]
        if tag not in self.VOID:
            self.open.append((tag, named))

    def handle_endtag(self, tag: str) -> None:
        # Branches of one {% if %} may both close an element: go back to the nearest one.
        places = [n for n, (name, _) in enumerate(self.open) if name == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        text = " ".join(IN_TAG.sub("", data).split())
        if not self._named() and WORDS.search(text):
            self.found.append(text)

    def _named(self) -> bool:
        return any(named for _, named in self.open)


def bare_texts(source: str) -> list[str]:
    """Return what a template writes without `_()`: text, spoken attributes, literals."""
    parts, found, before = [], [], ["", "", ""]
    ngettext = 0
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n"]).lex(source):
        parts.append(value if kind == "data" else "")
        if kind == "whitespace":
            continue
        ngettext = max(0, ngettext - 1) if before[-2:] != ["ngettext", "("] else 3
        marked = before[-2:] == ["_", "("] or ngettext
        if kind == "string" and LITERAL.match(value[1:-1]) and not marked:
            found.append(value)
        before = [*before[-2:], value]
    parser = _Bare()
    parser.feed("".join(parts))
    return found + [text for text in parser.found if text is not None]


@pytest.mark.parametrize("path", resident_templates(), ids=relative)
def test_what_residents_read_goes_through_gettext(path) -> None:
    assert bare_texts(path.read_text()) == []


def test_a_bare_text_is_found() -> None:
    page = '<p{% if a %} lang="id"{% endif %}>Resmi</p><p>Halo {{ nama }}</p><img alt="Foto">'
    assert bare_texts(page + '{{ tombol("Kirim") }}{{ _("Baik") }}') == ['"Kirim"', "Halo", "Foto"]


def unmarked(path: Path) -> Iterator[str]:
    """Yield the sentences of a module that the catalogue does not know."""
    tree, known = parsed(path), {strings_of(entry.id)[0] for entry in extracted() if entry.id}
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed
            and SENTENCE.fullmatch(node.value)
            and node.value not in known
        ):
            yield node.value


@pytest.mark.parametrize("path", python_files("services", "shared"), ids=relative)
def test_a_sentence_in_code_is_in_the_catalogue(path) -> None:
    if not any(part in relative(path) for part in OFFICERS_CODE):
        assert list(unmarked(path)) == []
