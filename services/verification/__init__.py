"""Verification: the queues of the offices that check an akun or a permohonan.

Owns: tugas (one for each submission), their claims, checks and decisions, their steps from level
    to level (langkah); who of an office does what (pembagian); what went up to a superior
    (eskalasi, pengajuan); when the offices are open; the villages' books of registration (buku),
    and who stays where (asal).
Tells: TugasOpened, TugasPassed, TugasClaimed, TugasTakenOver, TugasEscalated, TugasReferred,
    PembagianMade, KeputusanMade, JejakAdded.
Hears: AkunSubmitted, AkunApproved, AkunRejected, AkunBlocked, AkunUnblocked, AkunErased,
PermohonanSubmitted, PermohonanCancelled, PermohonanApproved, PermohonanRejected,
PermohonanReturned, KasusOpened, DomisiliOpened, DomisiliExtended, DomisiliEnded,
DomisiliCorrected, PetugasAssigned, PetugasEnded, SesiRevoked, InstansiChanged.
"""
