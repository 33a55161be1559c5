-- Whether somebody with an address may still accept an invitation.
SELECT milestone.is_invited(@email, @now);
