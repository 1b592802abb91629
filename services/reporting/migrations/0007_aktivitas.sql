-- When a stay in an office's area was last heard of.
CREATE TABLE aktivitas (
    kode_kantor text COLLATE "C" PRIMARY KEY,
    terakhir_at timestamptz NOT NULL
);
