-- What the officers of an area read in the app, by role; nothing in it is personal.
CREATE TABLE kabar (
    id uuid PRIMARY KEY,
    nomor bigint GENERATED ALWAYS AS IDENTITY,
    jenis text NOT NULL,
    subjek_id uuid NOT NULL,
    version integer NOT NULL,
    wilayah text NOT NULL,
    peran text[] NOT NULL,
    isian jsonb NOT NULL,
    tautan text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (jenis, subjek_id, version, wilayah)
);
CREATE INDEX kabar_newest ON kabar (wilayah, nomor DESC);

CREATE TABLE kabar_dibaca (
    kabar_id uuid NOT NULL REFERENCES kabar (id) ON DELETE CASCADE,
    petugas_id uuid NOT NULL,
    read_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kabar_id, petugas_id)
);

-- Whose permohonan it is: what is told of a stay does not name its akun.
CREATE TABLE pemilik (
    permohonan_id uuid PRIMARY KEY,
    akun_id uuid NOT NULL,
    nobukti text NOT NULL
);
CREATE INDEX pemilik_akun ON pemilik (akun_id);
INSERT INTO pemilik (permohonan_id, akun_id, nobukti)
SELECT DISTINCT ON (subjek_id) subjek_id, akun_id, '' FROM pemberitahuan
WHERE pesan LIKE 'permohonan\_%' ORDER BY subjek_id, nomor;
