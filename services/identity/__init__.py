"""Identity: who somebody is and who may enter.

Owns: akun of residents, their selfies, corrections, blocks and appeals, sessions,
    officers, offices, and the trail of looks.
Tells: AkunRegistered, AkunRepeated, AkunSubmitted, AkunApproved, AkunRejected, SesiRevoked,
    InstansiChanged, AkunBlocked, AkunUnblocked, BandingSubmitted, BandingRefused.
Hears: TugasOpened, TugasClaimed, KeputusanMade (verification); PermohonanSubmitted,
    PermohonanCancelled, PermohonanRejected (registration); SesiRevoked (itself).
"""
