-- Search over everything that is there to be read: titles, what documents were asked for, and the current version of every
-- part that is shown. Kept by triggers, so whoever writes a text, also by hand with sqlite3, is found (decision 0017).

-- A text and where it stands: 'title', 'brief' for what the document was made for, else the role of its part.
CREATE TABLE document_texts (
  number      INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  part        INTEGER REFERENCES parts (number) ON DELETE CASCADE,
  place       TEXT NOT NULL,
  text        TEXT NOT NULL
);
CREATE INDEX document_texts_by_document ON document_texts (document_id, place);
CREATE INDEX document_texts_by_part ON document_texts (part) WHERE part IS NOT NULL;

-- Three characters in a row are a term. Terms that begin with two characters are found in document_terms; the two line breaks
-- behind a text make its last characters the beginning of one too. lower() is of ASCII alone, as on PostgreSQL.
CREATE VIRTUAL TABLE document_words USING fts5(text, content='', tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE document_terms USING fts5vocab('document_words', 'row');

CREATE TRIGGER texts_added AFTER INSERT ON document_texts
BEGIN
  INSERT INTO document_words (rowid, text) VALUES (NEW.number, lower(NEW.text) || char(10, 10));
END;

CREATE TRIGGER texts_removed AFTER DELETE ON document_texts
BEGIN
  INSERT INTO document_words (document_words, rowid, text) VALUES ('delete', OLD.number, lower(OLD.text) || char(10, 10));
END;

CREATE TRIGGER texts_changed AFTER UPDATE OF text ON document_texts
WHEN OLD.text IS NOT NEW.text
BEGIN
  INSERT INTO document_words (document_words, rowid, text) VALUES ('delete', OLD.number, lower(OLD.text) || char(10, 10));
  INSERT INTO document_words (rowid, text) VALUES (NEW.number, lower(NEW.text) || char(10, 10));
END;

CREATE TRIGGER titles_found AFTER INSERT ON documents
BEGIN
  INSERT INTO document_texts (document_id, place, text) VALUES (NEW.id, 'title', NEW.title);
END;

CREATE TRIGGER titles_found_again AFTER UPDATE OF title ON documents
WHEN OLD.title IS NOT NEW.title
BEGIN
  UPDATE document_texts SET text = NEW.title WHERE document_id = NEW.id AND place = 'title' AND part IS NULL;
END;

-- Every string of a JSON value is somebody's text, but for what programs say to each other by the names below.
CREATE TRIGGER briefs_found AFTER INSERT ON document_params
BEGIN
  INSERT INTO document_texts (document_id, place, text)
  VALUES (NEW.document_id, 'brief', coalesce((
    SELECT group_concat(value, char(10)) FROM json_tree(CASE WHEN json_valid(NEW.params) THEN NEW.params ELSE '{}' END)
     WHERE type = 'text' AND coalesce(key, '') NOT IN ('language', 'model', 'type', 'source') AND coalesce(key, '') NOT GLOB '*_id' AND coalesce(key, '') NOT GLOB '*Id'), ''));
END;

CREATE TRIGGER briefs_found_again AFTER UPDATE OF params ON document_params
WHEN OLD.params IS NOT NEW.params
BEGIN
  UPDATE document_texts
     SET text = coalesce((
       SELECT group_concat(value, char(10)) FROM json_tree(CASE WHEN json_valid(NEW.params) THEN NEW.params ELSE '{}' END)
        WHERE type = 'text' AND coalesce(key, '') NOT IN ('language', 'model', 'type', 'source') AND coalesce(key, '') NOT GLOB '*_id' AND coalesce(key, '') NOT GLOB '*Id'), '')
   WHERE document_id = NEW.document_id AND place = 'brief' AND part IS NULL;
END;

-- Of each part the first 20,000 characters are searched, as on PostgreSQL.
CREATE TRIGGER parts_found AFTER INSERT ON parts
WHEN NEW.retired = 0
BEGIN
  INSERT INTO document_texts (document_id, part, place, text)
  SELECT NEW.document_id, NEW.number, NEW.role, substr(coalesce((
    SELECT group_concat(value, char(10)) FROM json_tree(CASE WHEN json_valid(a.data) THEN a.data ELSE '{}' END)
     WHERE type = 'text' AND coalesce(key, '') NOT IN ('language', 'model', 'type', 'source') AND coalesce(key, '') NOT GLOB '*_id' AND coalesce(key, '') NOT GLOB '*Id'), ''), 1, 20000)
    FROM artifacts a WHERE a.id = NEW.current_id;
END;

CREATE TRIGGER parts_found_again AFTER UPDATE OF current_id, retired ON parts
WHEN OLD.current_id IS NOT NEW.current_id OR OLD.retired IS NOT NEW.retired
BEGIN
  DELETE FROM document_texts WHERE part = NEW.number;
  INSERT INTO document_texts (document_id, part, place, text)
  SELECT NEW.document_id, NEW.number, NEW.role, substr(coalesce((
    SELECT group_concat(value, char(10)) FROM json_tree(CASE WHEN json_valid(a.data) THEN a.data ELSE '{}' END)
     WHERE type = 'text' AND coalesce(key, '') NOT IN ('language', 'model', 'type', 'source') AND coalesce(key, '') NOT GLOB '*_id' AND coalesce(key, '') NOT GLOB '*Id'), ''), 1, 20000)
    FROM artifacts a WHERE a.id = NEW.current_id AND NEW.retired = 0;
END;

-- What is there already.
INSERT INTO document_texts (document_id, place, text) SELECT id, 'title', title FROM documents;
INSERT INTO document_texts (document_id, place, text)
SELECT p.document_id, 'brief', coalesce((
    SELECT group_concat(value, char(10)) FROM json_tree(CASE WHEN json_valid(p.params) THEN p.params ELSE '{}' END)
     WHERE type = 'text' AND coalesce(key, '') NOT IN ('language', 'model', 'type', 'source') AND coalesce(key, '') NOT GLOB '*_id' AND coalesce(key, '') NOT GLOB '*Id'), '')
  FROM document_params p;
INSERT INTO document_texts (document_id, part, place, text)
SELECT q.document_id, q.number, q.role, substr(coalesce((
    SELECT group_concat(value, char(10)) FROM json_tree(CASE WHEN json_valid(a.data) THEN a.data ELSE '{}' END)
     WHERE type = 'text' AND coalesce(key, '') NOT IN ('language', 'model', 'type', 'source') AND coalesce(key, '') NOT GLOB '*_id' AND coalesce(key, '') NOT GLOB '*Id'), ''), 1, 20000)
  FROM parts q JOIN artifacts a ON a.id = q.current_id WHERE q.retired = 0;

-- The library of all kinds together, in each of its orders.
CREATE INDEX documents_by_id ON documents (user_id, id);
CREATE INDEX documents_of_all_by_update ON documents (user_id, updated_at, id);
CREATE INDEX documents_of_all_by_title ON documents (user_id, title COLLATE NOCASE, id);
CREATE INDEX documents_of_all_favourite ON documents (user_id, id) WHERE favourite = 1;

-- People's own prompts; a version without a text is the built-in one again.
CREATE TABLE prompt_versions (
  user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  version    INTEGER NOT NULL,
  text       TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (user_id, name, version)
) WITHOUT ROWID;

CREATE TRIGGER prompt_versions_never_change BEFORE UPDATE ON prompt_versions
BEGIN
  SELECT RAISE(ABORT, 'a version of a prompt never changes');
END;

-- What models used is summed from this alone: a transform's row is long.
CREATE INDEX transforms_used ON transforms (user_id, model, started_at, ended_at, usage) WHERE type = 'llm';
