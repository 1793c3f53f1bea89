-- Rows whose foreign key leads nowhere
SELECT "table", rowid, "parent" FROM pragma_foreign_key_check;
