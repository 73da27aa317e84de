using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>A network between clients and the studio: it can be cut, and stall.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> _connections = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly int _target;
    private readonly ConcurrentDictionary<Socket, bool> _streams = new();
    private readonly ConcurrentDictionary<Socket, bool> _deaf = new();
    private volatile TaskCompletionSource? _stalled;

    private CuttingProxy(Uri target) => _target = target.Port;

    public Uri Address { get; private set; } = null!;

    public static CuttingProxy Before(Uri target)
    {
        var proxy = new CuttingProxy(target);
        proxy._listener.Start();
        proxy.Address = new Uri($"http://127.0.0.1:{((IPEndPoint)proxy._listener.LocalEndpoint).Port}/");
        _ = proxy.AcceptAsync();
        return proxy;
    }

    /// <summary>Resets every connection there is, in the middle of whatever is on its way.</summary>
    public void Cut()
    {
        foreach (var (client, server) in _connections)
        {
            Reset(client);
            Reset(server);
        }
    }

    /// <summary>
    /// From now on nothing comes through the connections that carry a stream, and nobody is told: what a machine finds
    /// that slept while its router forgot them. (Those that are idle a browser closes itself when it is suspended.)
    /// </summary>
    public void ForgetStreams()
    {
        foreach (var client in _streams.Keys)
            _deaf[client] = true;
    }

    /// <summary>Lets nothing through to the clients until <see cref="Flow"/>; connections stay open.</summary>
    public void Stall() => _stalled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Flow()
    {
        var stalled = _stalled;
        _stalled = null;
        stalled?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        Flow();
        Cut();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            _connections[client] = server;
            await Task.WhenAll(PumpAsync(client, server, stalls: false), PumpAsync(server, client, stalls: true));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
        finally
        {
            _connections.TryRemove(client, out _);
            _streams.TryRemove(client, out _);
            _deaf.TryRemove(client, out _);
            Reset(client);
            Reset(server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool stalls)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                if (stalls && _stalled is { } stalled)
                    await stalled.Task;
                if (!stalls && buffer.AsSpan(0, read).StartsWith("GET /api/stream/"u8))
                    _streams[from] = true;
                if (stalls && _deaf.ContainsKey(to))
                    continue;
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
        finally
        {
            Reset(to);
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }
}
