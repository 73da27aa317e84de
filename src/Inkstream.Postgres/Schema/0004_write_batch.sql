-- One commit of the chunk writer in one round trip: everything but the end of an attempt (design, the life of a token 4).
-- Takes the rows of those runs that nobody else holds, judges each by the rows it then holds, writes those that may be
-- written, and says of each what came of it. Whoever calls it alone has committed with its answer.

-- While the function writes, it keeps the chunks dense, moves the documents and says so itself, in a statement each for
-- all runs: half the work of a commit was in these triggers. They stay for everybody else.
DROP TRIGGER chunks_are_dense ON transform_chunks;
CREATE TRIGGER chunks_are_dense BEFORE INSERT ON transform_chunks FOR EACH ROW
WHEN (current_setting('inkstream.batch', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION chunks_are_dense();
DROP TRIGGER chunks_move_the_document ON transform_chunks;
CREATE TRIGGER chunks_move_the_document AFTER INSERT ON transform_chunks REFERENCING NEW TABLE AS added FOR EACH STATEMENT
WHEN (current_setting('inkstream.batch', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION chunks_move_the_document();
DROP TRIGGER documents_say_moved ON documents;
CREATE TRIGGER documents_say_moved AFTER UPDATE ON documents REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT
WHEN (current_setting('inkstream.batch', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION documents_say_moved();

-- The planner takes every array for ten elements, and would compare five hundred with five hundred: told to look each up
-- by its key, it does so.
--
-- Arrays in step, an element a run: ids, epochs, sequences, texts, and whether the batch changes what lists show.
-- prompted, templates and prompts are in step, and so are the five of the parts, which keep their order.
-- outcome: committed, repeated, held (by another transaction) or lost; the other columns are null where they are not known.
CREATE FUNCTION write_batch(
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

  -- A statement of its own: with the document's row held, nobody changes the status any more.
  WITH moved AS (
    UPDATE runs r
       SET last_sequence = h.sequence, heartbeat = r.heartbeat + 1, last_index = r.last_index + (h.words <> '')::integer
      FROM unnest(held_ids, held_epochs, held_sequences, held_texts, held_lists, held_documents, held_owners, held_versions)
             h (id, epoch, sequence, words, lists, document_id, user_id, version)
     WHERE r.transform_id = h.id AND r.epoch = h.epoch AND r.last_sequence < h.sequence
       AND (SELECT t.status FROM transforms t WHERE t.id = h.id) = 'running' AND (NOT h.lists OR h.user_id = ANY(owners))
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
  PERFORM say((SELECT string_agg('d' || document_id, ' ') FROM unnest(written_documents) w (document_id)));

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

-- The work of statement triggers grows with the rows of a statement and not with its square: the planner takes a transition
-- table for one row and joins it by a nested loop.
CREATE OR REPLACE FUNCTION chunks_move_the_document() RETURNS trigger
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  UPDATE documents d SET version = d.version + 1
    FROM (SELECT DISTINCT transform_id FROM added) a
   CROSS JOIN LATERAL (
     SELECT t.id, t.document_id FROM transforms t WHERE t.id = a.transform_id AND t.status IN ('queued', 'running') OFFSET 0) t
   WHERE d.id = t.document_id AND d.newest_transform_id = t.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION documents_say_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT string_agg('d' || id, ' ') FROM (SELECT id, version FROM after EXCEPT SELECT id, version FROM before) moved));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION libraries_say_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT string_agg('l' || id, ' ') FROM (SELECT id, library_version FROM after EXCEPT SELECT id, library_version FROM before) moved));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION work_says_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM say((SELECT 'w' FROM (SELECT id, status FROM after EXCEPT SELECT id, status FROM before) moved WHERE status IN ('queued', 'cancelled') LIMIT 1));
  RETURN NULL;
END $$;
