-- The schema of design.md. Ids are UUIDv7, times UTC. JSON is kept as it came, and is checked.
-- Versions and notifications come from triggers, so whoever writes a row, also by hand with psql, is seen live
-- (design, life of a token 5). PostgreSQL takes transition tables only without a column list and for one event: one
-- trigger an event.
--
-- Locks: whoever changes anything of a document holds its row first; whoever changes several skips what is held.

CREATE TABLE users (
  id              uuid PRIMARY KEY,
  name            text NOT NULL,
  library_version bigint NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- Narrow, because its version changes with every batch; room in its pages keeps those changes off the indexes.
CREATE TABLE documents (
  id                  uuid PRIMARY KEY,
  user_id             uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind                text NOT NULL,
  title               text NOT NULL,
  version             bigint NOT NULL DEFAULT 1,
  newest_transform_id uuid,
  list_changes        bigint NOT NULL DEFAULT 0,
  list_version        bigint NOT NULL DEFAULT 0,
  created_at          timestamptz NOT NULL DEFAULT now(),
  updated_at          timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
CREATE INDEX documents_by_owner ON documents (user_id, kind, id);
CREATE INDEX documents_by_id ON documents (user_id, id);
CREATE INDEX documents_by_change ON documents (user_id, list_version);

-- What the kind stored; up to 40,000 characters, so not in the row that changes all the time.
CREATE TABLE document_params (
  document_id uuid PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  params      json NOT NULL
);

CREATE TABLE artifacts (
  id           uuid PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  type         text NOT NULL,
  type_version text NOT NULL DEFAULT 'v1',
  data         json NOT NULL,
  metadata     json,
  created_at   timestamptz NOT NULL DEFAULT now(),
  number       bigint GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE transforms (
  id             uuid PRIMARY KEY,
  document_id    uuid NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user_id        uuid NOT NULL,
  type           text NOT NULL CHECK (type IN ('llm', 'human')),
  status         text NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  round          integer NOT NULL DEFAULT 0,
  replaces       boolean NOT NULL DEFAULT false,
  attempt        integer NOT NULL DEFAULT 1,
  attempts       integer NOT NULL DEFAULT 1,
  attempt_reason text,
  takeovers      integer NOT NULL DEFAULT 0,
  not_before     timestamptz,
  created_at     timestamptz NOT NULL DEFAULT now(),
  started_at     timestamptz,
  ended_at       timestamptz,
  retry_of       uuid,
  model          text,
  template_id    text,
  asked          json NOT NULL DEFAULT '[]',
  error          json,
  usage          json,
  params         json NOT NULL DEFAULT '{}',
  prompt         text,
  output_text    text,
  number         bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX transforms_by_document ON transforms (document_id, round);
CREATE INDEX transforms_queued ON transforms (id) WHERE status = 'queued';
CREATE INDEX transforms_running ON transforms (id) WHERE status = 'running';
-- One generation at a time a document (contract 3).
CREATE UNIQUE INDEX transforms_one_active ON transforms (document_id) WHERE type = 'llm' AND status IN ('queued', 'running');

-- The part of a transform that changes with every batch: narrow, and no index on what changes.
CREATE TABLE runs (
  transform_id  uuid PRIMARY KEY REFERENCES transforms (id) ON DELETE CASCADE,
  epoch         bigint NOT NULL DEFAULT 0,
  last_sequence bigint NOT NULL DEFAULT 0,
  last_index    integer NOT NULL DEFAULT -1,
  owner         text,
  heartbeat     bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE transform_chunks (
  transform_id uuid NOT NULL REFERENCES transforms (id) ON DELETE CASCADE,
  chunk_index  integer NOT NULL,
  chunk_data   text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (transform_id, chunk_index)
);

CREATE TABLE transform_inputs (
  transform_id uuid NOT NULL REFERENCES transforms (id) ON DELETE CASCADE,
  artifact_id  uuid NOT NULL REFERENCES artifacts (id) ON DELETE CASCADE,
  role         text NOT NULL,
  PRIMARY KEY (transform_id, artifact_id, role)
);
CREATE INDEX transform_inputs_by_artifact ON transform_inputs (artifact_id);

CREATE TABLE transform_outputs (
  transform_id uuid NOT NULL REFERENCES transforms (id) ON DELETE CASCADE,
  artifact_id  uuid NOT NULL REFERENCES artifacts (id) ON DELETE CASCADE,
  role         text NOT NULL,
  PRIMARY KEY (transform_id, artifact_id, role)
);
CREATE INDEX transform_outputs_by_artifact ON transform_outputs (artifact_id);

-- The parts of a document as they stand: which artifact is the current version of each, and a person's marks.
-- Kept by the triggers on transform_outputs; the number keeps the order in which they came.
CREATE TABLE parts (
  number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  artifact_id uuid NOT NULL UNIQUE REFERENCES artifacts (id) ON DELETE CASCADE,
  document_id uuid NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  current_id  uuid NOT NULL REFERENCES artifacts (id) DEFERRABLE INITIALLY DEFERRED,
  revision    integer NOT NULL DEFAULT 1,
  round       integer NOT NULL,
  role        text NOT NULL,
  favourite   boolean NOT NULL DEFAULT false,
  dismissed   boolean NOT NULL DEFAULT false,
  retired     boolean NOT NULL DEFAULT false
);
CREATE INDEX parts_by_document ON parts (document_id, retired, round);
CREATE INDEX parts_by_current ON parts (current_id);

CREATE TABLE idempotency_keys (
  user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key          text NOT NULL,
  fingerprint  text NOT NULL,
  document_id  uuid NOT NULL,
  transform_id uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- What was deleted, so that a viewer of the library who was away learns of it.
CREATE TABLE deletions (
  user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  list_version bigint NOT NULL,
  document_id  uuid NOT NULL,
  PRIMARY KEY (user_id, list_version)
);

-- Tells all servers: '<origin> d<document> l<owner> w', or '<origin> *' when it would pass the limit of 8,000 bytes.
-- The origin is the server that commits, which told its own viewers; 'quiet' when Redis does the telling.
CREATE FUNCTION say(words text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  origin text := coalesce(nullif(current_setting('inkstream.origin', true), ''), '-');
BEGIN
  IF origin <> 'quiet' AND words IS NOT NULL THEN
    PERFORM pg_notify('inkstream', origin || ' ' || CASE WHEN octet_length(words) > 7900 THEN '*' ELSE words END);
  END IF;
END $$;

-- Chunks are dense and immutable, whoever writes them (invariant 2): the index comes from the run's row, under its lock.
CREATE FUNCTION chunks_are_dense() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE runs SET last_index = NEW.chunk_index WHERE transform_id = NEW.transform_id AND last_index = NEW.chunk_index - 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'chunk_index must be one more than runs.last_index' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER chunks_are_dense BEFORE INSERT ON transform_chunks FOR EACH ROW EXECUTE FUNCTION chunks_are_dense();

CREATE FUNCTION never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% never change', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER chunks_never_change BEFORE UPDATE ON transform_chunks FOR EACH STATEMENT EXECUTE FUNCTION never_change();
CREATE TRIGGER artifacts_never_change BEFORE UPDATE ON artifacts FOR EACH STATEMENT EXECUTE FUNCTION never_change();

CREATE FUNCTION chunks_stay_while_running() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT transform_id FROM removed) r JOIN transforms t ON t.id = r.transform_id
     WHERE t.status IN ('queued', 'running')) THEN
    RAISE EXCEPTION 'a chunk of a running transform stays' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER chunks_stay_while_running AFTER DELETE ON transform_chunks
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION chunks_stay_while_running();

CREATE FUNCTION chunks_move_the_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE documents d SET version = d.version + 1
    FROM transforms t
   WHERE t.id IN (SELECT transform_id FROM added) AND t.status IN ('queued', 'running')
     AND d.id = t.document_id AND d.newest_transform_id = t.id;
  RETURN NULL;
END $$;
CREATE TRIGGER chunks_move_the_document AFTER INSERT ON transform_chunks
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION chunks_move_the_document();

-- An output is a new version of the part of its role when the transform took a version of that part in as 'revises'
-- (characters/2 is of the part characters); else it is a new part. A person's newer version stands.
-- The first part of a generation that replaces retires what was not kept, in this same commit (contract 3, no empty results).
CREATE FUNCTION outputs_become_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  t transforms;
BEGIN
  SELECT * INTO t FROM transforms WHERE id = NEW.transform_id;
  IF t.replaces AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.document_id = t.document_id AND p.round = t.round) THEN
    UPDATE parts SET retired = true
     WHERE document_id = t.document_id AND NOT retired AND NOT favourite AND revision = 1 AND round < t.round;
  END IF;

  INSERT INTO parts (artifact_id, document_id, current_id, round, role)
  SELECT NEW.artifact_id, t.document_id, NEW.artifact_id, t.round, NEW.role
   WHERE NOT EXISTS (
     SELECT 1 FROM transform_inputs i JOIN transform_outputs o ON o.artifact_id = i.artifact_id
      WHERE i.transform_id = NEW.transform_id AND i.role = 'revises' AND (o.role = NEW.role OR starts_with(NEW.role, o.role || '/')));

  UPDATE parts SET current_id = NEW.artifact_id, revision = revision + 1
   WHERE document_id = t.document_id AND (role = NEW.role OR starts_with(NEW.role, role || '/'))
     AND EXISTS (SELECT 1 FROM transform_inputs WHERE transform_id = NEW.transform_id AND role = 'revises')
     AND current_id IN (
       SELECT artifact_id FROM transform_inputs WHERE transform_id = NEW.transform_id AND role = 'revises'
       UNION ALL
       SELECT artifact_id FROM transform_outputs WHERE transform_id = NEW.transform_id AND artifact_id <> NEW.artifact_id);

  -- What became no version still counts as finished, and so moves the progress that GET shows.
  UPDATE documents SET version = version + 1
   WHERE id = t.document_id AND newest_transform_id = t.id
     AND NOT EXISTS (SELECT 1 FROM parts WHERE current_id = NEW.artifact_id)
     AND NOT EXISTS (
       SELECT 1 FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
        WHERE x.document_id = t.document_id AND x.round = t.round AND o.role = NEW.role AND o.artifact_id <> NEW.artifact_id);
  RETURN NULL;
END $$;
CREATE TRIGGER outputs_become_parts AFTER INSERT ON transform_outputs FOR EACH ROW EXECUTE FUNCTION outputs_become_parts();

CREATE FUNCTION parts_move_the_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE documents
     SET version = version + 1,
         list_changes = list_changes + CASE WHEN TG_OP <> 'UPDATE' OR OLD.retired IS DISTINCT FROM NEW.retired THEN 1 ELSE 0 END
   WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.document_id ELSE NEW.document_id END;
  RETURN NULL;
END $$;
CREATE TRIGGER parts_added AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION parts_move_the_document();
CREATE TRIGGER parts_removed AFTER DELETE ON parts FOR EACH ROW EXECUTE FUNCTION parts_move_the_document();
CREATE TRIGGER parts_changed AFTER UPDATE ON parts FOR EACH ROW
WHEN ((OLD.current_id, OLD.revision, OLD.favourite, OLD.dismissed, OLD.retired)
      IS DISTINCT FROM (NEW.current_id, NEW.revision, NEW.favourite, NEW.dismissed, NEW.retired))
EXECUTE FUNCTION parts_move_the_document();

-- What GET shows of the newest attempt: its status, its error, when it started and when it is due.
CREATE FUNCTION transforms_move_the_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  begins_or_ends boolean := (OLD.status IN ('queued', 'running')) <> (NEW.status IN ('queued', 'running'));
BEGIN
  IF begins_or_ends OR (OLD.status NOT IN ('queued', 'running') AND OLD.status <> NEW.status)
    OR OLD.error::text IS DISTINCT FROM NEW.error::text OR OLD.started_at IS DISTINCT FROM NEW.started_at
    OR OLD.not_before IS DISTINCT FROM NEW.not_before THEN
    UPDATE documents
       SET version = version + 1, list_changes = list_changes + CASE WHEN begins_or_ends THEN 1 ELSE 0 END
     WHERE id = NEW.document_id AND newest_transform_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER transforms_changed AFTER UPDATE ON transforms FOR EACH ROW EXECUTE FUNCTION transforms_move_the_document();

CREATE FUNCTION params_move_the_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1 WHERE id = NEW.document_id;
  RETURN NULL;
END $$;
CREATE TRIGGER params_changed AFTER UPDATE ON document_params FOR EACH ROW
WHEN (OLD.params::text IS DISTINCT FROM NEW.params::text) EXECUTE FUNCTION params_move_the_document();

-- The library: every change of what a list shows gets a number of its owner's.
CREATE FUNCTION documents_are_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET library_version = library_version + 1 WHERE id = NEW.user_id RETURNING library_version INTO NEW.list_version;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_listed BEFORE INSERT ON documents FOR EACH ROW EXECUTE FUNCTION documents_are_listed();

CREATE FUNCTION documents_are_relisted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.title, OLD.newest_transform_id) IS DISTINCT FROM (NEW.title, NEW.newest_transform_id) THEN
    NEW.version := NEW.version + 1;
  END IF;
  NEW.updated_at := now();
  UPDATE users SET library_version = library_version + 1 WHERE id = NEW.user_id RETURNING library_version INTO NEW.list_version;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_relisted BEFORE UPDATE ON documents FOR EACH ROW
WHEN ((OLD.title, OLD.newest_transform_id, OLD.list_changes) IS DISTINCT FROM (NEW.title, NEW.newest_transform_id, NEW.list_changes))
EXECUTE FUNCTION documents_are_relisted();

-- Deleting a document deletes all of it (ON DELETE CASCADE); what its transforms made goes with them.
CREATE FUNCTION outputs_take_their_artifact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM artifacts WHERE id IN (SELECT artifact_id FROM removed);
  RETURN NULL;
END $$;
CREATE TRIGGER outputs_take_their_artifact AFTER DELETE ON transform_outputs
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION outputs_take_their_artifact();

CREATE FUNCTION documents_are_unlisted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH moved AS (UPDATE users SET library_version = library_version + 1 WHERE id = OLD.user_id RETURNING id, library_version)
  INSERT INTO deletions (user_id, list_version, document_id) SELECT id, library_version, OLD.id FROM moved;
  RETURN NULL;
END $$;
CREATE TRIGGER documents_unlisted AFTER DELETE ON documents FOR EACH ROW EXECUTE FUNCTION documents_are_unlisted();

-- One notification a statement.
CREATE FUNCTION documents_say_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT string_agg('d' || id, ' ') FROM added));
  RETURN NULL;
END $$;
CREATE TRIGGER documents_say_added AFTER INSERT ON documents
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION documents_say_added();

CREATE FUNCTION documents_say_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT string_agg('d' || n.id, ' ') FROM after n JOIN before o ON o.id = n.id WHERE n.version <> o.version));
  RETURN NULL;
END $$;
CREATE TRIGGER documents_say_moved AFTER UPDATE ON documents
REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION documents_say_moved();

CREATE FUNCTION documents_say_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT string_agg('d' || id, ' ') FROM removed));
  RETURN NULL;
END $$;
CREATE TRIGGER documents_say_gone AFTER DELETE ON documents
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION documents_say_gone();

CREATE FUNCTION libraries_say_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT string_agg('l' || n.id, ' ') FROM after n JOIN before o ON o.id = n.id WHERE n.library_version <> o.library_version));
  RETURN NULL;
END $$;
CREATE TRIGGER libraries_say_moved AFTER UPDATE ON users
REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION libraries_say_moved();

CREATE FUNCTION work_says_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT 'w' FROM added WHERE status = 'queued' LIMIT 1));
  RETURN NULL;
END $$;
CREATE TRIGGER work_says_added AFTER INSERT ON transforms
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION work_says_added();

CREATE FUNCTION work_says_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT 'w' FROM after n JOIN before o ON o.id = n.id
                WHERE o.status <> n.status AND n.status IN ('queued', 'cancelled') LIMIT 1));
  RETURN NULL;
END $$;
CREATE TRIGGER work_says_moved AFTER UPDATE ON transforms
REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION work_says_moved();

CREATE FUNCTION work_says_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT 'w' FROM removed WHERE status IN ('queued', 'running') LIMIT 1));
  RETURN NULL;
END $$;
CREATE TRIGGER work_says_gone AFTER DELETE ON transforms
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION work_says_gone();
