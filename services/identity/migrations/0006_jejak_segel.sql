-- The trail grows a seal. `kode` and `tanda` come with the row: a keyed mark that only the service
-- can make, so a row that was slipped in shows. `petugas_id` is who acted: an officer, or the
-- person himself (then it is the akun). `asal` is the service in which it happened.
ALTER TABLE jejak
    ADD COLUMN kode uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN asal text NOT NULL DEFAULT 'identity',
    ADD COLUMN tanda bytea NOT NULL DEFAULT '';
ALTER TABLE jejak
    ALTER COLUMN kode DROP DEFAULT, ALTER COLUMN asal DROP DEFAULT, ALTER COLUMN tanda DROP DEFAULT;
CREATE UNIQUE INDEX jejak_kode ON jejak (kode);
CREATE INDEX jejak_petugas ON jejak (petugas_id, at);
CREATE INDEX jejak_at ON jejak (at);

-- The chain: each seal is made of the one before and of its row.
CREATE TABLE jejak_segel (
    urutan bigint PRIMARY KEY,
    jejak_id bigint NOT NULL UNIQUE,
    hash bytea NOT NULL
);

-- A root for every batch of seals; the first one says which rows are older than the marks.
CREATE TABLE jejak_akar (
    nomor bigint PRIMARY KEY,
    urutan bigint NOT NULL,
    jejak_id bigint NOT NULL,
    hash bytea NOT NULL,
    at timestamptz NOT NULL
);
INSERT INTO jejak_akar (nomor, urutan, jejak_id, hash, at)
SELECT 0, 0, coalesce(max(id), 0), '', now() FROM jejak;

CREATE TRIGGER jejak_segel_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON jejak_segel
FOR EACH STATEMENT EXECUTE FUNCTION jejak_stays();
CREATE TRIGGER jejak_akar_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON jejak_akar
FOR EACH STATEMENT EXECUTE FUNCTION jejak_stays();

-- The service may add and read; changing belongs to no role that a service has.
REVOKE UPDATE, DELETE, TRUNCATE ON jejak, jejak_segel, jejak_akar FROM identity;
