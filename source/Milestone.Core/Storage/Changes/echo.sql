-- A word to oneself, to see that words arrive.
SELECT pg_notify('milestone', @word);
