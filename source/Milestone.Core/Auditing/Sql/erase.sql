-- One row per row that was to be erased: whether what it said is gone now.
SELECT seq, digest, outcome
FROM milestone.erase_audit_rows(@organisation, @rows, @digests, @at, @actor, @why);
