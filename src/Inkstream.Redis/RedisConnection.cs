using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Inkstream.Redis;

/// <summary>
/// One connection to Redis and the few words of its protocol (RESP 2) that a signal needs. To be replaced by
/// StackExchange.Redis where that can be had.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>How long connecting and introducing oneself may take.</summary>
    public static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(3);

    // The longest string and the longest list that Redis may send us: our own messages are far smaller.
    private const int LongestString = 64 * 1024;
    private const int LongestList = 16;
    private const int LongestLine = 1024;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly PipeReader _reader;

    private RedisConnection(Socket socket, Stream stream)
    {
        (_socket, _stream) = (socket, stream);
        _reader = PipeReader.Create(stream);
    }

    public static async Task<RedisConnection> OpenAsync(RedisSignalOptions options, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(OpenPatience);
        var address = options.Address;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(address.Host, address.Port, late.Token);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (address.IsSecure)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions { TargetHost = address.Host, RemoteCertificateValidationCallback = options.Trusts }, late.Token);
                stream = secure;
            }

            var connection = new RedisConnection(socket, stream);
            if (address.Password is { } password)
                await connection.AskAsync(late.Token, address.User is { } user ? ["AUTH", user, password] : ["AUTH", password]);
            await connection.AskAsync(late.Token, "PING");
            return connection;
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"it did not answer within {OpenPatience.TotalSeconds} s", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads its answer.</summary>
    public async Task AskAsync(CancellationToken cancel, params string[] words)
    {
        await SendAsync(cancel, words);
        await ReadAsync(cancel);
    }

    public async Task SendAsync(CancellationToken cancel, params string[] words)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n"));
        foreach (var word in words)
            Write(string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"));
        await _stream.WriteAsync(bytes.WrittenMemory, cancel);

        void Write(string text) => Encoding.UTF8.GetBytes(text, bytes);
    }

    /// <summary>The next reply: one string, or the strings of a list.</summary>
    /// <exception cref="RedisRefusedException">It is an error, or none of Redis's.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancel)
    {
        var line = await LineAsync(cancel);
        if (line.Length == 0)
            throw new RedisRefusedException("it answered with an empty line");
        switch (line[0])
        {
            case '+' or ':':
                return [line[1..]];
            case '-':
                throw new RedisRefusedException(line[1..]);
            case '$':
                return [await StringAsync(line, cancel)];
            case '*':
                var count = Number(line, LongestList);
                var all = new List<string>();
                for (var i = 0; i < count; i++)
                    all.AddRange(await ReadItemAsync(cancel));
                return all;
            default:
                throw new RedisRefusedException("it does not speak as Redis does");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        _socket.Dispose();
        await _stream.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> ReadItemAsync(CancellationToken cancel)
    {
        var line = await LineAsync(cancel);
        return line.Length == 0 ? [""] : line[0] switch
        {
            '$' => [await StringAsync(line, cancel)],
            '+' or ':' => [line[1..]],
            _ => throw new RedisRefusedException("it sent a list within a list"),
        };
    }

    private async Task<string> StringAsync(string header, CancellationToken cancel)
    {
        if (header == "$-1")
            return "";
        var length = Number(header, LongestString);
        while (true)
        {
            var read = await _reader.ReadAsync(cancel);
            if (read.Buffer.Length >= length + 2)
            {
                var text = Encoding.UTF8.GetString(read.Buffer.Slice(0, length));
                _reader.AdvanceTo(read.Buffer.GetPosition(length + 2));
                return text;
            }

            ThrowIfEnded(read);
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task<string> LineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(cancel);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            ThrowIfEnded(read);
            if (read.Buffer.Length > LongestLine)
                throw new RedisRefusedException("it does not speak as Redis does");
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static void ThrowIfEnded(ReadResult read)
    {
        if (read.IsCompleted)
            throw new IOException("it closed the connection");
    }

    private static int Number(string header, int most) =>
        int.TryParse(header.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new RedisRefusedException("it sent more than a signal is");
}
