-- What an officer marked as wrong, blocks with their bars, and appeals.

ALTER TABLE akun DROP CONSTRAINT akun_status_check;
ALTER TABLE akun ADD CONSTRAINT akun_status_check
CHECK (status IN ('registered', 'submitted', 'claimed', 'approved', 'rejected', 'blocked'));
ALTER TABLE akun ADD COLUMN alasan text[] NOT NULL DEFAULT '{}';
ALTER TABLE akun ADD COLUMN bidang text[] NOT NULL DEFAULT '{}';

-- A corrected NIK may be that of another akun. Nobody is told so on the page; the row is marked,
-- and such an akun cannot be approved. A blocked akun gives its NIK free, unless it is barred:
-- otherwise anybody could burn another person's NIK.
ALTER TABLE akun ADD COLUMN nik_ganda boolean NOT NULL DEFAULT false;
ALTER TABLE akun DROP CONSTRAINT akun_nik_index_key;
CREATE UNIQUE INDEX akun_nik ON akun (nik_index) WHERE status <> 'blocked' AND NOT nik_ganda;
CREATE INDEX akun_nik_any ON akun (nik_index);

CREATE TABLE blokir (
    id uuid PRIMARY KEY,
    akun_id uuid NOT NULL REFERENCES akun ON DELETE CASCADE,
    dasar text NOT NULL
    CHECK (dasar IN ('data_berulang', 'swafoto_berulang', 'dokumen_palsu', 'orang_lain')),
    catatan_sealed bytea NOT NULL,
    status_before text NOT NULL,
    blocked_at timestamptz NOT NULL,
    blocked_by uuid,
    blocked_nama text NOT NULL,
    nik_barred_at timestamptz,
    unblocked_at timestamptz,
    unblocked_by uuid,
    unblocked_nama text NOT NULL DEFAULT '',
    dasar_buka text NOT NULL DEFAULT ''
);

CREATE UNIQUE INDEX blokir_active ON blokir (akun_id) WHERE unblocked_at IS NULL;
CREATE INDEX blokir_newest ON blokir (blocked_at DESC) WHERE unblocked_at IS NULL;

-- What may not sign up again while a block stands, as keyed indexes.
CREATE TABLE larangan (
    jenis text NOT NULL CHECK (jenis IN ('nik', 'kk', 'email', 'telepon')),
    nilai_index bytea NOT NULL,
    blokir_id uuid NOT NULL REFERENCES blokir ON DELETE CASCADE,
    PRIMARY KEY (jenis, nilai_index, blokir_id)
);

CREATE INDEX larangan_blokir ON larangan (blokir_id);

CREATE TABLE banding (
    id uuid PRIMARY KEY,
    blokir_id uuid NOT NULL UNIQUE REFERENCES blokir ON DELETE CASCADE,
    isi_sealed bytea NOT NULL,
    submitted_at timestamptz NOT NULL,
    jawaban text CHECK (jawaban IN ('accepted', 'refused')),
    catatan_sealed bytea,
    answered_at timestamptz,
    answered_by uuid,
    answered_nama text NOT NULL DEFAULT ''
);

CREATE INDEX banding_open ON banding (submitted_at) WHERE jawaban IS NULL;
