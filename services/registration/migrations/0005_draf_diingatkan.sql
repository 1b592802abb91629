-- Whose draft was mentioned to its owner already; touched again, it may be mentioned again.
CREATE TABLE draf_diingatkan (
    draf_id uuid PRIMARY KEY REFERENCES draf ON DELETE CASCADE,
    saved_at timestamptz NOT NULL
);
