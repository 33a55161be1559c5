-- What the reports of one project read: its documents and its latest day from postings; orders and money on account, which post nothing, by kind.

CREATE INDEX posting_project ON milestone.posting (organisation_id, project_id, basis, date, document_id) INCLUDE (amount);

CREATE INDEX document_unposted ON milestone.document (organisation_id, kind) WHERE kind IN (7, 9, 14, 15, 16);
