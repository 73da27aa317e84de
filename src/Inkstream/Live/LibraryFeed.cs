using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Live;

/// <summary>One person's library that is watched here (contract 4: <c>/api/stream/library</c>).</summary>
internal sealed class LibraryFeed(LiveFeeds live, Guid ownerId, DocumentKinds kinds) : Feed(live, ownerId)
{
    private long? _version;

    public bool IsBehind(long version)
    {
        lock (Gate)
            return _version is { } has && has != version;
    }

    /// <summary>Reads what changed, for those who follow and those who join.</summary>
    public async Task ReadAsync(IChangeStore store, CancellationToken cancel)
    {
        Unmark();
        List<Viewer> joining;
        long? since;
        lock (Gate)
        {
            TakeWaiting();
            joining = [.. Joining];
            since = _version;
        }

        // Entries are whole values: one that comes twice changes nothing.
        while (since is { } from)
        {
            var changes = await store.ReadLibraryAsync(Id, from, LiveBounds.EntriesAnEvent, cancel);
            lock (Gate)
            {
                if (changes.Version > from)
                {
                    var bytes = Bytes(changes);
                    Following.ForEach(viewer => Offer(viewer, bytes));
                    _version = changes.Version;
                }
            }

            since = changes.More ? changes.Version : null;
        }

        foreach (var viewer in joining)
            await WelcomeAsync(store, viewer, cancel);
    }

    protected override void Left()
    {
        if (Following.Count == 0)
            _version = null;
    }

    private async Task WelcomeAsync(IChangeStore store, Viewer viewer, CancellationToken cancel)
    {
        var has = viewer.Has;
        bool more;
        do
        {
            var changes = await store.ReadLibraryAsync(Id, has, LiveBounds.EntriesAnEvent, cancel);
            lock (Gate)
            {
                if (!Joining.Contains(viewer))
                    return;
                viewer.Open(found: true);
                if (has is null || changes.Version != has)
                    Offer(viewer, Bytes(changes));
                more = changes.More && has is not null;
                has = changes.Version;
                if (more)
                    continue;
                Joining.Remove(viewer);
                Following.Add(viewer);
                _version = _version is { } version ? Math.Min(version, changes.Version) : changes.Version;
            }
        }
        while (more);
    }

    private ReadOnlyMemory<byte> Bytes(LibraryChanges changes) => EventBytes.Write(changes.Version, name: null, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var entry in changes.Items)
            ListItems.Of(kinds, entry).WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteStartArray("removed");
        foreach (var id in changes.Removed)
            writer.WriteStringValue(id);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
