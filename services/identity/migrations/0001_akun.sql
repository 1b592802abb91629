-- Residents' accounts. Personal fields are sealed with the person's own key (`kunci`, wrapped);
-- what must be found again has a keyed index beside it. The area of origin is needed in clear.

CREATE SEQUENCE nomor_akun AS bigint;

CREATE TABLE swafoto (
    id uuid PRIMARY KEY,
    kunci bytea NOT NULL,
    nama_objek text NOT NULL UNIQUE,
    ukuran integer NOT NULL,
    akun_id uuid,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX swafoto_unclaimed ON swafoto (created_at) WHERE akun_id IS NULL;

CREATE TABLE akun (
    id uuid PRIMARY KEY,
    kunci bytea NOT NULL,
    nik_index bytea NOT NULL UNIQUE,
    kk_index bytea NOT NULL,
    email_index bytea NOT NULL UNIQUE,
    telepon_index bytea NOT NULL,
    nik_sealed bytea NOT NULL,
    kk_sealed bytea NOT NULL,
    nama_sealed bytea NOT NULL,
    alamat_sealed bytea NOT NULL,
    telepon_sealed bytea NOT NULL,
    email_sealed bytea NOT NULL,
    kode_wilayah text NOT NULL,
    sandi text NOT NULL,
    bahasa text NOT NULL,
    swafoto_id uuid NOT NULL REFERENCES swafoto,
    status text NOT NULL DEFAULT 'registered'
    CHECK (status IN ('registered', 'submitted', 'claimed', 'approved', 'rejected')),
    nomor text UNIQUE,
    version integer NOT NULL DEFAULT 1,
    tenggat timestamptz,
    catatan_sealed bytea,
    sisa_kesempatan integer NOT NULL DEFAULT 3,
    registered_at timestamptz NOT NULL,
    submitted_at timestamptz,
    claimed_at timestamptz,
    decided_at timestamptz
);

CREATE INDEX akun_unconfirmed ON akun (registered_at) WHERE status = 'registered';

-- The link that proves an e-mail address; of the token only its hash is kept.
CREATE TABLE konfirmasi_email (
    token_hash bytea PRIMARY KEY,
    akun_id uuid NOT NULL REFERENCES akun ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX konfirmasi_email_akun ON konfirmasi_email (akun_id);

-- A sign-up in the making. The cookie carries the token, the row its hash.
CREATE TABLE draf (
    token_hash bytea PRIMARY KEY,
    isi_sealed bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    submitted_at timestamptz
);

CREATE INDEX draf_expires_at ON draf (expires_at);

-- Which office may look at an akun because of a permohonan.
CREATE TABLE izin_lihat (
    permohonan_id uuid PRIMARY KEY,
    akun_id uuid NOT NULL,
    kode_kantor text NOT NULL,
    active boolean NOT NULL,
    version integer NOT NULL
);

CREATE INDEX izin_lihat_akun ON izin_lihat (akun_id) WHERE active;
