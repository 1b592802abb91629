-- Sessions that identity revoked before their token ran out.
CREATE TABLE sesi_dicabut (
    sid uuid PRIMARY KEY,
    berlaku_sampai timestamptz NOT NULL
);
