using System.Threading.Channels;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Waiting;
using Inkstream.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Inkstream.Live;

/// <summary>
/// Live, one per server (design, the life of a token 6): takes the moved documents that have viewers here, reads what is
/// new in one query for all of them, encodes each event once for each form that is watched, and gives the same bytes to
/// every viewer.
/// </summary>
public sealed class LiveFeeds : BackgroundService, ICommitWatcher
{
    private readonly IChangeStore _store;
    private readonly ISignal _signal;
    private readonly DocumentKinds _kinds;
    private readonly DocumentProjection _projection;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveFeeds> _log;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, DocumentFeed> _documents = [];
    private readonly Dictionary<Guid, LibraryFeed> _libraries = [];

    // Holds each feed at most once, so it is bounded by what is watched.
    private readonly Channel<Feed> _due = Channel.CreateUnbounded<Feed>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Composed by the host.</summary>
    public LiveFeeds(
        IChangeStore store, ISignal signal, DocumentKinds kinds, DocumentProjection projection, TimeProvider time, ILogger<LiveFeeds> log)
    {
        (_store, _signal, _kinds, _projection, _time, _log) = (store, signal, kinds, projection, time, log);
    }

    /// <summary>What is watched here: documents and libraries.</summary>
    public int Watched
    {
        get
        {
            lock (_gate)
                return _documents.Count + _libraries.Count;
        }
    }

    /// <summary>Watches a document. <see cref="Viewer.Opened"/> says whether it is there for that person.</summary>
    /// <param name="documentId">The document.</param>
    /// <param name="ownerId">Who watches.</param>
    /// <param name="kind">The kind it must be of.</param>
    /// <param name="form">In what form the events come.</param>
    /// <param name="has">The version the viewer comes back with (<c>Last-Event-ID</c>); null for a fresh one.</param>
    public Viewer Watch(Guid documentId, Guid ownerId, string kind, ViewForm form, DocumentVersion? has)
    {
        lock (_gate)
        {
            if (!_documents.TryGetValue(documentId, out var feed))
                _documents[documentId] = feed = new DocumentFeed(this, documentId, _kinds, _projection, _time);
            var viewer = new Viewer(form, has?.Value, ownerId, kind, left => Leave(_documents, feed, left));
            feed.Join(viewer);
            Due(feed);
            return viewer;
        }
    }

    /// <summary>Watches a person's library.</summary>
    /// <param name="ownerId">Whose.</param>
    /// <param name="has">The version the viewer comes back with; null for a fresh one.</param>
    public Viewer WatchLibrary(Guid ownerId, long? has)
    {
        lock (_gate)
        {
            if (!_libraries.TryGetValue(ownerId, out var feed))
                _libraries[ownerId] = feed = new LibraryFeed(this, ownerId, _kinds);
            var viewer = new Viewer(ViewForm.Plain, has, ownerId, kind: null, left => Leave(_libraries, feed, left));
            feed.Join(viewer);
            Due(feed);
            return viewer;
        }
    }

    /// <inheritdoc/>
    public void Committed(RunBatch batch, RunOutcome.Committed outcome)
    {
        if (Document(outcome.DocumentId) is { } feed)
        {
            try
            {
                if (feed.Committed(batch, outcome))
                    Due(feed);
            }
            catch (Exception e)
            {
                // One document that cannot be shown must not stop the writer of all.
                Log.FeedBroke(_log, outcome.DocumentId, e);
                feed.EndAll(ReadOnlyMemory<byte>.Empty);
            }
        }

        if ((batch.Parts.Count > 0 || batch.End is not null) && Library(outcome.OwnerId) is { } library)
            Due(library);
    }

    /// <inheritdoc/>
    public void Moved(Guid documentId, Guid ownerId)
    {
        Heard(Hint.Document(documentId));
        Heard(Hint.Library(ownerId));
    }

    internal void After(TimeSpan wait, Feed feed, Action first)
    {
        var timer = new Holder();
        timer.Timer = _time.CreateTimer(_ =>
        {
            first();
            Due(feed);
            timer.Timer?.Dispose();
        }, null, wait, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            _signal.ListenAsync(Heard, stoppingToken).UntilCancelled(),
            PeriodicallyAsync(LiveBounds.Poll, PollAsync, stoppingToken),
            PeriodicallyAsync(LiveBounds.Comment, CommentAsync, stoppingToken),
            ReadAsync(stoppingToken).UntilCancelled());
        foreach (var feed in Feeds())
            feed.EndAll(ReadOnlyMemory<byte>.Empty);
    }

    private void Heard(Hint hint)
    {
        switch (hint.Subject)
        {
            case HintSubject.Document when Document(hint.Id) is { } feed:
                feed.Moved();
                Due(feed);
                break;
            case HintSubject.Library when Library(hint.Id) is { } feed:
                Due(feed);
                break;
            case HintSubject.Everything:
                foreach (var feed in Feeds())
                {
                    (feed as DocumentFeed)?.Moved();
                    Due(feed);
                }

                break;
        }
    }

    private void Due(Feed feed)
    {
        if (feed.Mark())
            _due.Writer.TryWrite(feed);
    }

    private async Task ReadAsync(CancellationToken stopping)
    {
        while (await _due.Reader.WaitToReadAsync(stopping))
        {
            var documents = new Dictionary<Guid, (DocumentFeed Feed, ReadRequest Request)>();
            var libraries = new List<LibraryFeed>();
            while (documents.Count < LiveBounds.DocumentsARead && _due.Reader.TryRead(out var feed))
            {
                if (feed is LibraryFeed library)
                    libraries.Add(library);
                else if (feed is DocumentFeed document && document.NextRead() is { } request)
                    documents[document.Id] = (document, request);
            }

            try
            {
                if (documents.Count > 0)
                    Apply(documents, await _store.ReadAsync([.. documents.Values.Select(pair => pair.Request)], stopping));
                foreach (var library in libraries)
                    await library.ReadAsync(_store, stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Log.ReadFailed(_log, e);
                foreach (var feed in documents.Values.Select(pair => (Feed)pair.Feed).Concat(libraries))
                {
                    feed.ReadFailed();
                    After(TimeSpan.FromMilliseconds(200), feed, () => { });
                }
            }
        }
    }

    private void Apply(
        Dictionary<Guid, (DocumentFeed Feed, ReadRequest Request)> documents, IReadOnlyDictionary<Guid, DocumentSnapshot> read)
    {
        foreach (var (id, (feed, _)) in documents)
        {
            try
            {
                if (feed.Apply(read.GetValueOrDefault(id)))
                    Due(feed);
            }
            catch (Exception e)
            {
                // One document that cannot be shown must not silence the others.
                Log.FeedBroke(_log, id, e);
                feed.EndAll(ReadOnlyMemory<byte>.Empty);
            }
        }
    }

    private async Task PollAsync(CancellationToken cancel)
    {
        var documents = Feeds().OfType<DocumentFeed>().ToList();
        foreach (var page in documents.Chunk(LiveBounds.DocumentsARead))
        {
            var versions = await _store.VersionsAsync([.. page.Select(feed => feed.Id)], cancel);
            foreach (var feed in page)
            {
                if (!feed.IsBehind(versions.TryGetValue(feed.Id, out var version) ? version : null))
                    continue;
                feed.Moved();
                Due(feed);
            }
        }

        var libraries = Feeds().OfType<LibraryFeed>().ToList();
        foreach (var page in libraries.Chunk(LiveBounds.DocumentsARead))
        {
            var versions = await _store.LibraryVersionsAsync([.. page.Select(feed => feed.Id)], cancel);
            foreach (var feed in page)
                if (versions.TryGetValue(feed.Id, out var version) && feed.IsBehind(version))
                    Due(feed);
        }
    }

    private Task CommentAsync(CancellationToken cancel)
    {
        foreach (var feed in Feeds())
            feed.Comment();
        return Task.CompletedTask;
    }

    private async Task PeriodicallyAsync(TimeSpan period, Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, _time);
        while (await timer.WaitForNextTickAsync(stopping).UntilCancelled())
        {
            try
            {
                await act(stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Log.ReadFailed(_log, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Leave<TFeed>(Dictionary<Guid, TFeed> feeds, TFeed feed, Viewer viewer)
        where TFeed : Feed
    {
        lock (_gate)
        {
            feed.Leave(viewer);
            if (feed.IsEmpty && feeds.GetValueOrDefault(feed.Id) == feed)
                feeds.Remove(feed.Id);
        }
    }

    private DocumentFeed? Document(Guid id)
    {
        lock (_gate)
            return _documents.GetValueOrDefault(id);
    }

    private LibraryFeed? Library(Guid id)
    {
        lock (_gate)
            return _libraries.GetValueOrDefault(id);
    }

    private List<Feed> Feeds()
    {
        lock (_gate)
            return [.. _documents.Values, .. _libraries.Values];
    }

    private sealed class Holder
    {
        public ITimer? Timer { get; set; }
    }
}
