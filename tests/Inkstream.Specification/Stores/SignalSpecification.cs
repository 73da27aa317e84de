using System.Diagnostics;
using System.Threading.Channels;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>Hints arrive (invariant 7). That they may also be lost is the business of the engine's suites.</summary>
public abstract class SignalSpecification : StoreSpecification
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Signals are about real time.
    protected override TimeProvider Clock => TimeProvider.System;

    [Fact]
    public async Task Creating_tells_of_the_document_the_library_and_the_work()
    {
        await using var ear = await ListenAsync();
        var document = (await CreateAsync()).DocumentId;

        await ear.HearAsync(Hint.Document(document), Hint.Library(Owner), Hint.Work);
    }

    [Fact]
    public async Task Stopping_tells_of_the_document_and_of_the_work()
    {
        var run = await BeginAsync();
        await using var ear = await ListenAsync();
        await Store.Documents.StopAsync(Owner, run.Lease.TransformId, Cancel);

        await ear.HearAsync(Hint.Document(run.DocumentId), Hint.Library(Owner), Hint.Work);
    }

    [Fact]
    public async Task Deleting_tells_of_the_document_and_of_the_library()
    {
        var document = await FinishedAsync(1);
        await using var ear = await ListenAsync();
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, document, Cancel);

        await ear.HearAsync(Hint.Document(document), Hint.Library(Owner));
    }

    [Fact]
    public async Task Editing_and_marking_tell_of_the_document()
    {
        var document = await FinishedAsync(1);
        var part = (await ReadAsync(document)).Parts[0].ArtifactId;
        await using var ear = await ListenAsync();
        await Store.Documents.MarkAsync(new PartMarks(Owner, document, part, true, null), Cancel);
        await ear.HearAsync(Hint.Document(document));
        await Store.Documents.EditAsync(new PartEdit(Owner, document, part, 1, Note(0, "改").Artifact), Cancel);
        await ear.HearAsync(Hint.Document(document));
    }

    [Fact]
    public async Task A_new_version_tells_of_the_documents_that_were_made_from_the_one_before()
    {
        var source = await FinishedAsync(2);
        var parts = (await ReadAsync(source)).Parts;
        var (byPerson, byModel) = (await MadeFromAsync(parts[0]), await MadeFromAsync(parts[1]));
        var run = await ReviseAsync(source, parts[1]);
        await using var ear = await ListenAsync();
        await Store.Documents.EditAsync(new PartEdit(Owner, source, parts[0].ArtifactId, 1, Note(0, "改").Artifact), Cancel);
        await ear.HearAsync(Hint.Document(byPerson));
        await CommittedAsync(Batch(run, 1, "text", Completed, Note(1, "新")));
        await ear.HearAsync(Hint.Document(byModel));
    }

    [Fact]
    public async Task A_successor_tells_of_the_work()
    {
        var run = await BeginAsync();
        await using var ear = await ListenAsync();
        await CommittedAsync(Batch(run, 1, "text", FailedWithNext(TimeSpan.Zero)));

        await ear.HearAsync(Hint.Work);
    }

    [Fact]
    public async Task Two_listeners_both_hear()
    {
        await using var one = await ListenAsync();
        await using var two = await ListenAsync();
        var document = (await CreateAsync()).DocumentId;

        await one.HearAsync(Hint.Document(document));
        await two.HearAsync(Hint.Document(document));
    }

    [Fact]
    public async Task A_listener_that_left_does_not_disturb_the_others()
    {
        await using var stays = await ListenAsync();
        await using (await ListenAsync())
        {
        }

        var document = (await CreateAsync()).DocumentId;
        await stays.HearAsync(Hint.Document(document));
    }

    /// <summary>Whether what another program commits is signalled too; else the poll finds it.</summary>
    protected virtual bool HearsForeignCommits => true;

    [Fact]
    public async Task A_foreign_commit_is_heard_by_all_within_100_ms_where_the_signal_is_the_databases()
    {
        if (!HearsForeignCommits)
        {
            var document = (await CreateAsync()).DocumentId;
            await using var ear = await ListenAsync();
            await Store.ForeignAsync($"UPDATE documents SET title = 'foreign' WHERE id = '{document}'");
            await Should.ThrowAsync<TimeoutException>(() => ear.HearAsync(TimeSpan.FromMilliseconds(300), Hint.Document(document)));
            return;
        }

        var run = await BeginAsync();
        await using var one = await ListenAsync();
        await using var two = await ListenAsync();
        var took = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            one.Forget();
            two.Forget();
            await Store.ForeignAsync(
                $"INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) VALUES ('{run.Lease.TransformId}', {i}, 'foreign')");
            var clock = Stopwatch.StartNew();
            await one.HearAsync(Hint.Document(run.DocumentId));
            await two.HearAsync(Hint.Document(run.DocumentId));
            took.Add(clock.Elapsed.TotalMilliseconds);
        }

        TestContext.Current.SendDiagnosticMessage($"A foreign commit was heard after {string.Join(", ", took.Select(ms => ms.ToString("F0", null)))} ms");

        // The design says 100 ms; a busy machine may be late, a broken one never hears.
        took.Min().ShouldBeLessThan(300);
        took.Max().ShouldBeLessThan(1000);
    }

    private async Task<Ear> ListenAsync()
    {
        var ear = new Ear(Store.Signal);

        // Some adapters take a while to subscribe: until the first hint is heard, something is said again and again.
        do
            await CreateAsync(owner: await NewOwnerAsync());
        while (!await ear.HeardAnythingAsync(TimeSpan.FromMilliseconds(100)));
        ear.Forget();
        return ear;
    }

    private sealed class Ear : IAsyncDisposable
    {
        private readonly Channel<Hint> _heard = Channel.CreateUnbounded<Hint>();
        private readonly CancellationTokenSource _ends = new();
        private readonly Task _listening;

        public Ear(ISignal signal) => _listening = signal.ListenAsync(hint => _heard.Writer.TryWrite(hint), _ends.Token);

        public void Forget()
        {
            while (_heard.Reader.TryRead(out _))
            {
            }
        }

        public async Task<bool> HeardAnythingAsync(TimeSpan within)
        {
            try
            {
                await _heard.Reader.WaitToReadAsync(Cancel).AsTask().WaitAsync(within, Cancel);
                return true;
            }
            catch (TimeoutException)
            {
                _listening.IsFaulted.ShouldBeFalse();
                return false;
            }
        }

        /// <summary>Waits until each hint was heard, by itself or as "everything".</summary>
        public Task HearAsync(params Hint[] hints) => HearAsync(Patience, hints);

        public async Task HearAsync(TimeSpan patience, params Hint[] hints)
        {
            var missing = hints.ToHashSet();
            while (missing.Count > 0)
            {
                var hint = await _heard.Reader.ReadAsync(Cancel).AsTask().WaitAsync(patience, Cancel);
                if (hint.Subject is HintSubject.Everything)
                    return;
                missing.Remove(hint);
                missing.RemoveWhere(wanted => wanted.Subject == hint.Subject && hint.Id == Guid.Empty);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _ends.CancelAsync();
            try
            {
                await _listening;
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }

            _ends.Dispose();
        }
    }
}
