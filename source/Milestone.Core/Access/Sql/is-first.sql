-- Whether a link still makes the first administrator.
SELECT milestone.is_first_administrator(@hash, @now);
