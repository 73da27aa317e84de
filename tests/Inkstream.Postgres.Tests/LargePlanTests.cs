using System.Globalization;
using System.Text.RegularExpressions;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Stores;
using Npgsql;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>GET over 100,000 transforms and a million chunks uses no sequential scan and reads about what it shows (design, Schema).</summary>
public sealed partial class LargePlanTests : StoreSpecification
{
    private const int Chunks = 30;

    private PostgresFixture _store = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => _store = (PostgresFixture)await PostgresFixture.OpenAsync(time);

    [Fact]
    public async Task GET_of_a_running_document_among_a_million_chunks_reads_about_what_it_shows()
    {
        var run = await BeginAsync();
        for (var sequence = 1; sequence <= Chunks; sequence++)
            await CommittedAsync(Batch(run, sequence, "some text of the model, about as long as a line is", null, sequence <= 3 ? [Note(sequence - 1)] : []));

        // By hand and without triggers: it is the reading that is looked at.
        await _store.ForeignAsync(
            $"""
            SET session_replication_role = replica;
            INSERT INTO documents (id, user_id, kind, title) SELECT gen_random_uuid(), '{Owner}', 'notes', 'x' FROM generate_series(1, 20000);
            INSERT INTO document_params SELECT id, '{"{}"}' FROM documents WHERE title = 'x';
            INSERT INTO transforms (id, document_id, user_id, type, status, round, asked)
              SELECT gen_random_uuid(), d.id, '{Owner}', 'llm', 'completed', n, '[]' FROM documents d CROSS JOIN generate_series(1, 5) n WHERE d.title = 'x';
            INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data)
              SELECT t.id, n, 'some text of the model' FROM transforms t CROSS JOIN generate_series(0, 9) n WHERE t.document_id <> '{run.DocumentId}';
            INSERT INTO runs (transform_id, last_index) SELECT id, 9 FROM transforms t WHERE t.document_id <> '{run.DocumentId}';
            INSERT INTO artifacts (id, user_id, type, data)
              SELECT id, '{Owner}', 'note', '{"{}"}' FROM transforms t WHERE t.document_id <> '{run.DocumentId}';
            INSERT INTO transform_outputs (transform_id, artifact_id, role) SELECT id, id, 'note_0' FROM transforms t WHERE t.document_id <> '{run.DocumentId}';
            INSERT INTO transform_inputs (transform_id, artifact_id, role) SELECT id, id, 'source' FROM transforms t WHERE t.document_id <> '{run.DocumentId}';
            INSERT INTO parts (artifact_id, document_id, current_id, round, role)
              SELECT id, document_id, id, round, 'note_0' FROM transforms t WHERE t.document_id <> '{run.DocumentId}';
            """);
        await _store.ForeignAsync("VACUUM ANALYZE");
        (await _store.ForeignAsync("SELECT count(*) FROM transform_chunks"))[0].ShouldBe((1_000_000 + Chunks).ToString(CultureInfo.InvariantCulture));

        var plan = await ExplainAsync(new ReadRequest(run.DocumentId));
        TestContext.Current.TestOutputHelper!.WriteLine(plan);
        plan.ShouldNotContain("Seq Scan");
        var read = Rows().Matches(plan).Sum(row => double.Parse(row.Groups["rows"].Value, CultureInfo.InvariantCulture) * int.Parse(row.Groups["loops"].Value, CultureInfo.InvariantCulture));

        // The document, its parameters, its transform; three parts with their artifacts and outputs; its chunks; some of them twice, in a sort.
        read.ShouldBeInRange(Chunks, 4 * (Chunks + 15));
        Pages().Matches(plan).Sum(page => int.Parse(page.Groups["pages"].Value, CultureInfo.InvariantCulture)).ShouldBeLessThan(1500);
        (await ReadAsync(run.DocumentId)).Generation!.Chunks.Count.ShouldBe(Chunks);
    }

    private async Task<string> ExplainAsync(ReadRequest request)
    {
        await using var connection = await _store.ConnectAsync();
        await using var command = new NpgsqlCommand("EXPLAIN (ANALYZE, BUFFERS) " + DocumentRows.Sql, connection);
        PostgresSession.Fill(command.Parameters, [new[] { request.DocumentId }, new Guid?[] { null }, new[] { 0 }, false, DocumentRows.ChunkPage]);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"(?:Scan|Join|Loop).*actual time=\S+ rows=(?<rows>\d+) loops=(?<loops>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rows();

    [GeneratedRegex(@"shared hit=(?<pages>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pages();
}
