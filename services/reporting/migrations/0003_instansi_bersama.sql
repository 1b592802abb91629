-- Offices are kept by what all services share now (instansi_dikenal).
INSERT INTO instansi_dikenal (kode_kantor, version, isi)
SELECT i.kode_kantor, i.version, to_jsonb(i) - 'version' FROM instansi i;
DROP TABLE instansi;
