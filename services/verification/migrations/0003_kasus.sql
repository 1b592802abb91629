-- A case of registration is a subject too: it is heard of once and answered once.
ALTER TABLE subjek DROP CONSTRAINT subjek_jenis_check;
ALTER TABLE subjek ADD CONSTRAINT subjek_jenis_check
CHECK (jenis IN ('akun', 'permohonan', 'kasus'));
ALTER TABLE tugas DROP CONSTRAINT tugas_jenis_check;
ALTER TABLE tugas ADD CONSTRAINT tugas_jenis_check
CHECK (jenis IN ('akun', 'permohonan', 'kasus'));
