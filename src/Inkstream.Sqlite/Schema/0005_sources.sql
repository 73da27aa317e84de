-- What a part was made from, so that it can say when that has a newer version; parts that no generation may change;
-- elements of parts; and a document that is called as its part 'title' says.

ALTER TABLE parts ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;

-- The artifact that the generation behind the current version took in as 'source_artifact'.
ALTER TABLE parts ADD COLUMN source_id TEXT;
ALTER TABLE parts ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
CREATE INDEX parts_by_source ON parts (source_id) WHERE source_id IS NOT NULL;

-- An output is a new version of a part when the transform took any version of that part in as 'revises'; else it is a new
-- part. 'characters/2' is an element of the part 'characters', and holds all of it. Of one generation, whichever attempt
-- wrote them, each output builds on the one before. A person's newer version stands, and so does what a person locked.
-- The first part of a generation that replaces retires what was not kept, in this same commit (contract 3, no empty results).
DROP TRIGGER outputs_become_parts;
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
       SELECT 1 FROM transform_inputs i CROSS JOIN transform_outputs o CROSS JOIN parts p
        WHERE i.transform_id = NEW.transform_id AND i.role = 'revises' AND o.artifact_id = i.artifact_id AND p.document_id = t.document_id
          AND (o.role = p.role OR o.role GLOB p.role || '/*') AND (NEW.role = p.role OR NEW.role GLOB p.role || '/*'));
  UPDATE parts SET current_id = NEW.artifact_id, revision = revision + 1
   WHERE document_id = (SELECT document_id FROM transforms WHERE id = NEW.transform_id)
     AND (role = NEW.role OR NEW.role GLOB role || '/*')
     AND (locked = 0 OR (SELECT type FROM transforms WHERE id = NEW.transform_id) = 'human')
     AND EXISTS (SELECT 1 FROM transform_inputs WHERE transform_id = NEW.transform_id AND role = 'revises')
     AND current_id IN (
       SELECT artifact_id FROM transform_inputs WHERE transform_id = NEW.transform_id AND role = 'revises'
       UNION ALL
       SELECT o.artifact_id FROM transforms n CROSS JOIN transforms x CROSS JOIN transform_outputs o
        WHERE n.id = NEW.transform_id AND n.type = 'llm' AND x.document_id = n.document_id AND x.round = n.round AND x.type = 'llm'
          AND o.transform_id = x.id AND o.artifact_id <> NEW.artifact_id);

  -- One element is not the whole: only the whole, made from the newest source, is up to date again.
  UPDATE parts
     SET source_id = i.artifact_id,
         outdated = NOT EXISTS (SELECT 1 FROM parts s WHERE s.current_id = i.artifact_id)
    FROM transform_inputs i
   WHERE i.transform_id = NEW.transform_id AND i.role = 'source_artifact'
     AND parts.current_id = NEW.artifact_id AND parts.role = NEW.role;

  -- What became no version still counts as finished, and so moves the progress that GET shows.
  UPDATE documents SET version = version + 1
   WHERE id = (SELECT document_id FROM transforms WHERE id = NEW.transform_id) AND newest_transform_id = NEW.transform_id
     AND NOT EXISTS (SELECT 1 FROM parts WHERE current_id = NEW.artifact_id)
     AND NOT EXISTS (
       SELECT 1 FROM transforms n JOIN transforms x ON x.document_id = n.document_id AND x.round = n.round
         JOIN transform_outputs o ON o.transform_id = x.id
        WHERE n.id = NEW.transform_id AND o.role = NEW.role AND o.artifact_id <> NEW.artifact_id);
END;

DROP TRIGGER parts_changed;
CREATE TRIGGER parts_changed AFTER UPDATE ON parts
WHEN OLD.current_id IS NOT NEW.current_id OR OLD.revision IS NOT NEW.revision OR OLD.favourite IS NOT NEW.favourite
  OR OLD.dismissed IS NOT NEW.dismissed OR OLD.retired IS NOT NEW.retired OR OLD.locked IS NOT NEW.locked OR OLD.outdated IS NOT NEW.outdated
BEGIN
  UPDATE documents SET version = version + 1, list_changes = list_changes + 1 WHERE id = NEW.document_id;
END;

-- What was made from a version that is not the newest any more says so, in whichever document it is.
CREATE TRIGGER parts_are_sources AFTER UPDATE OF current_id ON parts
WHEN OLD.current_id IS NOT NEW.current_id
BEGIN
  UPDATE parts SET outdated = 1 WHERE source_id = OLD.current_id AND outdated = 0;
END;

CREATE TRIGGER titles_added AFTER INSERT ON parts WHEN NEW.role = 'title'
BEGIN
  UPDATE documents
     SET title = coalesce((SELECT nullif(trim(CASE WHEN json_valid(data) THEN json_extract(data, '$.title') END), '') FROM artifacts WHERE id = NEW.current_id), title)
   WHERE id = NEW.document_id;
END;

CREATE TRIGGER titles_changed AFTER UPDATE OF current_id ON parts WHEN NEW.role = 'title' AND OLD.current_id IS NOT NEW.current_id
BEGIN
  UPDATE documents
     SET title = coalesce((SELECT nullif(trim(CASE WHEN json_valid(data) THEN json_extract(data, '$.title') END), '') FROM artifacts WHERE id = NEW.current_id), title)
   WHERE id = NEW.document_id;
END;
