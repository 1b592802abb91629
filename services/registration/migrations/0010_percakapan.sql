-- Residents and offices write to each other: a diskusi belongs to one permohonan, a konsultasi or
-- aduan stands by itself. Texts, file names and files are sealed with the key of the pemohon.
CREATE SEQUENCE nomor_konsultasi MINVALUE 1 MAXVALUE 99999999;

CREATE TABLE percakapan (
    id uuid PRIMARY KEY,
    akun_id uuid NOT NULL REFERENCES pemohon,
    jenis text NOT NULL CHECK (jenis IN ('diskusi', 'konsultasi', 'aduan')),
    permohonan_id uuid UNIQUE REFERENCES permohonan,
    -- The permohonan's number, or one of its own.
    nomor text NOT NULL UNIQUE,
    kode_kantor text NOT NULL,
    kode_wilayah_tujuan text NOT NULL,
    kode_wilayah_asal text NOT NULL,
    topik text NOT NULL DEFAULT '',
    unit text NOT NULL DEFAULT '',
    status text NOT NULL CHECK (status IN ('open', 'waiting', 'closed')),
    version integer NOT NULL DEFAULT 1,
    petugas_id uuid,
    nama_petugas text NOT NULL DEFAULT '',
    janji date,
    opened_at timestamptz NOT NULL,
    written_at timestamptz NOT NULL,
    closed_at timestamptz,
    -- The last message that the resident, and anybody of the office, has read.
    dibaca_warga integer NOT NULL DEFAULT 0,
    dibaca_kantor integer NOT NULL DEFAULT 0,
    -- A fingerprint of the form and of what it said: sent twice it is the same percakapan.
    kunci_kirim bytea,
    UNIQUE (akun_id, kunci_kirim),
    CHECK ((jenis = 'diskusi') = (permohonan_id IS NOT NULL))
);
CREATE INDEX percakapan_akun ON percakapan (akun_id, written_at);
CREATE INDEX percakapan_kantor ON percakapan (kode_kantor, status, janji);

CREATE TABLE percakapan_pesan (
    id uuid PRIMARY KEY,
    percakapan_id uuid NOT NULL REFERENCES percakapan ON DELETE CASCADE,
    urutan integer NOT NULL,
    -- A catatan is the office's own: the resident never sees it.
    dari text NOT NULL CHECK (dari IN ('warga', 'petugas', 'catatan')),
    petugas_id uuid,
    nama_petugas text NOT NULL DEFAULT '',
    isi bytea NOT NULL,
    kunci_kirim bytea NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (percakapan_id, urutan),
    UNIQUE (percakapan_id, dari, kunci_kirim)
);

CREATE TABLE percakapan_lampiran (
    id uuid PRIMARY KEY,
    pesan_id uuid NOT NULL REFERENCES percakapan_pesan ON DELETE CASCADE,
    urutan smallint NOT NULL,
    nama bytea NOT NULL,
    tipe text NOT NULL CHECK (tipe IN ('image/jpeg', 'application/pdf')),
    ukuran integer NOT NULL,
    halaman smallint NOT NULL,
    nama_objek text NOT NULL UNIQUE,
    UNIQUE (pesan_id, urutan)
);

-- What an office answers again and again; `{nama}` becomes the resident's name.
CREATE TABLE jawaban_siap (
    id uuid PRIMARY KEY,
    kode_kantor text NOT NULL,
    judul text NOT NULL,
    isi text NOT NULL,
    nama_petugas text NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (kode_kantor, judul)
);

-- A look at a konsultasi is a look at no permohonan.
ALTER TABLE jejak_lihat ALTER COLUMN permohonan_id DROP NOT NULL, ADD COLUMN percakapan_id uuid;
