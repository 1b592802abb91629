-- The digests of registration's ledger as last told: who begins to count where and on which day.
CREATE TABLE pencocokan_bulan (
    bulan date PRIMARY KEY,
    version integer NOT NULL
);
CREATE TABLE pencocokan_buku (
    bulan date NOT NULL REFERENCES pencocokan_bulan,
    kode_kabupaten text NOT NULL,
    hari date NOT NULL,
    jumlah integer NOT NULL,
    sidik text NOT NULL,
    PRIMARY KEY (kode_kabupaten, hari)
);
CREATE INDEX pencocokan_buku_bulan ON pencocokan_buku (bulan);
CREATE INDEX tinggal_mulai ON tinggal (mulai);

-- Where the two differ; `kali` counts the comparisons in a row that said so.
CREATE TABLE selisih (
    kode_kabupaten text NOT NULL,
    hari date NOT NULL,
    di_buku integer NOT NULL,
    di_rekap integer NOT NULL,
    kali integer NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kode_kabupaten, hari)
);
