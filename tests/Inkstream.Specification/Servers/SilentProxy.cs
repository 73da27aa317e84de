using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Inkstream.Specification.Servers;

/// <summary>A network that can swallow: what is connected stays connected, and nothing comes through any more. New connections work.</summary>
public sealed class SilentProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _swallowed = new();
    private readonly ConcurrentDictionary<Socket, int> _ports = new();
    private readonly int _target;

    public SilentProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections that were made so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Every connection there is goes silent.</summary>
    public void Swallow()
    {
        foreach (var client in _swallowed.Keys)
            _swallowed[client] = true;
    }

    /// <summary>The one connection goes silent that the server sees coming from this port.</summary>
    public void Swallow(int serversView)
    {
        foreach (var (client, port) in _ports)
            if (port == serversView)
                _swallowed[client] = true;
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                Connections++;
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
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
            _swallowed[client] = false;
            _ports[client] = ((IPEndPoint)server.LocalEndPoint!).Port;
            await Task.WhenAny(PumpAsync(client, server, client), PumpAsync(server, client, client));
        }
        catch (SocketException)
        {
            // One side has left.
        }
        finally
        {
            _swallowed.TryRemove(client, out _);
            _ports.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Socket client)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                if (_swallowed.TryGetValue(client, out var silent) && silent)
                    continue;
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side has left.
        }
    }
}
