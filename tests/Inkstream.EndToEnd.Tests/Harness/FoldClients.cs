using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>The page's own reader and fold (<c>web/src/live</c>) in a Node process, as many clients as a test wants.</summary>
internal sealed class FoldClients : IAsyncDisposable
{
    private readonly Process _node;
    private readonly ConcurrentDictionary<string, FoldClient> _clients = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    private FoldClients(Process node) => _node = node;

    public static FoldClients Start()
    {
        var program = Path.Combine(Repository.Root, "web", "dist-tools", "fold-client.mjs");
        if (!File.Exists(program))
            throw new FileNotFoundException("Build it first: npm --prefix web run build:tools", program);
        var node = new Process
        {
            StartInfo = new ProcessStartInfo("node", [program]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true },
        };
        var clients = new FoldClients(node);
        node.OutputDataReceived += (_, line) => clients.Heard(line.Data);
        node.Start();
        node.BeginOutputReadLine();
        return clients;
    }

    /// <summary>A client that is not connected yet.</summary>
    /// <param name="name">Its name, once in a process.</param>
    /// <param name="server">The studio, or a proxy before it.</param>
    /// <param name="documentId">What it watches.</param>
    /// <param name="deltas">The form of the events.</param>
    public FoldClient New(string name, Uri server, string documentId, bool deltas, string kind = "ideation") =>
        _clients[name] = new FoldClient(this, name, new Uri(server, $"/api/stream/{kind}/{documentId}{(deltas ? "?deltas=true" : "")}"));

    /// <summary>A client that is connected, and comes back by itself whenever its connection is lost.</summary>
    public FoldClient Watch(string name, Uri server, string documentId, bool deltas, bool quiet = false, string kind = "ideation")
    {
        var client = New(name, server, documentId, deltas, kind);
        (client.ComesBack, client.Quiet) = (true, quiet);
        client.Connect();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.ComesBack = false;
        _node.StandardInput.Close();
        if (!_node.HasExited)
            _node.Kill();
        await _node.WaitForExitAsync(CancellationToken.None);
        _node.Dispose();
    }

    internal void Say(JsonObject command)
    {
        lock (_writing)
        {
            if (_node.HasExited)
                return;
            _node.StandardInput.WriteLine(command.ToJsonString());
            _node.StandardInput.Flush();
        }
    }

    private void Heard(string? line)
    {
        if (string.IsNullOrEmpty(line))
            return;
        using var said = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
        if (_clients.TryGetValue(said.RootElement.GetProperty("client").GetString()!, out var client))
            client.Heard(said.RootElement);
    }
}

/// <summary>An event that a client folded, and what it then held.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Name"><c>message</c> or <c>chunk</c>.</param>
/// <param name="State">The state as canonical JSON; its hash for a quiet client.</param>
/// <param name="Life">How often the client had begun with nothing.</param>
internal sealed record FoldedEvent(string? Id, string Name, string State, int Life);

/// <summary>One client. Thread-safe.</summary>
internal sealed class FoldClient(FoldClients clients, string name, Uri url)
{
    private readonly Lock _gate = new();
    private readonly List<FoldedEvent> _events = [];
    private volatile string? _state;
    private volatile string? _id;
    private volatile string? _closed = "not connected yet";
    private volatile bool _asked;
    private volatile bool _dropping;
    private volatile int _life;

    public string Name => name;

    /// <summary>Whether it comes back by itself, with <c>Last-Event-ID</c>, after every loss.</summary>
    public bool ComesBack { get; set; }

    public bool Quiet { get; set; }

    /// <summary>All that it folded, over all its connections.</summary>
    public IReadOnlyList<FoldedEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>The state it holds, as canonical JSON.</summary>
    public string? State => _state;

    public JsonObject? Document => _state is { } state ? JsonNode.Parse(state)!.AsObject() : null;

    /// <summary>The id of its last event.</summary>
    public string? LastEventId => _id;

    /// <summary>The status with which its last connection was opened.</summary>
    public int? Opened { get; private set; }

    public bool IsConnected => _closed is null && Opened == 200;

    public int Connections { get; private set; }

    /// <summary>How many events it folded, over all its connections.</summary>
    public int EventCount
    {
        get
        {
            lock (_gate)
                return _events.Count;
        }
    }

    /// <summary>Why its last connection ended; null while it is open.</summary>
    public string? Closed => _closed;

    /// <summary>What must never happen to a client: an event that does not follow from what it holds.</summary>
    public string? Gap { get; private set; }

    /// <summary>Told of every event, on the thread that reads.</summary>
    public Action<FoldedEvent>? OnEvent { get; set; }

    /// <summary>Connects, to go on from its state or as somebody new.</summary>
    public void Connect(bool fresh = false)
    {
        (_closed, Opened) = (null, null);
        var command = new JsonObject { ["op"] = "connect", ["client"] = name, ["url"] = url.ToString(), ["quiet"] = Quiet };
        if (fresh || _id is null)
        {
            (_state, _id) = (null, null);
            _life++;
        }
        else
        {
            command["lastEventId"] = _id;
            command["keepState"] = true;
        }

        clients.Say(command);
    }

    public void Drop()
    {
        _dropping = _closed is null;
        clients.Say(new JsonObject { ["op"] = "drop", ["client"] = name });
    }

    /// <summary>Waits until its last command is carried out.</summary>
    public Task SettledAsync() => Until.TrueAsync(() => !_dropping && (_closed is not null || IsConnected), () => $"{name}: {_closed}");

    /// <summary>Asks a quiet client for its state.</summary>
    public async Task<string> AskStateAsync()
    {
        _asked = true;
        clients.Say(new JsonObject { ["op"] = "state", ["client"] = name });
        await Until.TrueAsync(() => !_asked);
        return _state!;
    }

    /// <summary>Waits until its state is so.</summary>
    public async Task<JsonObject> UntilAsync(Func<JsonObject, bool> isSo, TimeSpan? patience = null) => await Until.FoundAsync(
        () => Task.FromResult(Gap is not null ? throw new InvalidOperationException($"{name}: {Gap}") : Document is { } document && isSo(document) ? document : null),
        () => $"{name} holds {_id}: {_state}; closed: {_closed}",
        patience,
        "the folded state");

    /// <summary>Waits until it has the version that GET answered, and has it rightly.</summary>
    public async Task CaughtUpAsync(Read read, TimeSpan? patience = null)
    {
        await Until.TrueAsync(() => _id == read.Version || Gap is not null, () => $"{name} holds {_id}, GET {read.Version}; closed: {_closed}", patience);
        Gap.ShouldBeNull();
        if (Quiet)
            await AskStateAsync();
        _state.ShouldBe(Canonical.Json(read.Body), $"{name} at {read.Version}");
    }

    internal void Heard(JsonElement said)
    {
        if (said.TryGetProperty("opened", out var opened))
        {
            Opened = opened.GetInt32();
            Connections++;
        }
        else if (said.TryGetProperty("event", out var kind))
        {
            Folded(said, kind.GetString()!);
        }
        else if (said.TryGetProperty("closed", out var closed))
        {
            Lost(closed.GetString()!);
        }
        else if (said.TryGetProperty("state", out var state))
        {
            _state = Canonical.Json(state);
            _asked = false;
        }
    }

    private void Folded(JsonElement said, string kind)
    {
        if (kind == "deleted")
            return;
        var state = said.TryGetProperty("state", out var whole) ? Canonical.Json(whole) : said.GetProperty("sha256").GetString()!;
        var folded = new FoldedEvent(said.GetProperty("id").GetString(), kind, state, _life);
        lock (_gate)
            _events.Add(folded);
        (_state, _id) = (state, folded.Id);
        OnEvent?.Invoke(folded);
    }

    private void Lost(string why)
    {
        if (why == "replaced")
            return;
        _dropping = false;
        if (why.StartsWith("gap", StringComparison.Ordinal))
            Gap ??= why;
        _closed = why;
        if (ComesBack && why is not ("deleted" or "dropped" or "status 404") && Gap is null)
            _ = ComeBackAsync();
    }

    private async Task ComeBackAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        await pause.WaitForNextTickAsync();
        if (ComesBack)
            Connect();
    }
}
