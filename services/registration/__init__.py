"""Registration: drafts, permohonan, and the stays that grow out of them.

Owns   pemohon (verified residents, as far as needed here), draf, permohonan with its pengikut,
       domisili (the stay ledger), bukti (the signed proofs) with their penyerahan, and who looked
       at a permohonan.
Tells  PermohonanSubmitted, PermohonanCancelled, PermohonanApproved, PermohonanRejected,
       DomisiliOpened, BuktiIssued, BuktiRevoked, JejakAdded.
Hears  AkunApproved, AkunBlocked, AkunUnblocked, AkunErased, InstansiChanged and SesiRevoked of
       identity; TugasOpened, TugasClaimed and KeputusanMade of verification.
"""
