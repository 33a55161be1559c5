-- Erases what some rows of a chain say, and writes that down.
SELECT milestone.erase_audit(@organisation, @rows, @at, @actor, @why);
