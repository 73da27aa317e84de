-- The library: what it can be narrowed by, a person's mark on a document, and the orders of its list.

-- Words by which a kind lets its documents be found: 'platform:抖音', 'genre:女频/爱情类'. The store reads nothing into them.
CREATE TABLE document_facets (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  facet       TEXT NOT NULL,
  PRIMARY KEY (document_id, facet)
) WITHOUT ROWID;

ALTER TABLE documents ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_by_update ON documents (user_id, kind, updated_at, id);
CREATE INDEX documents_by_title ON documents (user_id, kind, title COLLATE NOCASE, id);
CREATE INDEX documents_favourite ON documents (user_id, kind, id) WHERE favourite = 1;

-- A mark moves the library, but is no change of the document: it does not come to the top of what changed last.
CREATE TRIGGER documents_marked AFTER UPDATE OF favourite ON documents
WHEN OLD.favourite IS NOT NEW.favourite
BEGIN
  UPDATE users SET library_version = library_version + 1 WHERE id = NEW.user_id;
  UPDATE documents SET list_version = (SELECT library_version FROM users WHERE id = NEW.user_id) WHERE id = NEW.id;
END;

-- A list tells of the first parts too, so it changes with them.
DROP TRIGGER parts_changed;
CREATE TRIGGER parts_changed AFTER UPDATE ON parts
WHEN OLD.current_id IS NOT NEW.current_id OR OLD.revision IS NOT NEW.revision OR OLD.favourite IS NOT NEW.favourite
  OR OLD.dismissed IS NOT NEW.dismissed OR OLD.retired IS NOT NEW.retired
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1 WHERE id = NEW.document_id;
END;

-- What is there already gets the facets that it would have been made with.
INSERT INTO document_facets (document_id, facet)
SELECT d.id, 'platform:' || json_extract(p.params, '$.platform')
  FROM documents d JOIN document_params p ON p.document_id = d.id
 WHERE d.kind = 'ideation' AND json_valid(p.params) AND json_type(p.params, '$.platform') = 'text';

INSERT OR IGNORE INTO document_facets (document_id, facet)
SELECT d.id, 'genre:' || (SELECT group_concat(value, '/') FROM (SELECT value FROM json_each(path.value) WHERE key <= name.key ORDER BY key))
  FROM documents d JOIN document_params p ON p.document_id = d.id,
       json_each(CASE WHEN json_valid(p.params) THEN p.params ELSE '{}' END, '$.genrePaths') path,
       json_each(path.value) name
 WHERE d.kind = 'ideation' AND path.type = 'array';
