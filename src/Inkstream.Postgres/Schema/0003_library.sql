-- The library: what it can be narrowed by, a person's mark on a document, and the orders of its list.

-- Words by which a kind lets its documents be found: 'platform:抖音', 'genre:女频/爱情类'. The store reads nothing into them.
CREATE TABLE document_facets (
  document_id uuid NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  facet       text NOT NULL,
  PRIMARY KEY (document_id, facet)
);

ALTER TABLE documents ADD COLUMN favourite boolean NOT NULL DEFAULT false;
CREATE INDEX documents_by_update ON documents (user_id, kind, updated_at, id);
-- In the C locale only ASCII has case: the same order as SQLite's NOCASE.
CREATE INDEX documents_by_title ON documents (user_id, kind, lower(title COLLATE "C"), id);
CREATE INDEX documents_favourite ON documents (user_id, kind, id) WHERE favourite;

-- A mark moves the library, but is no change of the document: it does not come to the top of what changed last.
CREATE FUNCTION documents_are_marked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET library_version = library_version + 1 WHERE id = NEW.user_id RETURNING library_version INTO NEW.list_version;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_marked BEFORE UPDATE ON documents FOR EACH ROW
WHEN (OLD.favourite IS DISTINCT FROM NEW.favourite) EXECUTE FUNCTION documents_are_marked();

-- A list tells of the first parts too, so it changes with them.
CREATE OR REPLACE FUNCTION parts_move_the_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1
   WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.document_id ELSE NEW.document_id END;
  RETURN NULL;
END $$;

-- What is there already gets the facets that it would have been made with.
INSERT INTO document_facets (document_id, facet)
SELECT d.id, 'platform:' || (p.params ->> 'platform')
  FROM documents d JOIN document_params p ON p.document_id = d.id
 WHERE d.kind = 'ideation' AND json_typeof(p.params -> 'platform') = 'string';

INSERT INTO document_facets (document_id, facet)
SELECT d.id, 'genre:' || (SELECT string_agg(name, '/' ORDER BY n) FROM json_array_elements_text(path) WITH ORDINALITY AS names (name, n) WHERE n <= depth)
  FROM documents d JOIN document_params p ON p.document_id = d.id
 CROSS JOIN LATERAL json_array_elements(CASE json_typeof(p.params -> 'genrePaths') WHEN 'array' THEN p.params -> 'genrePaths' ELSE '[]' END) AS paths (path)
 CROSS JOIN LATERAL generate_series(1, CASE json_typeof(path) WHEN 'array' THEN json_array_length(path) ELSE 0 END) AS depths (depth)
 WHERE d.kind = 'ideation'
ON CONFLICT DO NOTHING;
