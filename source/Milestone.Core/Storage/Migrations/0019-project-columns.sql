-- The columns of the list of projects are no longer chosen. The column stays for hosts of the version before, and is filled by itself for later ones.
ALTER TABLE milestone.preference ALTER COLUMN project_columns SET DEFAULT '{}';
