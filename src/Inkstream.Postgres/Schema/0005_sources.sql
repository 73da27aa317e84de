-- What a part was made from, so that it can say when that has a newer version; parts that no generation may change;
-- elements of parts; and a document that is called as its part 'title' says.

ALTER TABLE parts ADD COLUMN locked boolean NOT NULL DEFAULT false;

-- The artifact that the generation behind the current version took in as 'source_artifact'.
ALTER TABLE parts ADD COLUMN source_id uuid;
ALTER TABLE parts ADD COLUMN outdated boolean NOT NULL DEFAULT false;
CREATE INDEX parts_by_source ON parts (source_id) WHERE source_id IS NOT NULL;

-- An output is a new version of a part when the transform took any version of that part in as 'revises'; else it is a new
-- part. 'characters/2' is an element of the part 'characters', and holds all of it. Of one generation, whichever attempt
-- wrote them, each output builds on the one before. A person's newer version stands, and so does what a person locked.
-- The first part of a generation that replaces retires what was not kept, in this same commit (contract 3, no empty results).
CREATE OR REPLACE FUNCTION outputs_become_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  t transforms;
  revises uuid[];
  source uuid;
BEGIN
  SELECT * INTO t FROM transforms WHERE id = NEW.transform_id;
  IF t.replaces AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.document_id = t.document_id AND p.round = t.round) THEN
    UPDATE parts SET retired = true
     WHERE document_id = t.document_id AND NOT retired AND NOT favourite AND revision = 1 AND round < t.round;
  END IF;
  SELECT array_agg(artifact_id) FILTER (WHERE role = 'revises'), (array_agg(artifact_id) FILTER (WHERE role = 'source_artifact'))[1]
    INTO revises, source FROM transform_inputs WHERE transform_id = NEW.transform_id;

  INSERT INTO parts (artifact_id, document_id, current_id, round, role)
  SELECT NEW.artifact_id, t.document_id, NEW.artifact_id, t.round, NEW.role
   WHERE revises IS NULL OR NOT EXISTS (
     SELECT 1 FROM transform_outputs o JOIN parts p ON p.document_id = t.document_id
      WHERE o.artifact_id = ANY(revises)
        AND (o.role = p.role OR starts_with(o.role, p.role || '/')) AND (NEW.role = p.role OR starts_with(NEW.role, p.role || '/')));

  IF revises IS NOT NULL THEN
    UPDATE parts SET current_id = NEW.artifact_id, revision = revision + 1
     WHERE document_id = t.document_id AND (role = NEW.role OR starts_with(NEW.role, role || '/'))
       AND (NOT locked OR t.type = 'human')
       AND (current_id = ANY(revises) OR current_id IN (
         SELECT o.artifact_id FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
          WHERE t.type = 'llm' AND x.document_id = t.document_id AND x.round = t.round AND x.type = 'llm' AND o.artifact_id <> NEW.artifact_id));
  END IF;

  -- One element is not the whole: only the whole, made from the newest source, is up to date again.
  IF source IS NOT NULL THEN
    UPDATE parts SET source_id = source, outdated = NOT EXISTS (SELECT 1 FROM parts s WHERE s.current_id = source)
     WHERE current_id = NEW.artifact_id AND role = NEW.role;
  END IF;

  -- What became no version still counts as finished, and so moves the progress that GET shows.
  UPDATE documents SET version = version + 1
   WHERE id = t.document_id AND newest_transform_id = t.id
     AND NOT EXISTS (SELECT 1 FROM parts WHERE current_id = NEW.artifact_id)
     AND NOT EXISTS (
       SELECT 1 FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
        WHERE x.document_id = t.document_id AND x.round = t.round AND o.role = NEW.role AND o.artifact_id <> NEW.artifact_id);
  RETURN NULL;
END $$;

DROP TRIGGER parts_changed ON parts;
CREATE TRIGGER parts_changed AFTER UPDATE ON parts FOR EACH ROW
WHEN ((OLD.current_id, OLD.revision, OLD.favourite, OLD.dismissed, OLD.retired, OLD.locked, OLD.outdated)
      IS DISTINCT FROM (NEW.current_id, NEW.revision, NEW.favourite, NEW.dismissed, NEW.retired, NEW.locked, NEW.outdated))
EXECUTE FUNCTION parts_move_the_document();

-- What was made from a version that is not the newest any more says so, in whichever document it is. Its name lets it run
-- before parts_changed: it holds the other documents' rows, in their order, before anybody's library (Locks).
CREATE FUNCTION parts_are_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM documents
    WHERE id IN (SELECT document_id FROM parts WHERE source_id = OLD.current_id AND NOT outdated) ORDER BY id FOR NO KEY UPDATE;
  IF FOUND THEN
    UPDATE parts SET outdated = true WHERE source_id = OLD.current_id AND NOT outdated;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER parts_are_sources AFTER UPDATE OF current_id ON parts FOR EACH ROW
WHEN (OLD.current_id IS DISTINCT FROM NEW.current_id) EXECUTE FUNCTION parts_are_sources();

CREATE FUNCTION titles_name_the_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE documents d SET title = n.title
    FROM (SELECT btrim(data ->> 'title') AS title FROM artifacts WHERE id = NEW.current_id AND json_typeof(data) = 'object') n
   WHERE d.id = NEW.document_id AND n.title <> '' AND d.title <> n.title;
  RETURN NULL;
END $$;
CREATE TRIGGER titles_added AFTER INSERT ON parts FOR EACH ROW WHEN (NEW.role = 'title') EXECUTE FUNCTION titles_name_the_document();
CREATE TRIGGER titles_changed AFTER UPDATE ON parts FOR EACH ROW
WHEN (NEW.role = 'title' AND OLD.current_id IS DISTINCT FROM NEW.current_id) EXECUTE FUNCTION titles_name_the_document();
