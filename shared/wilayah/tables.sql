-- Areas with their Kemendagri codes. A code that a later decision drops stays, with its last day.
-- "C" collation: plain b-trees then serve prefix search and order in one.
CREATE TABLE wilayah (
    kode text PRIMARY KEY,
    induk text NOT NULL,
    nama text NOT NULL,
    nama_cari text COLLATE "C" NOT NULL,
    tingkat smallint NOT NULL CHECK (tingkat BETWEEN 1 AND 4),
    kata_nama tsvector NOT NULL,
    kata_jalur tsvector NOT NULL,
    berlaku_dari date NOT NULL,
    berlaku_sampai date
);

CREATE INDEX wilayah_anak ON wilayah (induk, nama_cari) WHERE berlaku_sampai IS NULL;
CREATE INDEX desa_nama ON wilayah (nama_cari)
WHERE tingkat = 4 AND berlaku_sampai IS NULL;
CREATE INDEX desa_kata_nama ON wilayah USING gin (kata_nama)
WHERE tingkat = 4 AND berlaku_sampai IS NULL;
CREATE INDEX desa_kata_jalur ON wilayah USING gin (kata_jalur)
WHERE tingkat = 4 AND berlaku_sampai IS NULL;
CREATE INDEX kecamatan_kata_jalur ON wilayah USING gin (kata_jalur)
WHERE tingkat = 3 AND berlaku_sampai IS NULL;

-- What a load brings, before it is merged; empty between loads.
CREATE UNLOGGED TABLE wilayah_muatan (
    kode text NOT NULL,
    induk text NOT NULL,
    nama text NOT NULL,
    nama_cari text NOT NULL,
    tingkat smallint NOT NULL,
    kata_nama tsvector NOT NULL,
    kata_jalur tsvector NOT NULL
);

-- The one edition that is loaded.
CREATE TABLE wilayah_versi (
    satu boolean PRIMARY KEY DEFAULT true CHECK (satu),
    versi text NOT NULL,
    sha256 text NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now()
);
