"""What a village's book of registration says of a stay, beside what is counted of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.registration.pemohon.models import Diri
from services.registration.permohonan.models import Alamat, Pengikut
from shared.events.domisili import RincianDomisili, RincianOrang
from shared.nik import mask


def with_buku(
    told: RincianDomisili,
    alamat: Alamat,
    orang_ids: Sequence[UUID],
    persons: Sequence[Diri | Pengikut],
) -> RincianDomisili:
    """Return the particulars with the address, and everyone's name and masked NIK.

    `orang_ids` and `persons` are in the same order; what else is told of a person stays.
    """
    known = {one.orang_id: one for one in told.orang}
    orang = tuple(
        known.get(orang_id, RincianOrang(orang_id=orang_id)).model_copy(
            update={"nama": one.nama, "nik": mask(one.nik) if one.nik else ""}
        )
        for orang_id, one in zip(orang_ids, persons, strict=True)
    )
    return told.model_copy(update={"alamat": alamat.alamat, "orang": orang})
