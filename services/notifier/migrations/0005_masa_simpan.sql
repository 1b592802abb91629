-- Letters that are over are forgotten some days later.
CREATE INDEX surat_over ON surat (created_at) WHERE state IN ('sent', 'dead');
CREATE INDEX surat_penerima ON surat (penerima_id);
