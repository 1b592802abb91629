-- Programs of other systems (OAuth 2 client credentials). Of the secret only its hash is kept.
-- `sid` stands in every token of the present secret: revoking it ends them all.
CREATE TABLE klien (
    id uuid PRIMARY KEY,
    nama text NOT NULL,
    tujuan text NOT NULL,
    lingkup text[] NOT NULL,
    wilayah text NOT NULL,
    rahasia_hash bytea NOT NULL,
    sid uuid NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    rotated_at timestamptz,
    used_at timestamptz,
    revoked_at timestamptz
);
