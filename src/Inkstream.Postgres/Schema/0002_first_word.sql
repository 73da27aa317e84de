-- When the first text came. While the chunks are there, chunk 0 says it; the sweep keeps it before they go.
ALTER TABLE transforms ADD COLUMN first_word_at timestamptz;
