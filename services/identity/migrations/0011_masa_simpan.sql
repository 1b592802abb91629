-- When a resident was last here: data that nobody needs any more are forgotten by this.
ALTER TABLE akun ADD COLUMN used_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX akun_used_at ON akun (used_at);
