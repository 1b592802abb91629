-- One officer may act in several roles and areas; a session acts in one of them.
CREATE TABLE penugasan (
    id uuid PRIMARY KEY,
    petugas_id uuid NOT NULL REFERENCES petugas ON DELETE CASCADE,
    peran text NOT NULL CHECK (peran IN (
        'ketua_rt', 'petugas_desa', 'lurah', 'camat', 'petugas', 'supervisor', 'kepala_dinas',
        'admin_kabupaten', 'sekda', 'petugas_provinsi', 'sekretaris_provinsi',
        'petugas_kementerian', 'auditor', 'mitra'
    )),
    wilayah text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);

CREATE UNIQUE INDEX penugasan_active ON penugasan (petugas_id, peran, wilayah)
WHERE ended_at IS NULL;
CREATE INDEX penugasan_wilayah ON penugasan (wilayah text_pattern_ops) WHERE ended_at IS NULL;

INSERT INTO penugasan (id, petugas_id, peran, wilayah)
SELECT gen_random_uuid(), id, peran, wilayah FROM petugas WHERE active;

ALTER TABLE petugas
DROP COLUMN peran,
DROP COLUMN wilayah,
ADD COLUMN version integer NOT NULL DEFAULT 1;

-- `stepped_at`: when the second factor was last shown in this session.
ALTER TABLE sesi
ADD COLUMN penugasan_id uuid,
ADD COLUMN ingat_id uuid,
ADD COLUMN stepped_at timestamptz;

UPDATE sesi SET penugasan_id = p.id FROM penugasan AS p WHERE p.petugas_id = sesi.subjek_id;

-- Codes for the day the phone is gone: each once; only a keyed hash is kept.
CREATE TABLE kode_cadangan (
    petugas_id uuid NOT NULL REFERENCES petugas ON DELETE CASCADE,
    kode_index bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (petugas_id, kode_index)
);

-- Who is asked to become an officer. Of the link's token only the hash is kept.
CREATE TABLE undangan (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    kunci bytea NOT NULL,
    email_index bytea NOT NULL,
    email_sealed bytea NOT NULL,
    totp_sealed bytea NOT NULL,
    nama text NOT NULL,
    peran text NOT NULL,
    wilayah text NOT NULL,
    diundang_oleh uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    closed_at timestamptz
);

CREATE INDEX undangan_wilayah ON undangan (wilayah text_pattern_ops) WHERE closed_at IS NULL;

-- Known devices have a name, so that a person can tell and forget them.
ALTER TABLE perangkat
ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN peramban text NOT NULL DEFAULT '',
ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();

-- "Ingat saya": one family of tokens per browser, a new one at each use. A token that was
-- replaced before and comes back was copied.
CREATE TABLE ingat (
    id uuid PRIMARY KEY,
    subjek_id uuid NOT NULL,
    perangkat_hash bytea NOT NULL,
    token_hash bytea NOT NULL,
    previous_hash bytea,
    rotated_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX ingat_subjek ON ingat (subjek_id);
CREATE INDEX ingat_expires_at ON ingat (expires_at);

-- Links by e-mail: to a new password, or to prove a new address (`email_sealed`). A link without
-- akun belongs to nobody and costs as much as any other.
CREATE TABLE tautan (
    token_hash bytea PRIMARY KEY,
    untuk text NOT NULL CHECK (untuk IN ('sandi', 'email')),
    akun_id uuid REFERENCES akun ON DELETE CASCADE,
    email_sealed bytea,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX tautan_akun ON tautan (akun_id);
CREATE INDEX tautan_expires_at ON tautan (expires_at);

-- What an office calls its areas, when it is open, and on which days it is not.
ALTER TABLE instansi
ADD COLUMN nama_lokal jsonb NOT NULL DEFAULT '{}',
ADD COLUMN jam_mingguan jsonb NOT NULL DEFAULT '{}',
ADD COLUMN libur jsonb NOT NULL DEFAULT '{}';
