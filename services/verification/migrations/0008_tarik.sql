-- A superior of the office may take up what a level below does not get on with.
ALTER TABLE langkah DROP CONSTRAINT langkah_tindakan_check;
ALTER TABLE langkah ADD CONSTRAINT langkah_tindakan_check
CHECK (tindakan IN ('forwarded', 'sent_back', 'recommended', 'pulled_up'));
