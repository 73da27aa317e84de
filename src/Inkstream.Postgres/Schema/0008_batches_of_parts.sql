-- A batch that gives a part a new version moves other documents: those that were made from the version before. write_batch
-- holds their rows too, past what others hold (invariant 8), and says that they moved (invariant 7).
--
-- A batch that brings new parts, hundreds when many runs are in step, moves their documents in one statement: a part took
-- 0.2 ms, and half of it were triggers that moved one document and told of one library. They stay for everybody else.
DROP TRIGGER parts_added ON parts;
CREATE TRIGGER parts_added AFTER INSERT ON parts FOR EACH ROW
WHEN (current_setting('inkstream.batch', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION parts_move_the_document();

DROP TRIGGER libraries_say_moved ON users;
CREATE TRIGGER libraries_say_moved AFTER UPDATE ON users REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT
WHEN (current_setting('inkstream.batch', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION libraries_say_moved();

-- As before (0005_sources): an output of a generation that revises nothing is a new part, which needs no further look.
CREATE OR REPLACE FUNCTION outputs_become_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  t record;
  revises uuid[];
  source uuid;
BEGIN
  SELECT id, document_id, round, replaces, type INTO t FROM transforms WHERE id = NEW.transform_id;
  IF t.replaces AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.document_id = t.document_id AND p.round = t.round) THEN
    UPDATE parts SET retired = true
     WHERE document_id = t.document_id AND NOT retired AND NOT favourite AND revision = 1 AND round < t.round;
  END IF;
  SELECT array_agg(artifact_id) FILTER (WHERE role = 'revises'), (array_agg(artifact_id) FILTER (WHERE role = 'source_artifact'))[1]
    INTO revises, source FROM transform_inputs WHERE transform_id = NEW.transform_id;

  IF revises IS NULL THEN
    INSERT INTO parts (artifact_id, document_id, current_id, round, role, source_id, outdated)
    VALUES (NEW.artifact_id, t.document_id, NEW.artifact_id, t.round, NEW.role, source,
            source IS NOT NULL AND NOT EXISTS (SELECT 1 FROM parts s WHERE s.current_id = source));
    RETURN NULL;
  END IF;

  INSERT INTO parts (artifact_id, document_id, current_id, round, role)
  SELECT NEW.artifact_id, t.document_id, NEW.artifact_id, t.round, NEW.role
   WHERE NOT EXISTS (
     SELECT 1 FROM transform_outputs o JOIN parts p ON p.document_id = t.document_id
      WHERE o.artifact_id = ANY(revises)
        AND (o.role = p.role OR starts_with(o.role, p.role || '/')) AND (NEW.role = p.role OR starts_with(NEW.role, p.role || '/')));

  UPDATE parts SET current_id = NEW.artifact_id, revision = revision + 1
   WHERE document_id = t.document_id AND (role = NEW.role OR starts_with(NEW.role, role || '/'))
     AND (NOT locked OR t.type = 'human')
     AND (current_id = ANY(revises) OR current_id IN (
       SELECT o.artifact_id FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
        WHERE t.type = 'llm' AND x.document_id = t.document_id AND x.round = t.round AND x.type = 'llm' AND o.artifact_id <> NEW.artifact_id));

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

-- The planner takes every array for ten elements, and would compare five hundred with five hundred: told to look each up
-- by its key, it does so.
--
-- Arrays in step, an element a run: ids, epochs, sequences, texts, and whether the batch changes what lists show.
-- prompted, templates and prompts are in step, and so are the five of the parts, which keep their order.
-- outcome: committed, repeated, held (by another transaction) or lost; a row more for each other document that moved: moved.
-- The other columns are null where they are not known.
CREATE OR REPLACE FUNCTION write_batch(
  origin text, at timestamptz,
  ids uuid[], epochs bigint[], sequences bigint[], texts text[], lists boolean[],
  prompted uuid[], templates text[], prompts text[],
  part_runs uuid[], part_ids uuid[], part_types text[], part_data text[], part_roles text[])
RETURNS TABLE (run uuid, outcome text, document uuid, owner uuid, version_before bigint, version_after bigint, chunk_index integer)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
  held_ids uuid[]; held_epochs bigint[]; held_sequences bigint[]; held_texts text[]; held_lists boolean[];
  held_documents uuid[]; held_owners uuid[]; held_versions bigint[];
  owners uuid[] := '{}';
  revising uuid[]; made_by uuid[]; made uuid[]; made_held uuid[] := '{}';
  waiting uuid[] := '{}';
  moment timestamptz := coalesce(at, now());
  written uuid[]; written_documents uuid[]; written_owners uuid[]; written_versions bigint[]; written_indexes integer[];
BEGIN
  PERFORM set_config('inkstream.origin', origin, true), set_config('inkstream.batch', 'on', true);

  -- In the order of ids, and past what is held: no two writers wait for each other, and none for anybody else.
  SELECT array_agg(h.id), array_agg(h.epoch), array_agg(h.sequence), array_agg(h.words), array_agg(h.lists),
         array_agg(h.document_id), array_agg(h.user_id), array_agg(h.version)
    INTO held_ids, held_epochs, held_sequences, held_texts, held_lists, held_documents, held_owners, held_versions
    FROM (SELECT w.id, w.epoch, w.sequence, w.words, w.lists, d.id AS document_id, d.user_id, d.version
            FROM unnest(ids, epochs, sequences, texts, lists) w (id, epoch, sequence, words, lists)
            JOIN runs r ON r.transform_id = w.id JOIN transforms t ON t.id = w.id JOIN documents d ON d.id = t.document_id
           ORDER BY w.id FOR NO KEY UPDATE OF r, d SKIP LOCKED) h;
  IF true = ANY(held_lists) THEN
    SELECT coalesce(array_agg(o.id), '{}') INTO owners
      FROM (SELECT u.id FROM users u WHERE u.id = ANY(held_owners) ORDER BY u.id FOR NO KEY UPDATE SKIP LOCKED) o;
  END IF;

  -- A new version of a part moves the documents that were made from the one before: their rows are held like the run's own,
  -- or the run waits for another time.
  SELECT array_agg(DISTINCT p.run) INTO revising FROM unnest(part_runs) p (run)
   WHERE EXISTS (SELECT 1 FROM transform_inputs i WHERE i.transform_id = p.run AND i.role = 'revises');
  IF cardinality(revising) > 0 THEN
    SELECT array_agg(m.run), array_agg(m.document_id) INTO made_by, made
      FROM (SELECT DISTINCT p.run, o.document_id
              FROM unnest(part_runs, part_roles) p (run, role)
              JOIN unnest(held_ids, held_documents) h (id, document_id) ON h.id = p.run
              JOIN parts s ON s.document_id = h.document_id AND (s.role = p.role OR starts_with(p.role, s.role || '/'))
              JOIN parts o ON o.source_id = s.current_id AND NOT o.outdated
             WHERE p.run = ANY(revising)) m;
    SELECT coalesce(array_agg(d.id), '{}') INTO made_held
      FROM (SELECT id FROM documents WHERE id = ANY(made) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) d;
    SELECT coalesce(array_agg(m.run), '{}') INTO waiting FROM unnest(made_by, made) m (run, document_id) WHERE m.document_id <> ALL(made_held);
  END IF;

  -- A statement of its own: with the document's row held, nobody changes the status any more.
  WITH moved AS (
    UPDATE runs r
       SET last_sequence = h.sequence, heartbeat = r.heartbeat + 1, last_index = r.last_index + (h.words <> '')::integer
      FROM unnest(held_ids, held_epochs, held_sequences, held_texts, held_lists, held_documents, held_owners, held_versions)
             h (id, epoch, sequence, words, lists, document_id, user_id, version)
     WHERE r.transform_id = h.id AND r.epoch = h.epoch AND r.last_sequence < h.sequence
       AND (SELECT t.status FROM transforms t WHERE t.id = h.id) = 'running' AND (NOT h.lists OR h.user_id = ANY(owners)) AND h.id <> ALL(waiting)
    RETURNING r.transform_id, r.last_index, h.words, h.document_id, h.user_id, h.version),
  said AS (
    INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data, created_at)
    SELECT transform_id, last_index, words, moment FROM moved WHERE words <> '')
  SELECT array_agg(transform_id), array_agg(document_id), array_agg(user_id), array_agg(version),
         array_agg(CASE WHEN words <> '' THEN last_index END)
    INTO written, written_documents, written_owners, written_versions, written_indexes FROM moved;
  PERFORM say((SELECT string_agg(DISTINCT w.word, ' ')
                 FROM (SELECT 'd' || unnest(written_documents) UNION ALL SELECT 'd' || unnest(made_held)
                       UNION ALL SELECT 'l' || unnest(owners)) w (word)));

  IF cardinality(prompted) > 0 THEN
    UPDATE transforms t SET template_id = p.template, prompt = p.prompt
      FROM unnest(prompted, templates, prompts) p (id, template, prompt) WHERE t.id = p.id AND t.id = ANY(written);
  END IF;
  IF cardinality(part_runs) > 0 THEN
    INSERT INTO artifacts (id, user_id, type, data, created_at)
    SELECT p.id, t.user_id, p.type, p.data::json, moment
      FROM unnest(part_runs, part_ids, part_types, part_data) WITH ORDINALITY p (run, id, type, data, place) JOIN transforms t ON t.id = p.run
     WHERE p.run = ANY(written) ORDER BY p.place;
    INSERT INTO transform_outputs (transform_id, artifact_id, role)
    SELECT p.run, p.id, p.role FROM unnest(part_runs, part_ids, part_roles) WITH ORDINALITY p (run, id, role, place)
     WHERE p.run = ANY(written) ORDER BY p.place;
    UPDATE documents d SET version = d.version + c.words + c.parts, list_changes = d.list_changes + c.parts
      FROM (SELECT m.document_id, sum(m.words) AS words, sum(m.parts) AS parts
              FROM (SELECT w.document_id, 1 AS words, 0 AS parts
                      FROM unnest(written, written_documents, written_indexes) w (id, document_id, index) JOIN documents n ON n.id = w.document_id
                     WHERE n.newest_transform_id = w.id AND w.index IS NOT NULL
                    UNION ALL
                    SELECT q.document_id, 0, 1 FROM unnest(part_runs, part_ids) p (run, id) JOIN parts q ON q.artifact_id = p.id
                     WHERE p.run = ANY(written)) m
             GROUP BY m.document_id) c
     WHERE d.id = c.document_id;
  ELSE
    UPDATE documents d SET version = d.version + 1
      FROM unnest(written, written_documents, written_indexes) w (id, document_id, index)
     WHERE d.id = w.document_id AND d.newest_transform_id = w.id AND w.index IS NOT NULL;
  END IF;

  RETURN QUERY
    SELECT w.id, 'committed', d.id, w.user_id, w.version, d.version, w.index
      FROM unnest(written, written_documents, written_owners, written_versions, written_indexes) w (id, document_id, user_id, version, index)
      JOIN documents d ON d.id = w.document_id;
  RETURN QUERY
    SELECT m.document_id, 'moved', m.document_id, NULL::uuid, NULL::bigint, NULL::bigint, NULL::integer
      FROM unnest(made_by, made) m (run, document_id) WHERE m.run = ANY(written);
  IF cardinality(written) = cardinality(ids) THEN
    RETURN;
  END IF;

  -- What was not written: a row that is there and was not taken is somebody else's for the moment.
  RETURN QUERY
    SELECT w.id,
           CASE WHEN r.transform_id IS NULL THEN 'lost'
                WHEN w.id <> ALL(coalesce(held_ids, '{}')) THEN 'held'
                WHEN r.epoch <> w.epoch THEN 'lost'
                WHEN r.last_sequence >= w.sequence THEN 'repeated'
                WHEN t.status <> 'running' THEN 'lost'
                ELSE 'held' END,
           t.document_id, t.user_id, NULL::bigint, NULL::bigint, NULL::integer
      FROM unnest(ids, epochs, sequences) w (id, epoch, sequence)
      LEFT JOIN runs r ON r.transform_id = w.id LEFT JOIN transforms t ON t.id = w.id
     WHERE w.id <> ALL(coalesce(written, '{}'));
END $$;
