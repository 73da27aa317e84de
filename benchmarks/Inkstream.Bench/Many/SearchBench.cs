using System.Diagnostics;
using System.Globalization;
using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Postgres;
using Inkstream.Specification.Stores;
using Inkstream.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Inkstream.Bench.Many;

/// <summary>A page of a search over 5,000 ideations and outlines, on both stores, beside the list without a search and beside reading through all texts.</summary>
internal static class SearchBench
{
    private const int Documents = 5000;
    private const int Length = 3000;
    private const int Page = 51;
    private const int Times = 15;
    private const double Most = 100;

    private static readonly Guid Owner = Guid.Parse("01900000-0000-7000-8000-000000000001");

    public static async Task RunAsync(BenchOptions options)
    {
        var machine = Machine.Describe(options.Rounds);
        var rounds = new Rounds();
        var folder = BenchOptions.NewFolder("search");
        await using var server = await BenchPostgres.StartAsync();
        var database = await server.NewDatabaseAsync("search");
        await using var sqlite = new ServiceCollection().AddSqliteStore(new SqliteStoreOptions { Path = folder }).BuildServiceProvider();
        await using var postgres = new ServiceCollection().AddLogging().AddPostgresStore(new PostgresStoreOptions { ConnectionString = database }).AddNotifySignal()
            .BuildServiceProvider();
        await using var file = new SqliteConnection($"Data Source={Path.Combine(folder, SqliteDatabase.FileName)};Pooling=False;Foreign Keys=True");
        await using var connection = new NpgsqlConnection(database);
        foreach (var (store, bare) in new (ServiceProvider, System.Data.Common.DbConnection)[] { (sqlite, file), (postgres, connection) })
        {
            await store.GetRequiredService<IDocumentStore>().EnsureOwnerAsync(Owner, "writer", CancellationToken.None);
            await bare.OpenAsync();
            Console.Error.WriteLine("search: writing a library …");
            await WriterOfManyYears.FillAsync(Owner, Documents, Length, sql => ExecuteAsync(bare, sql));
        }

        await ExecuteAsync(connection, "VACUUM ANALYZE");
        for (var round = 0; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine(round == 0 ? "search: warming up …" : $"search: round {round} of {options.Rounds} …");
            var into = round == 0 ? new Rounds() : rounds;
            foreach (var (name, store, bare) in new (string, ServiceProvider, System.Data.Common.DbConnection)[] { ("SQLite", sqlite, file), ("PostgreSQL", postgres, connection) })
            {
                var documents = store.GetRequiredService<IDocumentStore>();
                into.Add($"{name} list", await TimeAsync(() => documents.ListAsync(new ListRequest(Owner, null, Page), CancellationToken.None)));
                into.Add($"{name} scan", await TimeAsync(() => ExecuteAsync(
                    bare, name == "SQLite" ? "SELECT count(*) FROM document_texts WHERE instr(lower(text), '灯塔守望') > 0" : "SELECT count(*) FROM document_texts WHERE strpos(lower(text COLLATE \"C\"), '灯塔守望') > 0")));
                foreach (var (text, _) in WriterOfManyYears.Sought)
                    into.Add($"{name} {text}", await TimeAsync(() => documents.ListAsync(new ListRequest(Owner, null, Page) { Text = text }, CancellationToken.None)));
            }
        }

        await Results.WriteAsync(options, "search", Text(machine, rounds), chart: null);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return times.Order().ElementAt(Times / 2);
    }

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL is ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 600;
        await command.ExecuteScalarAsync();
    }

    private static string Text(string machine, Rounds rounds)
    {
        var table = new Table($"The first {Page} of what is found, newest first (ms, median of {Times})", "SQLite", "PostgreSQL");
        Row("list", "the list without a search");
        Row("scan", "floor without an index: reading through all texts");
        foreach (var (text, _) in WriterOfManyYears.Sought)
            Row(text, $"“{text}”");
        var slowest = WriterOfManyYears.Sought.SelectMany(one => new[] { rounds.Median($"SQLite {one.Text}"), rounds.Median($"PostgreSQL {one.Text}") }).Max();
        return $"""
            # Search

            {machine}

            {Documents} documents, ideations and outlines in turn ({nameof(WriterOfManyYears)}): titles, briefs, cards, and outlines of about {Length} characters.

            {table}
            The slowest takes {slowest.ToString("0.0", CultureInfo.InvariantCulture)} ms; to reach: under {Most.ToString("0", CultureInfo.InvariantCulture)} ms {(slowest < Most ? "✓" : "✗")}.
            """;

        void Row(string key, string name) => table.Row(name, rounds.Spread($"SQLite {key}"), rounds.Spread($"PostgreSQL {key}"));
    }
}
