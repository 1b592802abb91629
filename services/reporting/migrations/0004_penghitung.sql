-- A stay as registration tells it. `version` is that of the fact whose times hold for everybody
-- in it; `lengkap` says that its opening was heard, which alone knows purpose and place.
-- "C": the stays of an area are one range of codes.
CREATE TABLE domisili (
    id uuid PRIMARY KEY,
    permohonan_id uuid NOT NULL,
    kode_wilayah text COLLATE "C" NOT NULL CHECK (kode_wilayah ~ '^\d\d\.\d\d\.\d\d\.\d{4}$'),
    kode_asal text NOT NULL,
    keperluan text NOT NULL,
    rt text NOT NULL DEFAULT '',
    dusun text NOT NULL DEFAULT '',
    version integer NOT NULL,
    lengkap boolean NOT NULL
);
INSERT INTO domisili (id, permohonan_id, kode_wilayah, kode_asal, keperluan, version, lengkap)
SELECT DISTINCT ON (domisili_id) domisili_id, permohonan_id, kode_wilayah, kode_asal, keperluan, 1,
    true
FROM tinggal ORDER BY domisili_id;
CREATE INDEX domisili_wilayah ON domisili (kode_wilayah, id);
CREATE INDEX domisili_permohonan ON domisili (permohonan_id);

-- One person of a stay: counted from `mulai` until before `selesai`.
ALTER TABLE tinggal
DROP COLUMN permohonan_id,
DROP COLUMN kode_wilayah,
DROP COLUMN kode_asal,
DROP COLUMN keperluan,
ADD COLUMN pendidikan text NOT NULL DEFAULT '',
ADD COLUMN pekerjaan text NOT NULL DEFAULT '';
CREATE INDEX tinggal_domisili ON tinggal (domisili_id);

-- How many began or stopped to count in an area, month by month and day by day; the nation is ''.
-- `dimensi` is what is counted apart: 'jumlah' everybody, 'rt', 'umur', 'asal' …; `nilai` one of its
-- values. `saldo` stands in Januaries only: who counted already when the year began. So the count
-- as of a day is this year's months and nothing before. `hari` holds only the days that moved.
CREATE TABLE penghitung (
    kode_wilayah text COLLATE "C" NOT NULL,
    dimensi text COLLATE "C" NOT NULL,
    nilai text COLLATE "C" NOT NULL,
    bulan date NOT NULL,
    saldo_l integer NOT NULL DEFAULT 0,
    saldo_p integer NOT NULL DEFAULT 0,
    bersih_l integer NOT NULL DEFAULT 0,
    bersih_p integer NOT NULL DEFAULT 0,
    hari_l integer [] NOT NULL DEFAULT '{}',
    hari_p integer [] NOT NULL DEFAULT '{}',
    PRIMARY KEY (kode_wilayah, dimensi, nilai, bulan)
) WITH (fillfactor = 80);
DROP TABLE perubahan_harian;

-- The facts as they were heard, to count anew from and to explain a difference by.
CREATE TABLE arsip (
    urut bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domisili_id uuid NOT NULL,
    version integer NOT NULL,
    jenis text NOT NULL,
    kode_wilayah text COLLATE "C" NOT NULL,
    isi jsonb NOT NULL,
    diterima_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (domisili_id, version, jenis)
);
CREATE INDEX arsip_wilayah ON arsip (kode_wilayah, diterima_at);

-- By which number an officer finds a stay again.
CREATE TABLE permohonan (
    id uuid PRIMARY KEY,
    nobukti text NOT NULL
);
