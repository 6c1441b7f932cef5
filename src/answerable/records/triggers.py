"""Triggers that keep the ledger append-only, in the words of each database."""

SQLITE = (
    """CREATE TRIGGER entries_kept BEFORE UPDATE ON entries
    WHEN OLD.number IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.act IS NOT OLD.act
        OR NEW."by" IS NOT OLD."by" OR NEW.body IS NOT OLD.body
    BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END""",
    """CREATE TRIGGER entries_stay BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END""",
    """CREATE TRIGGER disclosed_kept BEFORE UPDATE ON disclosed
    WHEN NEW.salt IS NOT NULL OR NEW.content IS NOT NULL OR NEW.row IS NOT OLD.row
        OR NEW.entry_id IS NOT OLD.entry_id OR NEW.place IS NOT OLD.place
        OR NEW."of" IS NOT OLD."of" OR NEW.key IS NOT OLD.key
    BEGIN SELECT RAISE(ABORT, 'what is disclosed may be erased, not changed'); END""",
    """CREATE TRIGGER disclosed_stay BEFORE DELETE ON disclosed
    BEGIN SELECT RAISE(ABORT, 'what is disclosed may be erased, not deleted'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION answerable_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'entries are append-only'; END $$""",
    """CREATE TRIGGER entries_kept BEFORE UPDATE ON entries FOR EACH ROW
    WHEN (OLD.number IS NOT NULL OR (NEW.id, NEW.at, NEW.act, NEW."by", NEW.body)
        IS DISTINCT FROM (OLD.id, OLD.at, OLD.act, OLD."by", OLD.body))
    EXECUTE FUNCTION answerable_append_only()""",
    """CREATE TRIGGER entries_stay BEFORE DELETE ON entries FOR EACH ROW
    EXECUTE FUNCTION answerable_append_only()""",
    """CREATE TRIGGER disclosed_kept BEFORE UPDATE ON disclosed FOR EACH ROW
    WHEN (NEW.salt IS NOT NULL OR NEW.content IS NOT NULL OR (NEW.row, NEW.entry_id, NEW.place, NEW."of", NEW.key)
        IS DISTINCT FROM (OLD.row, OLD.entry_id, OLD.place, OLD."of", OLD.key))
    EXECUTE FUNCTION answerable_append_only()""",
    """CREATE TRIGGER disclosed_stay BEFORE DELETE ON disclosed FOR EACH ROW
    EXECUTE FUNCTION answerable_append_only()""",
    """CREATE TRIGGER entries_whole BEFORE TRUNCATE ON entries FOR EACH STATEMENT
    EXECUTE FUNCTION answerable_append_only()""",
    """CREATE TRIGGER disclosed_whole BEFORE TRUNCATE ON disclosed FOR EACH STATEMENT
    EXECUTE FUNCTION answerable_append_only()""",
)
