-- Forgets the failures of an account after a success, and the attempt of its address.
SELECT milestone.forgive_attempts(@account, @address, @now);
