-- The proof of a stay. It is asked for when the stay opens and issued by the worker right after:
-- one sealed and signed file per person. Codes and PIN are kept as keyed indexes only.
CREATE TABLE bukti (
    id uuid PRIMARY KEY,
    permohonan_id uuid NOT NULL UNIQUE REFERENCES permohonan ON DELETE CASCADE,
    akun_id uuid NOT NULL,
    kode_wilayah_tujuan text NOT NULL,
    kode_wilayah_asal text NOT NULL,
    nobukti text NOT NULL,
    paket text NOT NULL,
    version integer NOT NULL DEFAULT 0,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'issued', 'revoked')),
    attempts smallint NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    issued_at timestamptz,
    revoked_at timestamptz,
    tautan_index bytea UNIQUE,
    pin_index bytea,
    pin_salah smallint NOT NULL DEFAULT 0,
    terkunci_sampai timestamptz
);
CREATE INDEX bukti_waiting ON bukti (next_at) WHERE status = 'waiting';
CREATE INDEX bukti_akun ON bukti (akun_id);

CREATE TABLE bukti_lembar (
    bukti_id uuid NOT NULL REFERENCES bukti ON DELETE CASCADE,
    urutan smallint NOT NULL,
    orang_id uuid NOT NULL,
    kode_index bytea NOT NULL UNIQUE,
    -- Name and file are sealed with the key of the pemohon.
    nama bytea NOT NULL,
    berkas bytea NOT NULL,
    sidik bytea NOT NULL,
    PRIMARY KEY (bukti_id, urutan)
);

-- How the resident wants the proof, chosen before or after sending, and what became of it.
CREATE TABLE penyerahan (
    permohonan_id uuid PRIMARY KEY,
    akun_id uuid NOT NULL,
    cara text NOT NULL CHECK (cara IN ('email', 'ambil', 'pos')),
    chosen_at timestamptz NOT NULL,
    status text NOT NULL DEFAULT 'waiting'
    CHECK (status IN ('waiting', 'ready', 'handed_over', 'posted', 'returned')),
    kode_wilayah_tujuan text,
    ready_at timestamptz,
    petugas_id uuid,
    nama_petugas text NOT NULL DEFAULT '',
    marked_at timestamptz,
    nomor_kiriman text NOT NULL DEFAULT ''
);
CREATE INDEX penyerahan_akun ON penyerahan (akun_id);
CREATE INDEX penyerahan_ready ON penyerahan (kode_wilayah_tujuan text_pattern_ops, ready_at)
WHERE kode_wilayah_tujuan IS NOT NULL;

-- Tries of wrong codes and look-ups by network, and captcha passes that were used.
CREATE TABLE percobaan (
    kunci bytea PRIMARY KEY,
    jumlah integer NOT NULL,
    since timestamptz NOT NULL
);
CREATE TABLE lulus_terpakai (
    id uuid PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX lulus_terpakai_expires ON lulus_terpakai (expires_at);
