using System.Globalization;
using System.Text.RegularExpressions;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Stores;
using Npgsql;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>A page out of 20,000 documents of one person among 20,000 of others is read by an index in every order.</summary>
public sealed partial class LibraryPlanTests : StoreSpecification
{
    private const int Most = 51;

    private PostgresFixture _store = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => _store = (PostgresFixture)await PostgresFixture.OpenAsync(time);

    [Fact]
    public async Task Every_order_and_narrowing_walks_an_index_and_no_more_of_it_than_it_must()
    {
        // By hand and without triggers: it is the reading that is looked at.
        await _store.ForeignAsync(
            $"""
            SET session_replication_role = replica;
            INSERT INTO users (id, name) SELECT gen_random_uuid(), 'other' FROM generate_series(1, 20);
            INSERT INTO documents (id, user_id, kind, title, updated_at, favourite)
              SELECT gen_random_uuid(), u.id, 'notes', 'Title ' || n % 1000, now() - n * interval '1 minute', n % 100 = 0
                FROM users u CROSS JOIN generate_series(1, CASE u.id WHEN '{Owner}' THEN 20000 ELSE 1000 END) n;
            INSERT INTO document_params SELECT id, '{"{}"}' FROM documents;
            INSERT INTO transforms (id, document_id, user_id, type, status, round) SELECT id, id, user_id, 'llm', 'completed', 1 FROM documents;
            UPDATE documents SET newest_transform_id = id;
            INSERT INTO artifacts (id, user_id, type, data) SELECT gen_random_uuid(), user_id, 'note', '{"{}"}' FROM documents CROSS JOIN generate_series(1, 2);
            INSERT INTO parts (artifact_id, document_id, current_id, round, role)
              SELECT a.id, d.id, a.id, 1, 'note_0' FROM (SELECT id, row_number() OVER () n FROM artifacts) a JOIN (SELECT id, row_number() OVER () n FROM documents) d ON d.n = a.n / 2;
            INSERT INTO document_facets SELECT id, 'platform:' || (row_number() OVER ()) % 10 FROM documents;
            INSERT INTO document_facets SELECT id, 'genre:' || (row_number() OVER ()) % 7 FROM documents;
            INSERT INTO document_texts (document_id, user_id, place, text) SELECT id, user_id, 'title', title FROM documents;
            """);
        await _store.ForeignAsync("VACUUM ANALYZE");

        foreach (var sort in Enum.GetValues<ListSort>())
        {
            var all = new ListRequest(Owner, NotesKind.KindName, Most) { Sort = sort };
            var first = await Store.Documents.ListAsync(all, Cancel);
            await ReadsAsync(all, pages: 2000);
            await ReadsAsync(all with { After = ListPosition.Behind(sort, first[^1]) }, pages: 2000);
            await ReadsAsync(all with { Kind = null, After = ListPosition.Behind(sort, first[^1]) }, pages: 2000);
            (await ReadsAsync(all with { Kind = null, Text = "title 77" }, pages: 20_000)).ShouldContain("Bitmap Index Scan on document_texts_by_gram");
            (await ReadsAsync(all with { Text = "7" }, pages: 60_000)).ShouldContain("Bitmap Index Scan on document_texts_by_gram");
            await ReadsAsync(all with { FavouritesOnly = true }, pages: 60_000);
            await ReadsAsync(all with { Facets = ["platform:3"] }, pages: 6000);
            await ReadsAsync(all with { Facets = ["platform:3", "genre:2"], After = ListPosition.Behind(sort, first[^1]) }, pages: 40_000);
        }
    }

    private async Task<string> ReadsAsync(ListRequest request, int pages)
    {
        var (sql, values) = EntryRows.Page(request);
        await using var connection = await _store.ConnectAsync();
        await using (var generic = new NpgsqlCommand("SET plan_cache_mode = force_generic_plan", connection))
            await generic.ExecuteNonQueryAsync(Cancel);
#pragma warning disable CA2100 // The store's own statement.
        await using var command = new NpgsqlCommand("EXPLAIN (ANALYZE, BUFFERS) " + sql, connection);
#pragma warning restore CA2100
        PostgresSession.Fill(command.Parameters, values);
        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(Cancel))
            while (await reader.ReadAsync(Cancel))
                lines.Add(reader.GetString(0));
        var plan = string.Join('\n', lines);
        TestContext.Current.TestOutputHelper!.WriteLine($"{request}\n{plan}\n");
        plan.ShouldNotContain("Seq Scan");
        plan.ShouldMatch("Limit .*rows=");
        Pages().Matches(plan).Max(page => int.Parse(page.Groups["pages"].Value, CultureInfo.InvariantCulture)).ShouldBeLessThan(pages, plan);
        return plan;
    }

    [GeneratedRegex(@"shared hit=(?<pages>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pages();
}
