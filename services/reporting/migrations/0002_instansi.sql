-- The offices that sign, as identity tells them.
CREATE TABLE instansi (
    kode_kantor text PRIMARY KEY,
    nama text NOT NULL,
    nama_kepala text NOT NULL,
    jabatan_kepala text NOT NULL,
    pangkat text NOT NULL,
    nip text NOT NULL,
    alamat text NOT NULL,
    zona text NOT NULL,
    paket_formulir text NOT NULL,
    kota_ttd text NOT NULL,
    version integer NOT NULL
);
