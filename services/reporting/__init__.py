"""reporting: how many persons stay where, at every level and as of any date.

Owns: tinggal (who is counted where, from when until when) · perubahan_harian (the daily changes
of every area).
Tells: nothing yet.
Hears: registration (DomisiliOpened, DomisiliEnded) and identity (InstansiChanged, SesiRevoked).
"""
