-- What the planner knows of the tables that an import fills.
SELECT milestone.refresh_statistics();
