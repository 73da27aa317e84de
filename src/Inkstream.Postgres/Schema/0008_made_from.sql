-- A batch that gives a part a new version moves other documents: those that were made from the version before. write_batch
-- holds their rows too, past what others hold (invariant 8), and says that they moved (invariant 7); else it is as it was.

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
  made_by uuid[]; made uuid[] := '{}'; made_held uuid[] := '{}';
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
  IF cardinality(part_runs) > 0 THEN
    SELECT coalesce(array_agg(m.run), '{}'), coalesce(array_agg(m.document_id), '{}') INTO made_by, made
      FROM (SELECT DISTINCT p.run, o.document_id
              FROM unnest(part_runs, part_roles) p (run, role)
              JOIN unnest(held_ids, held_documents) h (id, document_id) ON h.id = p.run
              JOIN parts s ON s.document_id = h.document_id AND (s.role = p.role OR starts_with(p.role, s.role || '/'))
              JOIN parts o ON o.source_id = s.current_id AND NOT o.outdated
             WHERE EXISTS (SELECT 1 FROM transform_inputs i WHERE i.transform_id = p.run AND i.role = 'revises')) m;
    IF cardinality(made) > 0 THEN
      SELECT coalesce(array_agg(d.id), '{}') INTO made_held
        FROM (SELECT id FROM documents WHERE id = ANY(made) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) d;
      SELECT coalesce(array_agg(m.run), '{}') INTO waiting FROM unnest(made_by, made) m (run, document_id) WHERE m.document_id <> ALL(made_held);
    END IF;
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
  UPDATE documents d SET version = d.version + 1
    FROM unnest(written, written_documents, written_indexes) w (id, document_id, index)
   WHERE d.id = w.document_id AND d.newest_transform_id = w.id AND w.index IS NOT NULL;
  PERFORM say((SELECT string_agg(DISTINCT 'd' || document_id, ' ')
                 FROM (SELECT unnest(written_documents) UNION ALL SELECT unnest(made_held)) w (document_id)));

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
