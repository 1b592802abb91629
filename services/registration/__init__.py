"""Registration: drafts, permohonan, and the stays that grow out of them.

Owns   pemohon (verified residents, as far as needed here), draf, permohonan with its pengikut,
       dokumen and perbaikan, domisili (the stay ledger), kasus (who seems to stay twice), bukti
       (the signed proofs) with their penyerahan, percakapan (what residents and offices write to
       each other), and who looked at a permohonan.
Tells  PermohonanSubmitted, PermohonanReturned, PermohonanCancelled, PermohonanApproved,
       PermohonanRejected, DomisiliOpened, DomisiliExtended, DomisiliEnded, DomisiliCorrected,
       KasusOpened, BuktiIssued, BuktiRevoked, PercakapanOpened, PercakapanWritten,
       PercakapanClosed, PercakapanReopened, PengingatRequested, PengingatCancelled,
       PencocokanTold, JejakAdded.
Hears  AkunApproved, AkunBlocked, AkunUnblocked, AkunErased, InstansiChanged and SesiRevoked of
       identity; TugasOpened, TugasPassed, TugasClaimed and KeputusanMade of verification.
"""
