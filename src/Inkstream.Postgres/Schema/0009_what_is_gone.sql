-- What a generation replaces is not found any more from the moment on in which it is replaced, and not only once the
-- generation is over: taking a text out of the search is cheap, putting one in is what the writer of all runs does not wait
-- for (0006_search_and_prompts). What stands is put in at the end, as before.
CREATE FUNCTION parts_are_lost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM document_texts WHERE part = NEW.number;
  RETURN NULL;
END $$;
CREATE TRIGGER parts_lost AFTER UPDATE OF current_id, retired ON parts FOR EACH ROW
WHEN ((OLD.current_id, OLD.retired) IS DISTINCT FROM (NEW.current_id, NEW.retired)
      AND current_setting('inkstream.batch', true) = 'on') EXECUTE FUNCTION parts_are_lost();

-- What models used for documents that were deleted since: what was spent was spent. A row a person, model and day (UTC).
CREATE TABLE used_by_deleted (
  user_id       uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  model         text NOT NULL,
  day           date NOT NULL,
  runs          bigint NOT NULL,
  input_tokens  bigint NOT NULL,
  output_tokens bigint NOT NULL,
  seconds       float8 NOT NULL,
  PRIMARY KEY (user_id, model, day)
);

-- With a person goes all that is theirs, this too: there is nobody whose sum it would be.
CREATE FUNCTION usage_outlives_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO used_by_deleted AS u (user_id, model, day, runs, input_tokens, output_tokens, seconds)
  SELECT OLD.user_id, coalesce(t.model, ''), (t.started_at AT TIME ZONE 'UTC')::date, count(*),
         coalesce(sum((t.usage ->> 'inputTokens')::bigint), 0), coalesce(sum((t.usage ->> 'outputTokens')::bigint), 0),
         coalesce(sum(extract(epoch FROM t.ended_at - t.started_at)), 0)
    FROM transforms t
   WHERE t.document_id = OLD.id AND t.type = 'llm' AND t.started_at IS NOT NULL AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id)
   GROUP BY 2, 3
      ON CONFLICT (user_id, model, day) DO UPDATE
     SET runs = u.runs + excluded.runs, input_tokens = u.input_tokens + excluded.input_tokens,
         output_tokens = u.output_tokens + excluded.output_tokens, seconds = u.seconds + excluded.seconds;
  RETURN OLD;
END $$;
CREATE TRIGGER documents_leave_their_usage BEFORE DELETE ON documents FOR EACH ROW EXECUTE FUNCTION usage_outlives_documents();
