-- The offices as identity tells them; `isi` is the newest word of each.
CREATE TABLE instansi_dikenal (
    kode_kantor text PRIMARY KEY,
    version integer NOT NULL,
    isi jsonb NOT NULL
);
