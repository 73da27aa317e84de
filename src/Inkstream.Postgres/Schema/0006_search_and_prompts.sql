-- Search over everything that is there to be read: titles, what documents were asked for, and the current version of every
-- part that is shown. Kept by triggers, so whoever writes a text, also by hand with psql, is found (decision 0017).

-- A text and where it stands: 'title', 'brief' for what the document was made for, else the role of its part.
CREATE TABLE document_texts (
  number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user_id     uuid NOT NULL,
  part        bigint REFERENCES parts (number) ON DELETE CASCADE,
  artifact_id uuid, -- the version of the part
  place       text NOT NULL,
  text        text NOT NULL
);
CREATE INDEX document_texts_by_document ON document_texts (document_id, place);
CREATE INDEX document_texts_by_part ON document_texts (part) WHERE part IS NOT NULL;

-- Each character of a text and each two in a row, as numbers: 21 bits of whose it is, so that nobody's search reads what is
-- others', and 21 for each character. lower() is of ASCII alone, as on SQLite. Not in the language sql, whose functions are
-- planned anew for each row that a trigger writes: that was three quarters of the work.
CREATE FUNCTION grams(owner uuid, words text) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN (WITH characters AS MATERIALIZED (
    SELECT o.bits | (ascii(u.one)::bigint << 21) AS one, ascii(u.next) AS next
      FROM (SELECT (('x' || right(owner::text, 6))::bit(24)::bigint & 2097151) << 42 AS bits, lower(words COLLATE "C") AS words OFFSET 0) o
     CROSS JOIN LATERAL ROWS FROM (unnest(string_to_array(o.words, NULL)), unnest(string_to_array(substr(o.words, 2), NULL))) u (one, next))
  SELECT ARRAY(SELECT one FROM characters UNION SELECT one | next FROM characters WHERE next IS NOT NULL));
END $$;

-- What is written waits in a short list, which a writer moves into the index unless another one is just doing so: no one
-- waits. Nothing is to be learnt from the numbers, and they are dear to compute.
CREATE INDEX document_texts_by_gram ON document_texts USING gin (grams(user_id, text)) WITH (fastupdate = on, gin_pending_list_limit = 512);
ALTER INDEX document_texts_by_gram ALTER COLUMN 1 SET STATISTICS 0;

-- Every string of a JSON value is somebody's text, but for what programs say to each other by the names below.
CREATE FUNCTION texts_of(whole json) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN (WITH RECURSIVE tree (value, key, place) AS (
    SELECT whole, ''::text, ARRAY[]::bigint[]
    UNION ALL
    SELECT e.value, e.key, t.place || e.n
      FROM tree t
     CROSS JOIN LATERAL (
       SELECT o.value, o.key, o.n FROM json_each(CASE json_typeof(t.value) WHEN 'object' THEN t.value ELSE '{}' END) WITH ORDINALITY o (key, value, n)
       UNION ALL
       SELECT a.value, '', a.n FROM json_array_elements(CASE json_typeof(t.value) WHEN 'array' THEN t.value ELSE '[]' END) WITH ORDINALITY a (value, n)) e
     WHERE json_typeof(t.value) IN ('object', 'array'))
  SELECT coalesce(string_agg(value #>> '{}', E'\n' ORDER BY place), '') FROM tree
   WHERE json_typeof(value) = 'string' AND key NOT IN ('language', 'model', 'type', 'source') AND right(key, 3) <> '_id' AND right(key, 2) <> 'Id');
EXCEPTION WHEN untranslatable_character THEN
  RETURN ''; -- A NUL, which no text of PostgreSQL can hold; JSON can.
END $$;

CREATE FUNCTION titles_are_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO document_texts (document_id, user_id, place, text) VALUES (NEW.id, NEW.user_id, 'title', NEW.title);
  ELSE
    UPDATE document_texts SET text = NEW.title WHERE document_id = NEW.id AND place = 'title' AND part IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER titles_found AFTER INSERT ON documents FOR EACH ROW EXECUTE FUNCTION titles_are_found();
CREATE TRIGGER titles_found_again AFTER UPDATE OF title ON documents FOR EACH ROW
WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION titles_are_found();

CREATE FUNCTION briefs_are_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO document_texts (document_id, user_id, place, text)
    SELECT d.id, d.user_id, 'brief', texts_of(NEW.params) FROM documents d WHERE d.id = NEW.document_id;
  ELSE
    UPDATE document_texts SET text = texts_of(NEW.params) WHERE document_id = NEW.document_id AND place = 'brief' AND part IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER briefs_found AFTER INSERT ON document_params FOR EACH ROW EXECUTE FUNCTION briefs_are_found();
CREATE TRIGGER briefs_found_again AFTER UPDATE OF params ON document_params FOR EACH ROW
WHEN (OLD.params::text IS DISTINCT FROM NEW.params::text) EXECUTE FUNCTION briefs_are_found();

-- Brings the index to what a document's parts say now. Of each the first 20,000 characters are searched: what a model can
-- write is larger, and a writer of all runs waits for this.
CREATE FUNCTION find_parts(document uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM document_texts x USING parts q
   WHERE x.document_id = document AND q.number = x.part AND (q.retired OR x.artifact_id IS DISTINCT FROM q.current_id);
  INSERT INTO document_texts (document_id, user_id, part, artifact_id, place, text)
  SELECT q.document_id, d.user_id, q.number, q.current_id, q.role, left(texts_of(a.data), 20000)
    FROM parts q JOIN documents d ON d.id = q.document_id JOIN artifacts a ON a.id = q.current_id
   WHERE q.document_id = document AND NOT q.retired AND NOT EXISTS (SELECT 1 FROM document_texts x WHERE x.part = q.number);
END $$;

CREATE FUNCTION parts_are_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM find_parts(NEW.document_id);
  RETURN NULL;
END $$;

-- A part takes a third to half a millisecond. The writer of all runs (write_batch) does not wait for that: what a model
-- writes is found when its generation is over, however it ends; what a person writes at once.
CREATE TRIGGER parts_found AFTER INSERT ON parts FOR EACH ROW
WHEN (current_setting('inkstream.batch', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION parts_are_found();
CREATE TRIGGER parts_found_again AFTER UPDATE OF current_id, retired ON parts FOR EACH ROW
WHEN ((OLD.current_id, OLD.retired) IS DISTINCT FROM (NEW.current_id, NEW.retired)
      AND current_setting('inkstream.batch', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION parts_are_found();
CREATE TRIGGER parts_found_at_the_end AFTER UPDATE OF status ON transforms FOR EACH ROW
WHEN (OLD.status IN ('queued', 'running') AND NEW.status NOT IN ('queued', 'running')) EXECUTE FUNCTION parts_are_found();

-- What is there already.
INSERT INTO document_texts (document_id, user_id, place, text) SELECT id, user_id, 'title', title FROM documents;
INSERT INTO document_texts (document_id, user_id, place, text)
SELECT d.id, d.user_id, 'brief', texts_of(p.params) FROM documents d JOIN document_params p ON p.document_id = d.id;
SELECT find_parts(id) FROM documents;

-- The library of all kinds together, in each of its orders; that by id is there.
CREATE INDEX documents_of_all_by_update ON documents (user_id, updated_at, id);
CREATE INDEX documents_of_all_by_title ON documents (user_id, lower(title COLLATE "C"), id);
CREATE INDEX documents_of_all_favourite ON documents (user_id, id) WHERE favourite;

-- People's own prompts; a version without a text is the built-in one again.
CREATE TABLE prompt_versions (
  user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name       text NOT NULL,
  version    integer NOT NULL,
  text       text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, name, version)
);
CREATE TRIGGER prompt_versions_never_change BEFORE UPDATE ON prompt_versions FOR EACH STATEMENT EXECUTE FUNCTION never_change();

-- What models used is summed from this alone: a transform's row is long.
CREATE INDEX transforms_used ON transforms (user_id, model, started_at) INCLUDE (ended_at, usage) WHERE type = 'llm';
