-- Counts an attempt to sign in; until when it has to wait, or null where it may be made.
SELECT milestone.count_attempt(@subject, @free, @longest, @now);
