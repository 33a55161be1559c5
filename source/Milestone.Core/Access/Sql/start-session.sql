-- Begins a session; null where the user may not come in.
SELECT milestone.start_session(@session, @hash, @user, @kind, @now, @until);
