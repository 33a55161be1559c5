-- Remembers the link for the first administrator; null where there is a user already.
SELECT milestone.offer_first_administrator(@hash, @now, @until);
