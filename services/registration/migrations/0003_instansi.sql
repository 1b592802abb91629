-- What each office calls its areas: kapanewon for kecamatan, kalurahan for desa.
CREATE TABLE instansi (
    kode_kantor text PRIMARY KEY,
    nama_lokal jsonb NOT NULL,
    version integer NOT NULL
);
