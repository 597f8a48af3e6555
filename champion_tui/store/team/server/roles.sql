-- The roles and the database of a team's store. For psql, run once by an administrator of the server; running it again changes nothing:
--
--     psql --set=ON_ERROR_STOP=1 --file=roles.sql
--
-- Three kinds of people are told apart:
--
--   champion_owner   owns the tables. Makes them and brings them up to date (champion-tui team prepare). Reads no case with it: rows are
--                    sealed on the desks, and this login has no key.
--   champion_desk    nobody logs in as this: it holds the rights that a desk needs, and everybody's own login is a member of it.
--   one login each   for every person, made at the end of this file by hand.
--
-- In pg_hba.conf, before any line that is wider, with the addresses of your own network. Only encrypted lines, only with a password:
--
--     hostssl  champion  +champion_desk  192.0.2.0/24  scram-sha-256
--     hostssl  champion  champion_owner  127.0.0.1/32  scram-sha-256
--     host     champion  all             all           reject

SELECT 'CREATE ROLE champion_owner LOGIN CONNECTION LIMIT 2 NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION'
WHERE to_regrole('champion_owner') IS NULL \gexec

SELECT 'CREATE ROLE champion_desk NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION'
WHERE to_regrole('champion_desk') IS NULL \gexec

-- Texts are compared byte by byte, so that an upgrade of the system's languages changes no order and spoils no index.
SELECT 'CREATE DATABASE champion OWNER champion_owner ENCODING ''UTF8'' LOCALE ''C'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'champion') \gexec

-- Whoever is not named here does not get in, and makes nothing there, not even for a moment.
REVOKE ALL ON DATABASE champion FROM PUBLIC;
GRANT CONNECT ON DATABASE champion TO champion_desk;

-- A desk whose computer went to sleep half-way keeps nobody waiting for longer than this. (Desks themselves ask for five seconds.)
ALTER DATABASE champion SET idle_in_transaction_session_timeout = '10min';

\connect champion
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO champion_owner;
GRANT USAGE ON SCHEMA public TO champion_desk;

-- A login for somebody, once for each person, in psql. \password asks for the password, which is then neither shown nor written down:
--
--     CREATE ROLE maria LOGIN IN ROLE champion_desk CONNECTION LIMIT 20;
--     \password maria
--
-- And when somebody leaves (take them out of the team in champion-tui first: that changes the key):
--
--     DROP ROLE maria;
