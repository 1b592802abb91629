"""reporting: how many persons stay where, at every level and as of any date.

Owns: domisili and tinggal (who is counted where, from when until when) · penghitung (what every
month and day adds to every area) · arsip (the facts, to count anew) · laporan (recaps on their way
up) · penanda_tangan (who signs a form) · aktivitas
(offices heard of) · pencocokan_buku and selisih (what registration's ledger holds, and where it
differs) · terbitan, statistik_bulanan and statistik_rincian (the rounded figures for everybody).
Tells: RekapSigned, RekapSent, RekapReturned, RekapAccepted, RekapRevised, PengingatRequested and
PengingatCancelled.
Hears: registration (DomisiliOpened, DomisiliExtended, DomisiliEnded, DomisiliCorrected,
PermohonanApproved, PencocokanTold) and identity (InstansiChanged, SesiRevoked).
"""
