-- Ends one session by its hash, or all of a user; how many ended.
SELECT milestone.end_sessions(@hash, @user, @now);
