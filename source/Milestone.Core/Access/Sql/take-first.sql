-- Makes the first administrator by a link; false where it is no good any more.
SELECT milestone.take_first_administrator(@hash, @user, @email, @name, @password, @now);
