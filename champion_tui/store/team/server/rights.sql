-- What the desks of a team may do with the tables of its store. Run by their owner whenever they were made or brought up to date:
-- champion-tui team prepare does it, in the same transaction. Running it again changes nothing. Made for roles.sql, which comes first.
--
-- A desk adds, and reads what others added. What was once said (events, changes, what stays of an erased case, keys of before) no desk can
-- change or take away. Nothing else in the database is for desks: no other table, no emptying of a whole table, no making of anything.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, champion_desk;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, champion_desk;

-- Which layout the tables have.
GRANT SELECT ON alembic_version TO champion_desk;

-- Cases, and what is kept beside them. A case that is erased goes from here.
GRANT SELECT, INSERT, UPDATE, DELETE ON case_record, case_value, exported_file, own_detail, setting, early_entry TO champion_desk;

-- The history. What an event said is erased with its case; that there was one stays.
GRANT SELECT, INSERT ON event, erased_case TO champion_desk;
GRANT SELECT, INSERT, DELETE ON event_payload TO champion_desk;

-- The changes, and the keys of before.
GRANT SELECT, INSERT ON team_change, team_key TO champion_desk;

-- One row each: where the history ends, and the list of people. Put there when the store is, and kept up to date.
GRANT SELECT, INSERT ON state, team_vault TO champion_desk;
GRANT UPDATE (events, chain_head, slots_counter) ON state TO champion_desk;
GRANT UPDATE (body) ON team_vault TO champion_desk;

-- What lists need of each case, sealed. It goes with its case.
GRANT SELECT, INSERT ON team_summary TO champion_desk;
GRANT UPDATE (sealed) ON team_summary TO champion_desk;


-- The history only grows, whoever writes: neither its end nor the number of the list of people goes back.
CREATE OR REPLACE FUNCTION state_only_grows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.id <> 1 THEN
        RAISE EXCEPTION 'a store has one state' USING ERRCODE = 'check_violation', TABLE = 'state';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.vault <> OLD.vault OR NEW.events < OLD.events OR NEW.slots_counter < OLD.slots_counter) THEN
        RAISE EXCEPTION 'the end of the history does not go back' USING ERRCODE = 'check_violation', TABLE = 'state';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER state_only_grows BEFORE INSERT OR UPDATE ON state FOR EACH ROW EXECUTE FUNCTION state_only_grows();

-- Each change follows the one before it, by one. That another desk came first is told as the program expects it (unique_violation).
CREATE OR REPLACE FUNCTION change_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.before IS NULL AND EXISTS (SELECT FROM public.team_change)
        OR NEW.before IS NOT NULL AND NEW.number <> NEW.before + 1
    THEN
        RAISE EXCEPTION 'a change follows the one before it' USING ERRCODE = 'unique_violation', TABLE = 'team_change';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER change_follows BEFORE INSERT ON team_change FOR EACH ROW EXECUTE FUNCTION change_follows();
