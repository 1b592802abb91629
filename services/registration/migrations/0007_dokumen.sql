-- The documents of a draft or of the permohonan sent from it: both have the same id. The object
-- is sealed with the key of its pemohon; a permohonan handed in again may name the same object.
CREATE TABLE dokumen (
    id uuid PRIMARY KEY,
    permohonan_id uuid NOT NULL,
    akun_id uuid NOT NULL REFERENCES pemohon,
    slot text NOT NULL CHECK (slot IN ('ktp_el', 'kk', 'pendukung')),
    jenis text NOT NULL,
    nama bytea NOT NULL,
    tipe text NOT NULL CHECK (tipe IN ('image/jpeg', 'application/pdf')),
    ukuran integer NOT NULL,
    halaman smallint NOT NULL DEFAULT 1,
    nama_objek text NOT NULL,
    sidik bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (permohonan_id, slot)
);
CREATE INDEX dokumen_akun ON dokumen (akun_id);
CREATE INDEX dokumen_nama_objek ON dokumen (nama_objek);
CREATE INDEX dokumen_created_at ON dokumen (created_at);
