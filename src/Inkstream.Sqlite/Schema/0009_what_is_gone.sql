-- What models used for documents that were deleted since: what was spent was spent. A row a person, model and day (UTC).
CREATE TABLE used_by_deleted (
  user_id       TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  model         TEXT NOT NULL,
  day           TEXT NOT NULL,
  runs          INTEGER NOT NULL,
  input_tokens  INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  seconds       REAL NOT NULL,
  PRIMARY KEY (user_id, model, day)
) WITHOUT ROWID;

-- With a person goes all that is theirs, this too: there is nobody whose sum it would be.
CREATE TRIGGER documents_leave_their_usage BEFORE DELETE ON documents
BEGIN
  INSERT INTO used_by_deleted (user_id, model, day, runs, input_tokens, output_tokens, seconds)
  SELECT OLD.user_id, coalesce(model, ''), substr(started_at, 1, 10), count(*), coalesce(sum(usage ->> '$.inputTokens'), 0),
         coalesce(sum(usage ->> '$.outputTokens'), 0), coalesce(sum((julianday(ended_at) - julianday(started_at)) * 86400.0), 0)
    FROM transforms
   WHERE document_id = OLD.id AND type = 'llm' AND started_at IS NOT NULL AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id)
   GROUP BY coalesce(model, ''), substr(started_at, 1, 10)
      ON CONFLICT (user_id, model, day) DO UPDATE
     SET runs = runs + excluded.runs, input_tokens = input_tokens + excluded.input_tokens,
         output_tokens = output_tokens + excluded.output_tokens, seconds = seconds + excluded.seconds;
END;
