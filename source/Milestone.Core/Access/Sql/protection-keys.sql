-- One row per key that protects forms, as text.
SELECT milestone.protection_keys();
