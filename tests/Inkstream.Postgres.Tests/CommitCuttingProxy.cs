using System.Net;
using System.Net.Sockets;

namespace Inkstream.Postgres.Tests;

/// <summary>
/// A network between a server and PostgreSQL that breaks at the worst moment: PostgreSQL has committed, and its answer
/// does not arrive.
/// </summary>
internal sealed class CommitCuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly int _oneIn;
    private int _cut;

    public CommitCuttingProxy(int target, int oneIn)
    {
        (_target, _oneIn) = (target, oneIn);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Whether it cuts already: what a test sets up first is not its subject.</summary>
    public bool Cuts { get; set; }

    /// <summary>How many answers were lost.</summary>
    public int Cut => Volatile.Read(ref _cut);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(PumpAsync(client, server, cuts: false), PumpAsync(server, client, cuts: true));
            }
            catch (SocketException)
            {
                // One side has left.
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool cuts)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                // CommandComplete of COMMIT, as PostgreSQL's protocol words it.
                if (cuts && Cuts && buffer.AsSpan(0, read).IndexOf("COMMIT\0"u8) >= 0 && Random.Shared.Next(_oneIn) == 0)
                {
                    Interlocked.Increment(ref _cut);
                    return;
                }

                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
