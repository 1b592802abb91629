-- What could be better about a selfie, as told to the resident at once and to the officer later.
ALTER TABLE swafoto ADD COLUMN saran text[] NOT NULL DEFAULT '{}';

-- A selfie is deleted some days after the decision; the akun stays.
ALTER TABLE akun ALTER COLUMN swafoto_id DROP NOT NULL;

CREATE INDEX akun_swafoto ON akun (swafoto_id);
CREATE INDEX swafoto_created_at ON swafoto (created_at);
DROP INDEX swafoto_unclaimed;
