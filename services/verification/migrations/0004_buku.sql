-- Who stays where, from where: from `mulai` until before `selesai`, by the domisili's `version`.
CREATE TABLE tinggal (
    orang_id uuid PRIMARY KEY,
    domisili_id uuid NOT NULL,
    permohonan_id uuid NOT NULL,
    kode_wilayah_tujuan text NOT NULL,
    kode_wilayah_asal text NOT NULL,
    kantor_asal text NOT NULL,
    kabupaten_tujuan text NOT NULL,
    jenis_kelamin text NOT NULL CHECK (jenis_kelamin IN ('L', 'P')),
    kelompok_umur text NOT NULL,
    keperluan text NOT NULL,
    mulai date NOT NULL,
    selesai date NOT NULL,
    sebab text NOT NULL DEFAULT '',
    version integer NOT NULL
);
CREATE INDEX tinggal_asal ON tinggal (kantor_asal, mulai DESC, orang_id);
CREATE INDEX tinggal_domisili ON tinggal (domisili_id);

-- The book of registration of a village and year, and its last number.
CREATE TABLE buku (
    kode_wilayah text NOT NULL CHECK (kode_wilayah ~ '^\d\d\.\d\d\.\d\d\.\d{4}$'),
    tahun integer NOT NULL,
    terakhir integer NOT NULL DEFAULT 0,
    PRIMARY KEY (kode_wilayah, tahun)
);

-- Its lines, numbered without gap. A line is never changed: a correction is a line of its own.
CREATE TABLE buku_baris (
    id uuid PRIMARY KEY,
    kode_wilayah text NOT NULL,
    tahun integer NOT NULL,
    nomor integer NOT NULL CHECK (nomor > 0),
    orang_id uuid NOT NULL,
    permohonan_id uuid NOT NULL,
    membetulkan uuid UNIQUE REFERENCES buku_baris,
    kode_wilayah_asal text NOT NULL,
    jenis_kelamin text NOT NULL CHECK (jenis_kelamin IN ('L', 'P')),
    keperluan text NOT NULL,
    tanggal_mulai date NOT NULL,
    tanggal_berakhir date NOT NULL,
    kunci bytea NOT NULL,
    isi bytea NOT NULL,
    dicatat_at timestamptz NOT NULL,
    dicatat_nama text NOT NULL DEFAULT '',
    approved_at timestamptz,
    approved_by uuid,
    approved_nama text NOT NULL DEFAULT '',
    UNIQUE (kode_wilayah, tahun, nomor),
    FOREIGN KEY (kode_wilayah, tahun) REFERENCES buku
);
CREATE UNIQUE INDEX buku_baris_orang ON buku_baris (orang_id) WHERE membetulkan IS NULL;
CREATE INDEX buku_baris_menunggu ON buku_baris (kode_wilayah, tahun, nomor)
WHERE approved_at IS NULL;
CREATE INDEX buku_baris_permohonan ON buku_baris (permohonan_id);
