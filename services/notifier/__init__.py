"""notifier: every change of an akun or a permohonan reaches its owner, by mail and in the app.

Owns   kontak (where a resident is reached), surat (mail and its delivery),
       pemberitahuan (the in-app inbox).
Tells  nothing yet.
Hears  AkunRegistered, AkunRepeated, AkunSubmitted, AkunApproved, AkunRejected, AkunBlocked,
       AkunUnblocked, AkunErased, BandingSubmitted, BandingRefused, InstansiChanged,
       TautanRequested, SandiChanged, IngatStolen, EmailChanged and SesiRevoked of identity;
       PermohonanSubmitted, PermohonanCancelled, PermohonanApproved, PermohonanRejected,
       PermohonanReturned, BuktiIssued and BuktiRevoked of registration;
       RekapSigned, RekapSent, RekapReturned, RekapAccepted, RekapRevised,
       PengingatRequested and PengingatCancelled of reporting.
"""
