-- The schema of design.md. Ids are UUIDv7 as text, times ISO 8601 UTC as text.
-- Versions come from triggers, so whoever writes a row, also by hand with sqlite3, is seen live (design, life of a token 5).

CREATE TABLE users (
  id              TEXT PRIMARY KEY,
  name            TEXT NOT NULL,
  library_version INTEGER NOT NULL DEFAULT 0,
  created_at      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;

-- Narrow, because its version changes with every batch.
CREATE TABLE documents (
  id                  TEXT PRIMARY KEY,
  user_id             TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind                TEXT NOT NULL,
  title               TEXT NOT NULL,
  version             INTEGER NOT NULL DEFAULT 1,
  newest_transform_id TEXT,
  list_changes        INTEGER NOT NULL DEFAULT 0,
  list_version        INTEGER NOT NULL DEFAULT 0,
  created_at          TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at          TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) WITHOUT ROWID;
CREATE INDEX documents_by_owner ON documents (user_id, kind, id);
CREATE INDEX documents_by_change ON documents (user_id, list_version);

-- What the kind stored; up to 40,000 characters, so not in the row that changes all the time.
CREATE TABLE document_params (
  document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  params      TEXT NOT NULL
);

CREATE TABLE artifacts (
  id           TEXT PRIMARY KEY,
  user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  type         TEXT NOT NULL,
  type_version TEXT NOT NULL DEFAULT 'v1',
  data         TEXT NOT NULL,
  metadata     TEXT,
  created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE transforms (
  id             TEXT PRIMARY KEY,
  document_id    TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user_id        TEXT NOT NULL,
  type           TEXT NOT NULL CHECK (type IN ('llm', 'human')),
  status         TEXT NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  round          INTEGER NOT NULL DEFAULT 0,
  replaces       INTEGER NOT NULL DEFAULT 0,
  attempt        INTEGER NOT NULL DEFAULT 1,
  attempts       INTEGER NOT NULL DEFAULT 1,
  attempt_reason TEXT,
  takeovers      INTEGER NOT NULL DEFAULT 0,
  not_before     TEXT,
  created_at     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  started_at     TEXT,
  ended_at       TEXT,
  retry_of       TEXT,
  model          TEXT,
  template_id    TEXT,
  asked          TEXT NOT NULL DEFAULT '[]',
  error          TEXT,
  usage          TEXT,
  params         TEXT NOT NULL DEFAULT '{}',
  prompt         TEXT,
  output_text    TEXT
);
CREATE INDEX transforms_by_document ON transforms (document_id, round);
CREATE INDEX transforms_queued ON transforms (id) WHERE status = 'queued';
CREATE INDEX transforms_running ON transforms (id) WHERE status = 'running';
-- One generation at a time a document (contract 3).
CREATE UNIQUE INDEX transforms_one_active ON transforms (document_id) WHERE type = 'llm' AND status IN ('queued', 'running');

-- The part of a transform that changes with every batch: narrow, and no index on what changes.
CREATE TABLE runs (
  transform_id  TEXT PRIMARY KEY REFERENCES transforms (id) ON DELETE CASCADE,
  epoch         INTEGER NOT NULL DEFAULT 0,
  last_sequence INTEGER NOT NULL DEFAULT 0,
  last_index    INTEGER NOT NULL DEFAULT -1,
  owner         TEXT,
  heartbeat     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE transform_chunks (
  transform_id TEXT NOT NULL REFERENCES transforms (id) ON DELETE CASCADE,
  chunk_index  INTEGER NOT NULL,
  chunk_data   TEXT NOT NULL,
  created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  PRIMARY KEY (transform_id, chunk_index)
) WITHOUT ROWID;

CREATE TABLE transform_inputs (
  transform_id TEXT NOT NULL REFERENCES transforms (id) ON DELETE CASCADE,
  artifact_id  TEXT NOT NULL REFERENCES artifacts (id) ON DELETE CASCADE,
  role         TEXT NOT NULL,
  PRIMARY KEY (transform_id, artifact_id, role)
) WITHOUT ROWID;
CREATE INDEX transform_inputs_by_artifact ON transform_inputs (artifact_id);

CREATE TABLE transform_outputs (
  transform_id TEXT NOT NULL REFERENCES transforms (id) ON DELETE CASCADE,
  artifact_id  TEXT NOT NULL REFERENCES artifacts (id) ON DELETE CASCADE,
  role         TEXT NOT NULL,
  PRIMARY KEY (transform_id, artifact_id, role)
) WITHOUT ROWID;
CREATE INDEX transform_outputs_by_artifact ON transform_outputs (artifact_id);

-- The parts of a document as they stand: which artifact is the current version of each, and a person's marks.
-- Kept by the triggers on transform_outputs; the number keeps the order in which they came.
CREATE TABLE parts (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  artifact_id TEXT NOT NULL UNIQUE REFERENCES artifacts (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  current_id  TEXT NOT NULL REFERENCES artifacts (id),
  revision    INTEGER NOT NULL DEFAULT 1,
  round       INTEGER NOT NULL,
  role        TEXT NOT NULL,
  favourite   INTEGER NOT NULL DEFAULT 0,
  dismissed   INTEGER NOT NULL DEFAULT 0,
  retired     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX parts_by_document ON parts (document_id, retired, round);
CREATE INDEX parts_by_current ON parts (current_id);

CREATE TABLE idempotency_keys (
  user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key          TEXT NOT NULL,
  fingerprint  TEXT NOT NULL,
  document_id  TEXT NOT NULL,
  transform_id TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  PRIMARY KEY (user_id, key)
) WITHOUT ROWID;

-- What was deleted, so that a viewer of the library who was away learns of it.
CREATE TABLE deletions (
  user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  list_version INTEGER NOT NULL,
  document_id  TEXT NOT NULL,
  PRIMARY KEY (user_id, list_version)
) WITHOUT ROWID;

-- Chunks are dense and immutable, whoever writes them (invariant 2).
CREATE TRIGGER chunks_are_dense BEFORE INSERT ON transform_chunks
WHEN NEW.chunk_index IS NOT (SELECT last_index + 1 FROM runs WHERE transform_id = NEW.transform_id)
BEGIN
  SELECT RAISE(ABORT, 'chunk_index must be one more than runs.last_index');
END;

CREATE TRIGGER chunks_never_change BEFORE UPDATE ON transform_chunks
BEGIN
  SELECT RAISE(ABORT, 'a chunk never changes');
END;

CREATE TRIGGER chunks_stay_while_running BEFORE DELETE ON transform_chunks
WHEN EXISTS (SELECT 1 FROM transforms WHERE id = OLD.transform_id AND status IN ('queued', 'running'))
BEGIN
  SELECT RAISE(ABORT, 'a chunk of a running transform stays');
END;

CREATE TRIGGER chunks_move_the_document AFTER INSERT ON transform_chunks
BEGIN
  UPDATE runs SET last_index = NEW.chunk_index WHERE transform_id = NEW.transform_id;
  UPDATE documents SET version = version + 1
   WHERE id = (SELECT document_id FROM transforms WHERE id = NEW.transform_id AND status IN ('queued', 'running'))
     AND newest_transform_id = NEW.transform_id;
END;

CREATE TRIGGER artifacts_never_change BEFORE UPDATE ON artifacts
BEGIN
  SELECT RAISE(ABORT, 'an artifact never changes');
END;

-- An output is a new version of the part of its role when the transform took a version of that part in as 'revises'
-- (characters/2 is of the part characters); else it is a new part. A person's newer version stands.
-- The first part of a generation that replaces retires what was not kept, in this same commit (contract 3, no empty results).
CREATE TRIGGER outputs_become_parts AFTER INSERT ON transform_outputs
BEGIN
  UPDATE parts SET retired = 1
   WHERE retired = 0 AND favourite = 0 AND revision = 1
     AND document_id = (SELECT document_id FROM transforms WHERE id = NEW.transform_id AND replaces = 1)
     AND round < (SELECT round FROM transforms WHERE id = NEW.transform_id)
     AND NOT EXISTS (
       SELECT 1 FROM parts p JOIN transforms t ON t.id = NEW.transform_id
        WHERE p.document_id = t.document_id AND p.round = t.round);
  INSERT INTO parts (artifact_id, document_id, current_id, round, role)
  SELECT NEW.artifact_id, t.document_id, NEW.artifact_id, t.round, NEW.role
    FROM transforms t
   WHERE t.id = NEW.transform_id
     AND NOT EXISTS (
       SELECT 1 FROM transform_inputs i JOIN transform_outputs o ON o.artifact_id = i.artifact_id
        WHERE i.transform_id = NEW.transform_id AND i.role = 'revises' AND (o.role = NEW.role OR NEW.role GLOB o.role || '/*'));
  UPDATE parts SET current_id = NEW.artifact_id, revision = revision + 1
   WHERE (role = NEW.role OR NEW.role GLOB role || '/*')
     AND EXISTS (SELECT 1 FROM transform_inputs WHERE transform_id = NEW.transform_id AND role = 'revises')
     AND current_id IN (
       SELECT artifact_id FROM transform_inputs WHERE transform_id = NEW.transform_id AND role = 'revises'
       UNION ALL
       SELECT artifact_id FROM transform_outputs WHERE transform_id = NEW.transform_id AND artifact_id <> NEW.artifact_id);

  -- What became no version still counts as finished, and so moves the progress that GET shows.
  UPDATE documents SET version = version + 1
   WHERE id = (SELECT document_id FROM transforms WHERE id = NEW.transform_id) AND newest_transform_id = NEW.transform_id
     AND NOT EXISTS (SELECT 1 FROM parts WHERE current_id = NEW.artifact_id)
     AND NOT EXISTS (
       SELECT 1 FROM transforms n JOIN transforms x ON x.document_id = n.document_id AND x.round = n.round
         JOIN transform_outputs o ON o.transform_id = x.id
        WHERE n.id = NEW.transform_id AND o.role = NEW.role AND o.artifact_id <> NEW.artifact_id);
END;

CREATE TRIGGER parts_added AFTER INSERT ON parts
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1 WHERE id = NEW.document_id;
END;

CREATE TRIGGER parts_changed AFTER UPDATE ON parts
WHEN OLD.current_id IS NOT NEW.current_id OR OLD.revision IS NOT NEW.revision OR OLD.favourite IS NOT NEW.favourite
  OR OLD.dismissed IS NOT NEW.dismissed OR OLD.retired IS NOT NEW.retired
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + (OLD.retired IS NOT NEW.retired) WHERE id = NEW.document_id;
END;

CREATE TRIGGER parts_removed AFTER DELETE ON parts
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1 WHERE id = OLD.document_id;
END;

-- What GET shows of the newest attempt: its status, its error, when it started and when it is due.
CREATE TRIGGER transforms_changed AFTER UPDATE OF status, error, started_at, not_before ON transforms
WHEN (OLD.status IN ('queued', 'running')) IS NOT (NEW.status IN ('queued', 'running'))
  OR (OLD.status NOT IN ('queued', 'running') AND OLD.status IS NOT NEW.status)
  OR OLD.error IS NOT NEW.error OR OLD.started_at IS NOT NEW.started_at OR OLD.not_before IS NOT NEW.not_before
BEGIN
  UPDATE documents
     SET version = version + 1,
         list_changes = list_changes + ((OLD.status IN ('queued', 'running')) IS NOT (NEW.status IN ('queued', 'running')))
   WHERE id = NEW.document_id AND newest_transform_id = NEW.id;
END;

CREATE TRIGGER documents_changed AFTER UPDATE OF title, newest_transform_id ON documents
WHEN OLD.title IS NOT NEW.title OR OLD.newest_transform_id IS NOT NEW.newest_transform_id
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1 WHERE id = NEW.id;
END;

CREATE TRIGGER params_changed AFTER UPDATE OF params ON document_params
WHEN OLD.params IS NOT NEW.params
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1 WHERE id = NEW.document_id;
END;

-- The library: every change of what a list shows gets a number of its owner's.
CREATE TRIGGER documents_listed AFTER INSERT ON documents
BEGIN
  UPDATE users SET library_version = library_version + 1 WHERE id = NEW.user_id;
  UPDATE documents SET list_version = (SELECT library_version FROM users WHERE id = NEW.user_id) WHERE id = NEW.id;
END;

CREATE TRIGGER documents_relisted AFTER UPDATE OF list_changes ON documents
WHEN OLD.list_changes IS NOT NEW.list_changes
BEGIN
  UPDATE users SET library_version = library_version + 1 WHERE id = NEW.user_id;
  UPDATE documents
     SET list_version = (SELECT library_version FROM users WHERE id = NEW.user_id),
         updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
   WHERE id = NEW.id;
END;

-- Deleting a document deletes all of it (ON DELETE CASCADE); what its transforms made goes with them.
CREATE TRIGGER outputs_take_their_artifact AFTER DELETE ON transform_outputs
BEGIN
  DELETE FROM artifacts WHERE id = OLD.artifact_id;
END;

CREATE TRIGGER documents_unlisted AFTER DELETE ON documents
BEGIN
  UPDATE users SET library_version = library_version + 1 WHERE id = OLD.user_id;
  INSERT INTO deletions (user_id, list_version, document_id)
  SELECT id, library_version, OLD.id FROM users WHERE id = OLD.user_id;
END;
