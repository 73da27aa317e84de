using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Inkstream.Bench.Measuring;

/// <summary>Many viewers of one stream, each on a connection of its own, read by as little code as possible: they share the cores with what is measured.</summary>
internal sealed class Crowd : IDisposable
{
    private const int JoinsAtOnce = 50;
    private const int BufferSize = 32 * 1024;

    private readonly List<Socket> _sockets = [];
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _wanted = long.MaxValue;

    public Histogram Ages { get; } = new();

    /// <summary>Done when each of them has its first bytes.</summary>
    public static async Task<Crowd> JoinAsync(Uri address, string path, int count, CancellationToken cancel)
    {
        var crowd = new Crowd();
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        foreach (var some in Enumerable.Range(0, count).Chunk(JoinsAtOnce))
            await Task.WhenAll(some.Select(_ => crowd.JoinAsync(address, request, cancel)));
        return crowd;
    }

    /// <summary>Waits until that many stamps were read by all of them together.</summary>
    public async Task SeenAsync(long stamps, CancellationToken cancel)
    {
        Interlocked.Exchange(ref _wanted, stamps);
        if (Ages.Count < stamps)
            await _seen.Task.WaitAsync(cancel);
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private async Task JoinAsync(Uri address, byte[] request, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (_sockets)
            _sockets.Add(socket);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancel);
        await socket.SendAsync(request, cancel);
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = FollowAsync(socket, joined, cancel);
        await joined.Task.WaitAsync(cancel);
    }

    private async Task FollowAsync(Socket socket, TaskCompletionSource joined, CancellationToken cancel)
    {
        try
        {
            await using var stream = new NetworkStream(socket);
            await StampStream.ReadAsync(stream, (stamp, now) =>
            {
                Ages.AddBetween(stamp, now);
                if (Ages.Count >= Interlocked.Read(ref _wanted))
                    _seen.TrySetResult();
            }, cancel, BufferSize, joined.SetResult);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            joined.TrySetException(e);
        }
    }
}
