-- Codes that a person reads off a picture: once, within five minutes.
CREATE TABLE captcha (
    id uuid PRIMARY KEY,
    answer_sealed bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX captcha_expires_at ON captcha (expires_at);
