-- When each office is open, as it told it; deadlines are counted in it.
CREATE TABLE instansi (
    kode_kantor text PRIMARY KEY,
    zona text NOT NULL,
    jam_mingguan jsonb NOT NULL,
    libur jsonb NOT NULL,
    version integer NOT NULL
);
