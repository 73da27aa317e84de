using System.Diagnostics;
using System.Globalization;
using Inkstream.Documents;
using Inkstream.Specification.Engines;
using Inkstream.Specification.Faults;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Stores;
using Inkstream.Writing;
using Npgsql;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>
/// One run locked for two seconds by a foreign transaction: the other 99 do not feel it, and it goes on behind what the
/// foreigner wrote (invariant 8). In real time, through the whole engine.
/// </summary>
public sealed class OneRunLockedTests : EngineSpecification
{
    private const int Runs = 100;

    // Each run says a piece in ten of these.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private const int Turns = 10;

    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(2);

    private PostgresFixture _store = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => _store = (PostgresFixture)await PostgresFixture.OpenAsync(time);

    [Theory]
    [InlineData("INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) SELECT transform_id, last_index + 1, 'theirs' FROM runs WHERE transform_id = '{0}' FOR UPDATE", "theirs")]
    [InlineData("SELECT 1 FROM documents d JOIN transforms t ON t.document_id = d.id WHERE t.id = '{0}' FOR UPDATE", "")]
    public async Task While_one_run_is_locked_for_two_seconds_the_p99_of_the_other_99_is_what_it_was(string sql, string theirs)
    {
        StampedCommits stamps = null!;
        await using var engine = await StartEngineAsync(new EngineSettings
        {
            Options = new GenerationOptions { Parallel = Runs },
            Runs = runs => stamps = new StampedCommits(runs),
        });
        var documents = new Dictionary<Guid, Guid>();
        for (var i = 0; i < Runs; i++)
        {
            var started = await CreateAsync(notes: 1);
            documents[started.TransformId] = started.DocumentId;
        }

        var calls = new List<ScriptedCall>();
        for (var i = 0; i < Runs; i++)
            calls.Add(await engine.Model.NextCallAsync(Cancel));
        calls.ForEach(call => call.Say("{\"notes\":[{\"title\":\"t\",\"body\":\""));
        var held = documents.Keys.Order().ElementAt(Runs / 2);
        await using var viewer = await engine.WatchAsync(documents[held], Owner, Cancel);

        // What a first second brings (plans, pools) belongs to neither window.
        await TalkAsync(calls, TimeSpan.FromSeconds(1));
        var before = Stopwatch.GetTimestamp();
        await TalkAsync(calls, Locked);
        await using var foreign = await _store.ConnectAsync();
        await using var holding = await foreign.BeginTransactionAsync(Cancel);
#pragma warning disable CA2100 // The statements are the test's own.
        await using (var command = new NpgsqlCommand(string.Format(CultureInfo.InvariantCulture, sql, held), foreign, holding))
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Cancel);
        var during = Stopwatch.GetTimestamp();
        await TalkAsync(calls, Locked);
        var after = Stopwatch.GetTimestamp();
        stamps.Committed.Where(piece => piece.Transform == held && piece.Said >= during).ShouldBeEmpty("it was not locked");
        await holding.CommitAsync(Cancel);
        await TalkAsync(calls, TimeSpan.FromSeconds(0.5));
        calls.ForEach(call =>
        {
            call.Say("\"}]}");
            call.End();
        });
        await viewer.UntilAsync(IsOver, Cancel);
        foreach (var document in documents.Values)
            await EndedAsync(document);

        var free = P99(stamps, held, before, during);
        var locked = P99(stamps, held, during, after);
        TestContext.Current.TestOutputHelper!.WriteLine($"p99 of the 99 others: {free.TotalMilliseconds:0.0} ms free, {locked.TotalMilliseconds:0.0} ms while one is locked");
        locked.ShouldBeLessThan((3 * free) + TimeSpan.FromMilliseconds(100));
        locked.ShouldBeLessThan(Locked / 4);

        // It goes on, dense, behind what the foreigner wrote, and nothing of it is lost or doubled.
        await EqualsGetAsync(engine, viewer, documents[held]);
        var rows = await _store.ForeignAsync($"SELECT chunk_index, chunk_data FROM transform_chunks WHERE transform_id = '{held}' ORDER BY 1");
        rows.Select(row => row.Split('|')[0]).ShouldBe(Enumerable.Range(0, rows.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        rows.Count(row => row.EndsWith("|theirs", StringComparison.Ordinal)).ShouldBe(theirs.Length > 0 ? 1 : 0);
        var said = stamps.Committed.Where(piece => piece.Transform == held).Select(piece => piece.Said).ToList();
        said.ShouldBe(said.Order());
        string.Concat(rows.Select(row => row.Split('|')[1])).Replace("theirs", "", StringComparison.Ordinal)
            .ShouldBe("{\"notes\":[{\"title\":\"t\",\"body\":\"" + string.Concat(said.Select(at => $"<{at}>")) + "\"}]}");
        engine.Model.Calls.ShouldBe(Runs, "a run began again");
    }

    /// <summary>Every run's model speaks in its turn, in the pace of a clock.</summary>
    private static async Task TalkAsync(List<ScriptedCall> calls, TimeSpan length)
    {
        var began = Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(Beat);
        for (var turn = 0; Stopwatch.GetElapsedTime(began) < length; turn++)
        {
            for (var i = turn % Turns; i < calls.Count; i += Turns)
                calls[i].Say(StampedCommits.Stamp());
            await beat.WaitForNextTickAsync(Cancel);
        }
    }

    private static TimeSpan P99(StampedCommits stamps, Guid held, long from, long to)
    {
        var waits = stamps.Committed.Where(piece => piece.Transform != held && piece.Said >= from && piece.Said < to).Select(piece => piece.Wait).Order().ToList();
        waits.Count.ShouldBeGreaterThan(99 * 8, "too few were committed to speak of a percentile");
        return waits[waits.Count * 99 / 100];
    }

    private async Task EndedAsync(Guid document)
    {
        var began = Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(Beat);
        while ((await ReadAsync(document)).Generation!.Status is not TransformStatus.Completed)
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await beat.WaitForNextTickAsync(Cancel);
        }
    }
}
