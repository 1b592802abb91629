-- Who is counted where: from `mulai` until before `selesai`. `version` is the domisili's that
-- set `selesai`, so that an older end heard later changes nothing.
CREATE TABLE tinggal (
    orang_id uuid PRIMARY KEY,
    domisili_id uuid NOT NULL,
    permohonan_id uuid NOT NULL,
    kode_wilayah text NOT NULL CHECK (kode_wilayah ~ '^\d\d\.\d\d\.\d\d\.\d{4}$'),
    kode_asal text NOT NULL,
    jenis_kelamin text NOT NULL CHECK (jenis_kelamin IN ('L', 'P')),
    kelompok_umur text NOT NULL,
    keperluan text NOT NULL,
    mulai date NOT NULL,
    selesai date NOT NULL,
    version integer NOT NULL,
    CHECK (selesai >= mulai)
);
CREATE INDEX tinggal_wilayah ON tinggal (kode_wilayah, mulai);

-- What each day added to and took from an area of any level; the nation is ''.
-- The count as of a date is the sum up to it; the key carries the figures, so the index answers.
CREATE TABLE perubahan_harian (
    kode_wilayah text NOT NULL,
    tanggal date NOT NULL,
    laki_laki integer NOT NULL,
    perempuan integer NOT NULL,
    PRIMARY KEY (kode_wilayah, tanggal) INCLUDE (laki_laki, perempuan)
);

-- Dropped areas are listed too while somebody counts there; shared's index leaves them out.
CREATE INDEX wilayah_anak_semua ON wilayah (induk);
