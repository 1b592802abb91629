-- Who may hand in a permohonan: residents whose akun the office of origin verified.
-- `kunci` is the person's wrapped key; forgetting it erases all that is sealed for this person.
CREATE TABLE pemohon (
    akun_id uuid PRIMARY KEY,
    version integer NOT NULL,
    kode_wilayah_asal text NOT NULL,
    nik_index bytea NOT NULL,
    kunci bytea NOT NULL,
    pribadi bytea NOT NULL
);

-- What is being filled in, as one sealed piece; gone when it is sent, deleted or 30 days old.
CREATE TABLE draf (
    id uuid PRIMARY KEY,
    akun_id uuid NOT NULL REFERENCES pemohon ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    isian bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    saved_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX draf_akun ON draf (akun_id);
CREATE INDEX draf_saved_at ON draf (saved_at);

CREATE SEQUENCE nomor_bukti MINVALUE 1 MAXVALUE 99999999;

CREATE TABLE permohonan (
    id uuid PRIMARY KEY,
    akun_id uuid NOT NULL REFERENCES pemohon,
    nobukti text NOT NULL UNIQUE DEFAULT 'W' || lpad(nextval('nomor_bukti')::text, 8, '0'),
    version integer NOT NULL DEFAULT 1,
    status text NOT NULL DEFAULT 'submitted'
    CHECK (status IN ('submitted', 'claimed', 'approved', 'rejected', 'cancelled')),
    kunci_kirim text NOT NULL,
    sidik bytea NOT NULL,
    kode_wilayah_asal text NOT NULL,
    kode_wilayah_tujuan text NOT NULL,
    keperluan text NOT NULL,
    tanggal_datang date NOT NULL,
    jangka_waktu smallint NOT NULL CHECK (jangka_waktu BETWEEN 1 AND 12),
    tanggal_berakhir date NOT NULL CHECK (tanggal_berakhir > tanggal_datang),
    alamat bytea NOT NULL,
    submitted_at timestamptz NOT NULL,
    tenggat timestamptz,
    tenggat_version integer NOT NULL DEFAULT 0,
    claimed_at timestamptz,
    decided_at timestamptz,
    cancelled_at timestamptz,
    alasan bytea,
    -- The sender's own key: the same one twice is the same permohonan.
    UNIQUE (akun_id, kunci_kirim)
);

CREATE TABLE pengikut (
    id uuid PRIMARY KEY,
    permohonan_id uuid NOT NULL REFERENCES permohonan ON DELETE CASCADE,
    urutan smallint NOT NULL,
    nik_index bytea NOT NULL,
    pribadi bytea NOT NULL,
    UNIQUE (permohonan_id, nik_index)
);

-- The stay ledger. Who is in it counts from tanggal_mulai until before tanggal_berakhir, or until
-- before an earlier tanggal_selesai of their own.
CREATE TABLE domisili (
    id uuid PRIMARY KEY,
    permohonan_id uuid NOT NULL UNIQUE REFERENCES permohonan,
    akun_id uuid NOT NULL REFERENCES pemohon,
    version integer NOT NULL DEFAULT 1,
    kode_wilayah_asal text NOT NULL,
    kode_wilayah_tujuan text NOT NULL,
    keperluan text NOT NULL,
    tanggal_mulai date NOT NULL,
    tanggal_berakhir date NOT NULL CHECK (tanggal_berakhir >= tanggal_mulai),
    opened_at timestamptz NOT NULL
);

CREATE TABLE domisili_orang (
    orang_id uuid PRIMARY KEY,
    domisili_id uuid NOT NULL REFERENCES domisili ON DELETE CASCADE,
    pengikut_id uuid REFERENCES pengikut,
    jenis_kelamin text NOT NULL CHECK (jenis_kelamin IN ('L', 'P')),
    kelompok_umur text NOT NULL,
    tanggal_selesai date,
    sebab text
);
CREATE INDEX domisili_orang_domisili ON domisili_orang (domisili_id);

-- Which officer looked at whose permohonan, and what for; rows are only ever added.
CREATE TABLE jejak_lihat (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    permohonan_id uuid NOT NULL,
    akun_id uuid NOT NULL,
    petugas_id uuid NOT NULL,
    nama_petugas text NOT NULL,
    peran text NOT NULL,
    wilayah text NOT NULL,
    yang_dilihat text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX jejak_lihat_akun ON jejak_lihat (akun_id, seen_at);
