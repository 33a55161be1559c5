-- Adds a user and its names.
SELECT milestone.add_user(@user, @email, @name, @owner, @now);
