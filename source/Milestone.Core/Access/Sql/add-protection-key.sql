-- Keeps a key that protects forms.
SELECT milestone.add_protection_key(@name, @content, @now);
