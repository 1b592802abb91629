"""notifier: every change reaches whom it concerns: residents, offices, and other systems.

Owns   kontak (where a resident is reached), surat (mail and its delivery),
       pemberitahuan (the in-app inbox), kabar (news for offices), pilihan (what a resident chose),
       pengingat (reminders), pemilik (whose permohonan it is), peristiwa (public events on their
       way out), langganan and webhook (outside systems that listen or are called).
Tells  nothing yet.
Hears  AkunRegistered, AkunRepeated, AkunSubmitted, AkunApproved, AkunRejected, AkunBlocked,
       AkunUnblocked, AkunErased, BandingSubmitted, BandingRefused, InstansiChanged,
       TautanRequested, SuratRequested, SandiChanged, IngatStolen, EmailChanged and SesiRevoked of
       identity;
       PermohonanSubmitted, PermohonanCancelled, PermohonanApproved, PermohonanRejected,
       PermohonanReturned, DomisiliExtended, DomisiliEnded, DomisiliCorrected, BuktiIssued,
       BuktiRevoked, KasusOpened, PercakapanOpened, PercakapanWritten, PercakapanClosed,
       PercakapanReopened, PengingatRequested and PengingatCancelled of registration;
       TugasOpened, TugasTakenOver, TugasEscalated, TugasReferred, PembagianMade and KeputusanMade
       of verification; RekapSigned,
       RekapSent, RekapReturned, RekapAccepted, RekapRevised, PengingatRequested and
       PengingatCancelled of reporting.
"""
