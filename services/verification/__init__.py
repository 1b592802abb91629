"""Verification: the queues of the offices that check an akun or a permohonan.

Owns: tugas (one for each submission), their claims, checks and decisions.
Tells: TugasOpened, TugasClaimed, KeputusanMade.
Hears: AkunSubmitted, AkunApproved, AkunRejected, PermohonanSubmitted, PermohonanCancelled,
PermohonanApproved, PermohonanRejected, SesiRevoked, AkunBlocked, AkunUnblocked.
"""
