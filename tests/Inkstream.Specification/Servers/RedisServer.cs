using System.Diagnostics;
using System.Net.Sockets;

namespace Inkstream.Specification.Servers;

/// <summary>A real Redis of the tests' own: on a free loopback port, its data in a temporary folder, ended by its process id.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("inkstream-redis-").FullName;
    private readonly string[] _settings;
    private Process? _process;

    private RedisServer(string[] settings) => _settings = settings;

    public int Port { get; } = FreePort.Next();

    public string Address => $"redis://127.0.0.1:{Port}";

    /// <summary>Starts one.</summary>
    /// <param name="settings">Further arguments, such as <c>--requirepass</c> and a word.</param>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer(settings);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again, on the same port.</summary>
    public async Task StartAsync()
    {
        var port = _settings.Contains("--tls-port") ? 0 : Port;
        var start = new ProcessStartInfo("redis-server") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = _folder };
        foreach (var argument in (string[])["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder, .. _settings.Select(s => s.Replace("{port}", $"{Port}", StringComparison.Ordinal))])
            start.ArgumentList.Add(argument);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("The tests need Redis: ./test installs it as root; otherwise install it (Debian: redis-server).", e);
        }

        _ = _process.StandardOutput.ReadToEndAsync();
        var began = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException("Redis did not start.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
