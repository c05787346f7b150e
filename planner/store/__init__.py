"""The workspace file: tables derived from the fields, the journal of named operations, undo, lock and backup."""
