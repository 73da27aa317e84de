using System.Diagnostics;
using System.Net.Sockets;

namespace Inkstream.Specification.Servers;

/// <summary>A real pgbouncer before a PostgreSQL of the tests: on a free loopback port, never as root, ended by its process id.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("inkstream-pgbouncer-").FullName;
    private readonly Process _process;
    private readonly Task<string> _said;

    private PgBouncer(PostgresServer server, string mode)
    {
        var file = Path.Combine(_folder, "pgbouncer.ini");
        File.WriteAllText(Path.Combine(_folder, "users.txt"), "\"postgres\" \"\"\n");
        File.WriteAllText(file, $"""
            [databases]
            * = host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {_folder}/users.txt
            pool_mode = {mode}
            default_pool_size = 20
            server_connect_timeout = 5
            """);
        var start = new ProcessStartInfo { RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };

        // Like PostgreSQL, it refuses to run as root.
        string[] all = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Program(), file]
            : [Program(), file];
        start.FileName = all[0];
        foreach (var argument in all[1..])
            start.ArgumentList.Add(argument);
        if (Environment.IsPrivilegedProcess)
            using (var own = Process.Start("chown", ["-R", "postgres:postgres", _folder]))
                own.WaitForExit();
        _process = Process.Start(start)!;
        _said = _process.StandardError.ReadToEndAsync();
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>The way to the server's database <c>postgres</c> through the pooler.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    /// <summary>Starts one.</summary>
    /// <param name="server">What it pools.</param>
    /// <param name="mode"><c>transaction</c> or <c>session</c>.</param>
    public static async Task<PgBouncer> BeforeAsync(PostgresServer server, string mode)
    {
        var pooler = new PgBouncer(server, mode);
        var began = Stopwatch.GetTimestamp();
        while (!await pooler.AnswersAsync())
        {
            if (pooler._process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException("pgbouncer did not start:\n" + (pooler._process.HasExited ? await pooler._said : ""));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Program()
    {
        var found = new[] { "/usr/sbin" }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);
        return found ?? throw new InvalidOperationException("The tests need pgbouncer: ./test installs it as root; otherwise install it (Debian: pgbouncer).");
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
