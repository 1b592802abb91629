"""Verification: the queues of the offices that check an akun or a permohonan.

Owns: tugas (one for each submission), their claims, checks and decisions; when the offices are
    open.
Tells: TugasOpened, TugasClaimed, KeputusanMade, JejakAdded.
Hears: AkunSubmitted, AkunApproved, AkunRejected, AkunBlocked, AkunUnblocked, AkunErased,
PermohonanSubmitted, PermohonanCancelled, PermohonanApproved, PermohonanRejected,
PermohonanReturned, KasusOpened, PetugasEnded, SesiRevoked, InstansiChanged.
"""
