-- Makes a user an owner or no longer, lets it in or no longer; answers done, missing or last owner.
SELECT milestone.change_user(@user, @owner, @disabled, @now);
