-- Links an identity that another has issued to a user.
SELECT milestone.link_identity(@user, @issuer, @subject, @now);
