-- Forgets who a user is; answers done, missing or last owner.
SELECT milestone.erase_person(@user, @now);
