-- Puts out the user of an identity, once a message; answers done, again, unknown or last owner.
SELECT milestone.disable_identity(@message, @issuer, @subject, @now);
