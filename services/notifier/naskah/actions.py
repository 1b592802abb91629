"""Writing words anew, going back to older ones, and a sample of how they look."""

from __future__ import annotations

from datetime import date

from services.notifier.naskah import queries, rules
from services.notifier.naskah.models import NaskahForm
from services.notifier.surat import naskah
from services.notifier.surat.models import Pesan
from services.notifier.surat.naskah import Naskah
from shared.db import Connection
from shared.errors import N_, NotFound
from shared.instansi.queries import get_instansi
from shared.sesi.token import Principal

GONE = N_("Versi ini tidak ada.")
SAMPLE: dict[str, object] = {
    "nama": "Siti Contoh", "nomor": "A00004421", "nobukti": "W00000123",
    "tujuan": "Kabupaten Bantul, DI Yogyakarta", "catatan": "Swafoto kurang jelas.",
    "alasan": "Nomor RT dan RW belum diisi.", "dasar": "data_berulang", "status": "approved",
    "sisa_kesempatan": "2", "jumlah_orang": "3", "keterangan": "Petugas verifikasi",
    "jumlah": "2", "daftar": "W00000123, W00000124",
    "cara": "email", "pin": "000000",
    "sebab": "departed", "hari": "30", "tanggal_datang": date(2026, 11, 20),
    "tanggal_berakhir": date(2027, 5, 20), "tanggal_selesai": date(2027, 5, 20),
}  # fmt: skip


async def write_naskah(
    conn: Connection, who: Principal, pesan: Pesan, bahasa: str, form: NaskahForm
) -> int:
    """Keep new words, which count from now on; raises Invalid."""
    form = rules.check_form(pesan, form)
    return await queries.insert_versi(conn, pesan, bahasa, form, who.id, who.nama)


async def use_versi(conn: Connection, pesan: Pesan, bahasa: str, versi: int) -> None:
    """Let an older version count again, 0 for the words we came with; raises NotFound."""
    if not await queries.set_aktif(conn, pesan, bahasa, versi):
        raise NotFound(GONE)


async def write_blok(conn: Connection, who: Principal, kode_kantor: str, teks: str) -> None:
    """Keep what an office writes below its signature; raises Invalid."""
    tidy = rules.check_block(teks)
    await queries.insert_blok(conn, kode_kantor, tidy, who.id, who.nama)


async def preview(
    conn: Connection, pesan: Pesan, bahasa: str, kode_kantor: str, situs: str,
    form: NaskahForm | None,
) -> Naskah:  # fmt: skip
    """Return a message with sample values, in the words of `form` or those that count."""
    instansi = await get_instansi(conn, kode_kantor)
    values = {
        **SAMPLE, "instansi": instansi, "situs": situs, "tautan": situs.rstrip("/") + "/contoh",
        "nama_kantor": instansi.nama, "blok": await queries.find_blok(conn, kode_kantor),
    }  # fmt: skip
    form = form or await queries.find_aktif(conn, pesan, bahasa)
    if form is None:
        return naskah.write(pesan, bahasa, values)
    return naskah.write_own(form.subjek, rules.filled(form.isi, bahasa, values), bahasa, values)
