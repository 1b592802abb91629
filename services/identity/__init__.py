"""Identity: who somebody is and who may enter.

Owns: akun of residents, their selfies, corrections, blocks and appeals, sessions, officers with
    their roles and invitations, offices, links by e-mail, API clients, requests to be forgotten,
    and the sealed trail of looks and changes.
Tells: AkunRegistered, AkunRepeated, AkunSubmitted, AkunApproved, AkunRejected, SesiRevoked,
    InstansiChanged, AkunBlocked, AkunUnblocked, BandingSubmitted, BandingRefused, AkunErased,
    TautanRequested, SandiChanged, IngatStolen, EmailChanged, PetugasAssigned, PetugasEnded,
    SuratRequested.
Hears: TugasOpened, TugasPassed, TugasClaimed, TugasEscalated, TugasReferred, KeputusanMade
    (verification); PermohonanSubmitted, PermohonanCancelled, PermohonanRejected, DomisiliOpened,
    DomisiliExtended, DomisiliEnded, DomisiliCorrected (registration); JejakAdded (registration,
    verification); SesiRevoked (itself).
"""
