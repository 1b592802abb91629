-- The stay ledger. A catatan is what was recorded of a stay: of whom (orang_ids), since when, until
-- when, why. What is NULL it leaves as it was. Rows are only ever added; a mistake is put right by
-- a later one that says which it corrects. `recorded_at` grows with `version`.
ALTER TABLE domisili ADD COLUMN zona text NOT NULL DEFAULT 'Asia/Jakarta';
ALTER TABLE domisili ADD COLUMN recorded_at timestamptz;
-- The next day on which somebody's stay runs out by itself; NULL when nobody's does any more.
ALTER TABLE domisili ADD COLUMN jatuh_tempo date;
UPDATE domisili SET
    recorded_at = opened_at, jatuh_tempo = tanggal_berakhir,
    zona = CASE
        WHEN kode_wilayah_tujuan ~ '^[89]' THEN 'Asia/Jayapura'
        WHEN kode_wilayah_tujuan ~ '^([57]|63|64|65)' THEN 'Asia/Makassar'
        ELSE 'Asia/Jakarta'
    END;
ALTER TABLE domisili ALTER COLUMN recorded_at SET NOT NULL, ALTER COLUMN zona DROP DEFAULT;
CREATE INDEX domisili_jatuh_tempo ON domisili (zona, jatuh_tempo) WHERE jatuh_tempo IS NOT NULL;
CREATE INDEX domisili_tujuan ON domisili (kode_wilayah_tujuan text_pattern_ops);
CREATE INDEX domisili_akun ON domisili (akun_id);

-- By whom a person is found again in another stay; NULL once the person was forgotten.
ALTER TABLE domisili_orang ADD COLUMN nik_index bytea;
UPDATE domisili_orang AS o SET nik_index = coalesce(i.nik_index, p.nik_index)
FROM domisili AS d JOIN pemohon AS p ON p.akun_id = d.akun_id, domisili_orang AS x
    LEFT JOIN pengikut AS i ON i.id = x.pengikut_id
WHERE d.id = o.domisili_id AND x.orang_id = o.orang_id AND p.kunci <> '';
CREATE INDEX domisili_orang_nik ON domisili_orang (nik_index);
ALTER TABLE domisili_orang DROP COLUMN tanggal_selesai, DROP COLUMN sebab;

CREATE TABLE domisili_catatan (
    id uuid PRIMARY KEY,
    domisili_id uuid NOT NULL REFERENCES domisili ON DELETE CASCADE,
    version integer NOT NULL,
    jenis text NOT NULL CHECK (jenis IN (
        'opened', 'extended', 'left', 'departed', 'moved', 'expired', 'corrected', 'revoked'
    )),
    recorded_at timestamptz NOT NULL,
    orang_ids uuid[] NOT NULL,
    mulai date,
    selesai date,
    sebab text,
    dihitung boolean,
    mengoreksi uuid REFERENCES domisili_catatan ON DELETE CASCADE,
    dasar text[] NOT NULL DEFAULT '{}',
    petugas_id uuid,
    UNIQUE (domisili_id, version)
);
REVOKE UPDATE, DELETE, TRUNCATE ON domisili_catatan FROM registration;

-- What follows from the catatan: each person's latest word on each question. Who was recorded by
-- mistake is not in it.
CREATE VIEW domisili_hitungan AS
SELECT domisili_id, orang_id, mulai, greatest(mulai, selesai) AS selesai, sebab
FROM (
    SELECT c.domisili_id, o.orang_id,
        (array_agg(c.mulai ORDER BY c.version DESC) FILTER (WHERE c.mulai IS NOT NULL))[1] AS mulai,
        (array_agg(c.selesai ORDER BY c.version DESC)
            FILTER (WHERE c.selesai IS NOT NULL))[1] AS selesai,
        (array_agg(c.sebab ORDER BY c.version DESC) FILTER (WHERE c.sebab IS NOT NULL))[1] AS sebab,
        (array_agg(c.dihitung ORDER BY c.version DESC)
            FILTER (WHERE c.dihitung IS NOT NULL))[1] AS dihitung
    FROM domisili_catatan AS c CROSS JOIN LATERAL unnest(c.orang_ids) AS o (orang_id)
    GROUP BY c.domisili_id, o.orang_id
) AS terakhir
WHERE dihitung;

-- The same, kept: a person is counted from `mulai` until before `selesai`, as the ledger knew it
-- from `known_from` until before `known_until`. `sebab` is empty while the end is only planned.
CREATE TABLE domisili_masa (
    domisili_id uuid NOT NULL REFERENCES domisili ON DELETE CASCADE,
    orang_id uuid NOT NULL REFERENCES domisili_orang ON DELETE CASCADE,
    mulai date NOT NULL,
    selesai date NOT NULL CHECK (selesai >= mulai),
    sebab text NOT NULL,
    known_from timestamptz NOT NULL,
    known_until timestamptz NOT NULL DEFAULT 'infinity',
    PRIMARY KEY (orang_id, known_from)
);
CREATE UNIQUE INDEX domisili_masa_kini ON domisili_masa (orang_id) WHERE known_until = 'infinity';
CREATE INDEX domisili_masa_domisili ON domisili_masa (domisili_id, known_until);

INSERT INTO domisili_catatan (
    id, domisili_id, version, jenis, recorded_at, orang_ids, mulai, selesai, sebab, dihitung
)
SELECT gen_random_uuid(), d.id, d.version, 'opened', d.recorded_at,
    array_agg(o.orang_id ORDER BY o.orang_id), d.tanggal_mulai, d.tanggal_berakhir, '', true
FROM domisili AS d JOIN domisili_orang AS o ON o.domisili_id = d.id
GROUP BY d.id;
INSERT INTO domisili_masa (domisili_id, orang_id, mulai, selesai, sebab, known_from)
SELECT h.domisili_id, h.orang_id, h.mulai, h.selesai, h.sebab, d.recorded_at
FROM domisili_hitungan AS h JOIN domisili AS d ON d.id = h.domisili_id;
