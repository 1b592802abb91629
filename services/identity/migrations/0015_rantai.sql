-- Which levels check a permohonan before the office does, in their order; the office is the last.
ALTER TABLE instansi ADD COLUMN rantai text[] NOT NULL DEFAULT '{dinas}';

-- At which level of its chain a permohonan waits, by its submission and the tugas' version: the
-- officers of that level may look at the applicant's akun as long as it does.
CREATE TABLE posisi_lihat (
    permohonan_id uuid PRIMARY KEY,
    jenjang text NOT NULL,
    tempat text NOT NULL,
    subjek_version integer NOT NULL,
    version integer NOT NULL
);
