using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Faults;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Stores;
using Inkstream.Writing;
using Shouldly;

namespace Inkstream.Specification.Engines;

/// <summary>What the suites of the engine share. The clock is the test's unless a suite says otherwise.</summary>
public abstract class EngineSpecification : StoreSpecification
{
    protected static GenerationOptions Options => new() { Lease = TimeSpan.FromSeconds(9), IdleTimeout = TimeSpan.FromSeconds(30) };

    protected Task<Engine> StartEngineAsync(EngineSettings? settings = null) =>
        Engine.StartAsync(Store, settings ?? new EngineSettings { Options = Options }, Clock, Cancel);

    /// <summary>The beginning of an answer with those notes; the list stays open.</summary>
    protected static string Notes(params IEnumerable<string> titles) => NotesKind.AnswerOf(titles)[..^2];

    protected async Task<JsonObject> GetAsync(Engine engine, Guid document, string kind = NotesKind.KindName)
    {
        var read = (await Store.Documents.ReadAsync(Owner, kind, document, Cancel)).ShouldNotBeNull();
        return JsonNode.Parse(engine.Projection.Whole(read).ToJson())!.AsObject();
    }

    /// <summary>A spectator that has ended where GET is.</summary>
    protected async Task EqualsGetAsync(Engine engine, Spectator spectator, Guid document)
    {
        var read = await ReadAsync(document);
        await spectator.UntilAsync(s => s.Fold.Id >= read.Version.Value, Cancel);
        spectator.Fold.Id.ShouldBe(read.Version.Value);
        spectator.State.ToJsonString().ShouldBe(JsonNode.Parse(engine.Projection.Whole(read).ToJson())!.ToJsonString());
    }

    protected static string[] NoteTitles(Spectator spectator) =>
        [.. spectator.State["notes"]!.AsArray().Select(note => note!["title"]!.GetValue<string>())];

    protected static string? ErrorCode(Spectator spectator) => spectator.State["error"]?["code"]?.GetValue<string>();

    protected static int Number(Spectator spectator) => spectator.Streaming!["attempt"]!["number"]!.GetValue<int>();

    protected static string? Reason(Spectator spectator) => spectator.Streaming?["attempt"]!["reason"]?.GetValue<string>();

    protected static string[] Missing(Spectator spectator) => [.. spectator.State["missing"]!.AsArray().Select(part => part!.GetValue<string>())];

    protected static bool IsOver(Spectator spectator) => spectator.Status is not "streaming";

    /// <summary>Done when the run store has committed <paramref name="count"/> more times.</summary>
    protected static Task Commits(Engine engine, int count)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Runs.AfterCommit = _ =>
        {
            if (--count == 0)
                done.TrySetResult();
            return Task.CompletedTask;
        };
        return done.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    protected async Task<StartResult.Started> CreateAsync(string kind, params string[] asked) =>
        (await Store.Documents.CreateAsync(
            new NewDocument(NewId(), Owner, kind, "书", "{}"), new NewGeneration(NewId(), "any", "{}", asked, false, [], 3), null, Cancel))
        .ShouldBeOfType<StartResult.Started>();
}
