using System.Diagnostics;

namespace Inkstream.Specification.Servers;

/// <summary>
/// A real PostgreSQL of the tests' own: on a free loopback port, its data in a temporary folder, never as root, ended by
/// its process id.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly string[] _settings;
    private Process? _process;
    private Task _copying = Task.CompletedTask;

    private PostgresServer(string folder, int port, string[] settings) => (_folder, Port, _settings) = (folder, port, settings);

    public int Port { get; }

    /// <summary>Of the database <c>postgres</c>, as its superuser.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    public string LogFile => Path.Combine(_folder, "log");

    /// <summary>The process that the others of the server descend from.</summary>
    public int ProcessId => _process!.Id;

    public string ConnectionStringOf(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}";

    /// <summary>Makes a database cluster and starts it.</summary>
    /// <param name="settings">Further settings, such as <c>fsync=off</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(await NewFolderAsync(), FreePort.Next(), settings);
        await RunProgramAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>A streaming replica of this server; it follows from a copy made now.</summary>
    public async Task<PostgresServer> ReplicaAsync()
    {
        var replica = new PostgresServer(await NewFolderAsync(), FreePort.Next(), _settings);
        await RunProgramAsync("pg_basebackup", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-D", replica.Data, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync");
        await replica.StartAsync();
        return replica;
    }

    /// <summary>Starts it again, on the same port and data.</summary>
    public async Task StartAsync()
    {
        string[] arguments =
        [
            "-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
            "-c", "logging_collector=off", "-c", "log_line_prefix=%d %p ", .. _settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        _process = Process.Start(Command("postgres", arguments))!;
        _copying = Task.WhenAll(CopyAsync(_process.StandardError), CopyAsync(_process.StandardOutput));
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || clock.Elapsed > Patience)
                throw new InvalidOperationException("PostgreSQL did not start:\n" + ReadLog());
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
        }
    }

    /// <summary>Stops it as a restart does (<c>fast</c>: connections are ended), or as a crash does.</summary>
    public async Task StopAsync(bool crash = false)
    {
        if (_process is null || _process.HasExited)
            return;

        // SIGINT is "fast", SIGQUIT is "immediate": PostgreSQL's own words for a crash that it recovers from.
        using (var kill = Process.Start("kill", [crash ? "-QUIT" : "-INT", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _copying.WaitAsync(Patience);
    }

    /// <summary>Runs one of PostgreSQL's own programs on this server.</summary>
    public Task RunAsync(string program, params string[] arguments) =>
        RunProgramAsync(program, ["-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", .. arguments]);

    /// <summary>What it logged so far.</summary>
    public string ReadLog()
    {
        lock (_settings)
            return File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(crash: true);
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task CopyAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
            lock (_settings)
                File.AppendAllText(LogFile, line + "\n");
    }

    private async Task<bool> AnswersAsync()
    {
        using var ready = Process.Start(Command("pg_isready", "-h", "127.0.0.1", "-p", $"{Port}", "-q"))!;
        await ready.WaitForExitAsync();
        return ready.ExitCode == 0;
    }

    private static async Task<string> NewFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("inkstream-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            using var own = Process.Start("chown", ["postgres:postgres", folder]);
            await own.WaitForExitAsync();
        }

        return folder;
    }

    private static async Task RunProgramAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Command(program, arguments))!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {string.Join('\n', said)}");
    }

    /// <summary>PostgreSQL refuses to run as root, so root hands it to its own user.</summary>
    private static ProcessStartInfo Command(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs(), program);
        var start = new ProcessStartInfo { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C.UTF-8";
        string[] all = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]
            : [path, .. arguments];
        start.FileName = all[0];
        foreach (var argument in all[1..])
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Where the programs are: <c>INKSTREAM_POSTGRES</c>, Debian's folder of the newest version, or the PATH.</summary>
    private static string Programs()
    {
        if (Environment.GetEnvironmentVariable("INKSTREAM_POSTGRES") is { Length: > 0 } set)
            return set;
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "postgres")))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(bin => File.Exists(Path.Combine(bin, "postgres")));
        return debian.Order(StringComparer.Ordinal).Reverse().Concat(path).FirstOrDefault()
            ?? throw new InvalidOperationException("The tests need PostgreSQL 15 or later: ./test installs it as root; otherwise install it (Debian: postgresql) or set INKSTREAM_POSTGRES to the folder of its programs.");
    }
}
