-- The month whose end the public figures show, and when they were made. They stay as they are
-- until the next month's, so that nobody can see what one day or one late fact changed.
CREATE TABLE terbitan (
    satu boolean PRIMARY KEY DEFAULT true CHECK (satu),
    per date NOT NULL,
    terbit_at timestamptz NOT NULL
);

-- Public figures only: rounded as in statistik/rules.py. A row that is not there is nobody, or few.
CREATE TABLE statistik_bulanan (
    kode_wilayah text COLLATE "C" NOT NULL,
    per date NOT NULL,
    laki_laki integer NOT NULL,
    perempuan integer NOT NULL,
    PRIMARY KEY (kode_wilayah, per)
);
CREATE TABLE statistik_rincian (
    kode_wilayah text COLLATE "C" NOT NULL,
    dimensi text COLLATE "C" NOT NULL,
    nilai text COLLATE "C" NOT NULL,
    jumlah integer NOT NULL,
    PRIMARY KEY (kode_wilayah, dimensi, nilai)
);
-- Where the people of a province went.
CREATE INDEX statistik_arus ON statistik_rincian (nilai, kode_wilayah) WHERE dimensi = 'asal';
