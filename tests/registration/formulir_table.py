"""The table of forms in `docs/formulir.md`, as the packs say it; run it to write the file anew."""

from __future__ import annotations

from services.registration.formulir.models import Formulir
from services.registration.formulir.paket import find_bukti, list_formulir
from shared import paket
from tests.house.tree import ROOT

FILE = ROOT / "docs" / "formulir.md"
MARK = "<!-- table -->"


def rows() -> list[str]:
    """Return a row per form and proof of each pack."""
    found = ["| pack | form | paper | title | fields or columns | signature blocks | pasal |"]
    found.append("|---|---|---|---|---|---|---|")
    for kode in paket.names():
        found += [_form(kode, each) for each in list_formulir(kode).values()]
        found.append(_proof(kode))
    return found


def _form(kode: str, form: Formulir) -> str:
    lines = [label for part in form.bagian for _, label, _ in part["isian"]] or list(form.kolom)
    paper = "A4 lying" if form.lembar == "anggota" else "A4"
    blocks = " · ".join(_block(each.atas) for each in form.tanda_tangan)
    return _row(f"`{kode}`", form.kode, paper, form.judul, "; ".join(lines), blocks, form.dasar)


def _block(lines: tuple[str, ...]) -> str:
    return " / ".join(line for line in lines if line)


def _proof(kode: str) -> str:
    proof = find_bukti(kode)
    if proof is None:
        return _row(f"`{kode}`", "bukti", "–", "none: gives out no document", "–", "–", "–")
    fields = "; ".join(label for label, _ in (*proof.tempat, *proof.orang))
    by_hand = " (signed by hand as well)" if proof.is_basah else ""
    return _row(
        f"`{kode}`", "bukti", f"{proof.kertas.upper()} lying", proof.judul.replace("\n", " "),
        fields, _block(proof.petugas) + by_hand, proof.nama.partition("(")[2].rstrip(")"),
    )  # fmt: skip


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    before, _, after = FILE.read_text().split(MARK)
    FILE.write_text("\n".join([before + MARK, "", *rows(), "", MARK + after]))
