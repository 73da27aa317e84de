using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Live;
using Inkstream.Ports;
using Inkstream.Specification.Faults;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Live;
using Inkstream.Writing;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Engines;

/// <summary>
/// Commit first, and folding equals GET (invariants 1 and 6), through everything that happens to a document at once:
/// lost commits and signals, runs that somebody else holds, any splits, edits, marks, stops, regenerations, and viewers who come and go. In real time.
/// </summary>
public abstract class FoldSpecification : EngineSpecification
{
    /// <summary>Documents; <c>INKSTREAM_FULL=1</c> runs ten times as many.</summary>
    private static int Rounds => Environment.GetEnvironmentVariable("INKSTREAM_FULL") == "1" ? 400 : 40;

    protected override TimeProvider Clock => TimeProvider.System;

    /// <summary>What else goes wrong meanwhile, until cancelled. Nothing, unless an adapter has faults of its own.</summary>
    protected virtual Task DisturbAsync(CancellationToken cancel) => Task.CompletedTask;

    [Fact]
    public async Task Every_viewer_in_every_form_has_at_every_event_what_a_read_answers_at_that_version()
    {
        // The seed of a failure is in its message.
        var seed = Environment.GetEnvironmentVariable("INKSTREAM_SEED") is { } text ? int.Parse(text, null) : Random.Shared.Next();
        var (lossy, held) = (new List<LossyCommits>(), new List<HeldRuns>());
        var model = new RandomModel(seed);
        await using var engine = await StartEngineAsync(new EngineSettings
        {
            Model = new ScriptedChatClient(model.Answer) { Pace = cancel => PauseAsync(6, cancel) },
            Options = new GenerationOptions { Parallel = 16 },
            Signal = signal => new LossySignal(signal, seed),
            Runs = runs =>
            {
                held.Add(new HeldRuns(runs, seed, oneIn: 10));
                lossy.Add(new LossyCommits(held[0], seed, oneIn: 12));
                return lossy[0];
            },
        });
        var witness = new Witness(this, engine);
        engine.Runs.AfterCommit = witness.CommittedAsync;

        // Commits fall into reads that are under way.
        engine.Reads.AfterRead = () => PauseAsync(8, Cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var disturbing = DisturbAsync(over.Token);
        var rounds = Enumerable.Range(0, Rounds).Select(round => new Round(this, engine, witness, seed + round));
        await Parallel.ForEachAsync(rounds, new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = Cancel }, async (round, _) => await round.RunAsync());

        await over.CancelAsync();
        await disturbing;
        lossy[0].Lost.ShouldBeGreaterThan(0);
        held[0].Held.ShouldBeGreaterThan(0);
        witness.Compared.ShouldBeGreaterThan(Rounds * 10);
        engine.Live.Watched.ShouldBe(0);
        await JudgeTextsAsync(model, seed);
    }

    /// <summary>What was kept of each answer is its beginning, word for word: no commit that went unanswered was lost or done twice.</summary>
    private async Task JudgeTextsAsync(RandomModel model, int seed)
    {
        var texts = await Store.ForeignAsync("SELECT output_text FROM transforms WHERE type = 'llm' AND output_text <> ''");
        texts.Count.ShouldBeGreaterThan(Rounds);
        foreach (var text in texts)
        {
            // An answer may have been cut off in the middle of a character.
            var kept = text.TrimEnd('\uFFFD');
            model.Said.ShouldContain(said => said.StartsWith(kept, StringComparison.Ordinal), $"seed {seed}: nobody said {text}");
        }
    }

    /// <summary>A person tries again where the database did not answer. What is asked must be safe to repeat.</summary>
    private static async Task<T> AgainAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (StoreUnavailableException)
            {
                await PauseAsync(40, Cancel);
            }
        }
    }

    private Task<DocumentSnapshot> ReadAgainAsync(Guid document) => AgainAsync(() => ReadAsync(document));

    private static Task PauseAsync(int most, CancellationToken cancel) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(most)), TimeProvider.System, cancel);

    /// <summary>Answers that are good, dressed, doubled, cut off or broken, in any pieces.</summary>
    private sealed class RandomModel(int seed)
    {
        private readonly Lock _gate = new();
        private readonly Random _random = new(seed);

        public ConcurrentQueue<string> Said { get; } = new();

        public void Answer(ScriptedCall call)
        {
            lock (_gate)
            {
                var titles = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => $"题\"{_random.Next(12)}\\ 😀");
                var text = _random.Next(3) == 0 ? "<think>{\"notes\":[{</think>```json\n" : "";
                text += NotesKind.AnswerOf(titles);
                if (_random.Next(3) == 0)
                    text = text[.._random.Next(text.Length)];
                Said.Enqueue(text);
                for (var at = 0; at < text.Length;)
                {
                    var length = Math.Min(_random.Next(1, 25), text.Length - at);
                    call.Say(text.Substring(at, length));
                    at += length;
                }

                switch (_random.Next(8))
                {
                    case 0:
                        call.End(new ModelException(ModelErrors.ConnectionLost, "Lost.", retryable: true, TimeSpan.Zero));
                        break;
                    case 1:
                        call.End(new ModelException(ModelErrors.Refused, "No.", retryable: false));
                        break;
                    default:
                        call.End();
                        break;
                }
            }
        }
    }

    /// <summary>Remembers what reads answered at each version.</summary>
    private sealed class Witness(FoldSpecification spec, Engine engine)
    {
        private readonly ConcurrentDictionary<(Guid, long), string> _seen = new();
        private int _compared;

        public int Compared => Volatile.Read(ref _compared);

        public async Task CommittedAsync(IReadOnlyList<RunOutcome> outcomes)
        {
            foreach (var committed in outcomes.OfType<RunOutcome.Committed>())
                await ReadAsync(committed.DocumentId);
        }

        public async Task<DocumentVersion> ReadAsync(Guid document)
        {
            var read = await spec.ReadAgainAsync(document);
            _seen[(document, read.Version.Value)] = Canonical(JsonNode.Parse(engine.Projection.Whole(read).ToJson())!);
            return read.Version;
        }

        public async Task CompareAsync(Guid document, ReferenceFold fold, string says)
        {
            if (fold.Deleted)
                return;
            var now = await ReadAsync(document);
            now.Value.ShouldBeGreaterThanOrEqualTo(fold.Id!.Value, "an event came before its commit; " + says);
            if (!_seen.TryGetValue((document, fold.Id.Value), out var read))
                return;
            Interlocked.Increment(ref _compared);
            Canonical(fold.State!).ShouldBe(read, says + ", version " + fold.Id);
        }

        public bool Shows(ReferenceFold fold, DocumentSnapshot read) =>
            Canonical(fold.State!) == Canonical(JsonNode.Parse(engine.Projection.Whole(read).ToJson())!);

        // The order of an object's members is no difference.
        private static string Canonical(JsonNode? node) => node switch
        {
            JsonObject members => "{" + string.Join(',', members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Key + ":" + Canonical(m.Value))) + "}",
            JsonArray items => "[" + string.Join(',', items.Select(Canonical)) + "]",
            null => "null",
            _ => node.ToJsonString(),
        };
    }

    /// <summary>One document's life.</summary>
    private sealed class Round(FoldSpecification spec, Engine engine, Witness witness, int seed)
    {
        private readonly Random _random = new(seed);
        private long _end = long.MaxValue;

        public async Task RunAsync()
        {
            var document = spec.Document();
            var (generation, key) = (spec.Generation(_random.Next(1, 5)), new Idempotency($"{document.Id}", "create"));
            await AgainAsync(() => spec.Store.Documents.CreateAsync(document, generation, key, Cancel));
            var viewers = new[] { ViewForm.Deltas, ViewForm.Plain, ViewForm.Deltas }
                .Select(form => FollowAsync(document.Id, form, new Random(_random.Next()))).ToList();
            await LiveAsync(document.Id);
            Volatile.Write(ref _end, (await witness.ReadAsync(document.Id)).Value);
            await Task.WhenAll(viewers);
        }

        /// <summary>What people do while it is written, until it is over for good.</summary>
        private async Task LiveAsync(Guid document)
        {
            await using var watch = await engine.WatchAsync(document, spec.Owner, Cancel);
            var generations = _random.Next(1, 4);
            await watch.NextAsync(Cancel);
            while (true)
            {
                if (IsOver(watch))
                {
                    // What is read may be ahead of what is seen; then that comes next, unless it came to nothing: marked and unmarked again.
                    var read = await spec.ReadAgainAsync(document);
                    if (!witness.Shows(watch.Fold, read))
                    {
                        await watch.NextAsync(Cancel);
                        continue;
                    }

                    if (--generations <= 0)
                        return;
                    var (next, key) = (spec.Generation(_random.Next(1, 5), _random.Next(2) == 0), new Idempotency($"{document}/{generations}", "start"));
                    await AgainAsync(() => spec.Store.Documents.StartAsync(spec.Owner, NotesKind.KindName, document, next, key, Cancel));
                }
                else
                {
                    await DoSomethingAsync(document);
                }

                await watch.NextAsync(Cancel);
            }
        }

        private async Task DoSomethingAsync(Guid document)
        {
            var read = await spec.ReadAgainAsync(document);
            var part = read.Parts.Count > 0 ? read.Parts[_random.Next(read.Parts.Count)] : null;
            switch (_random.Next(14))
            {
                case 0 when part is not null:
                    await AgainAsync(() => spec.Store.Documents.MarkAsync(new PartMarks(spec.Owner, document, part.ArtifactId, !part.Favourite, null), Cancel));
                    break;
                case 1 when part is not null:
                    var artifact = new NewArtifact("note", NotesKind.Note($"改{_random.Next(9)}", "b"));
                    await AgainAsync(() => spec.Store.Documents.EditAsync(new PartEdit(spec.Owner, document, part.ArtifactId, part.Revision, artifact), Cancel));
                    break;
                case 2 when _random.Next(3) == 0:
                    await AgainAsync(() => spec.Store.Documents.StopAsync(spec.Owner, read.Generation!.TransformId, Cancel));
                    break;
                default:
                    return;
            }

            await witness.ReadAsync(document);
        }

        /// <summary>Follows, leaves and comes back with what it has, until it has all.</summary>
        private async Task FollowAsync(Guid document, ViewForm form, Random random)
        {
            var fold = new ReferenceFold();
            while (fold.Id is null || fold.Id < Volatile.Read(ref _end))
            {
                // Sometimes it has forgotten everything, as after a reload.
                if (random.Next(4) == 0)
                    fold = new ReferenceFold();
                await using var viewer = await engine.WatchAsync(document, spec.Owner, Cancel, form, fold: fold);
                viewer.AfterEvent = () => witness.CompareAsync(document, fold, $"seed {seed}, {form}");
                for (var events = random.Next(1, 30); events > 0; events--)
                {
                    if (fold.Id >= Volatile.Read(ref _end))
                        break;

                    // The end may be said while it waits for what already came.
                    using var look = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
                    look.CancelAfter(TimeSpan.FromMilliseconds(1500));
                    try
                    {
                        if (!await viewer.NextAsync(look.Token))
                            break;
                    }
                    catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
                    {
                        // No signal and no poll brought what is there: then it lags more than a second, and more than the design allows.
                        (await spec.ReadAgainAsync(document)).Generation.ShouldNotBeNull();
                    }
                }
            }

            await witness.CompareAsync(document, fold, $"seed {seed}, {form}, at the end");
            fold.Id.ShouldBe(Volatile.Read(ref _end));
        }
    }
}
