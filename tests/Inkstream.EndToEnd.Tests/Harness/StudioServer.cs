using System.Data.Common;
using Inkstream.Specification.Models;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>A studio for a test: the real server on a folder of its own, which can be killed and started again.</summary>
internal sealed class StudioServer : IAsyncDisposable
{
    private readonly List<string> _arguments;
    private readonly string? _connectionString;
    private readonly List<string> _logOfEarlier = [];
    private readonly int _port;
    private ServerProcess? _process;
    private int _shown;

    private Dictionary<string, string> _environment = [];

    private StudioServer(string folder, int port, string[] settings)
    {
        const string key = "Storage:ConnectionString=";
        (Folder, _port) = (folder, port);
        _connectionString = settings.FirstOrDefault(setting => setting.StartsWith(key, StringComparison.Ordinal))?[key.Length..];
        Address = new Uri($"http://127.0.0.1:{port}/");
        _arguments = ["--urls", Address.GetLeftPart(UriPartial.Authority), $"--Storage:Path={folder}", .. settings.Select(setting => "--" + setting)];
        Api = new StudioApi(Address);
    }

    /// <summary>Its folder: <c>Storage:Path</c>.</summary>
    public string Folder { get; }

    public Uri Address { get; }

    public StudioApi Api { get; }

    /// <summary>All that its processes printed.</summary>
    public string Log => string.Join('\n', _logOfEarlier.Concat(_process?.Log ?? []));

    public int ProcessId => _process!.Id;

    /// <summary>Starts one with the demo model, as fast as it can write.</summary>
    public static Task<StudioServer> WithDemoAsync(params string[] settings) => StartAsync(["Models:DemoPace=00:00:00", .. settings]);

    /// <summary>Starts one whose model is <paramref name="model"/>.</summary>
    public static Task<StudioServer> WithModelAsync(ScriptedModelServer model, params string[] settings) =>
        StartAsync([.. SettingsOf(model, ModelProtocol.OpenAi), .. settings]);

    /// <summary>The settings with which a studio talks to <paramref name="model"/>.</summary>
    public static IEnumerable<string> SettingsOf(ScriptedModelServer model, ModelProtocol protocol, string name = "scripted") =>
    [
        $"Models:Catalog:{name}:Provider={(protocol is ModelProtocol.OpenAi ? "openai" : "anthropic")}",
        $"Models:Catalog:{name}:Endpoint={(protocol is ModelProtocol.OpenAi ? model.OpenAiEndpoint : model.AnthropicEndpoint)}",
        $"Models:Catalog:{name}:Model=scripted-1",
        $"Models:Catalog:{name}:ApiKey=sk-test-do-not-show-me",
    ];

    public static async Task<StudioServer> StartAsync(params string[] settings)
    {
        var studio = new StudioServer(Directory.CreateTempSubdirectory("inkstream-e2e-").FullName, FreePort.Next(), settings);
        await studio.StartAsync();
        return studio;
    }

    /// <summary>Starts one whose wall clock is an hour ahead; what it measures time by is not changed.</summary>
    public static async Task<StudioServer> StartAnHourAheadAsync(params string[] settings)
    {
        const string library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
        var found = File.Exists(library) ? library : Directory.GetFiles("/usr/lib", "libfaketime.so.1", SearchOption.AllDirectories).FirstOrDefault();
        var studio = new StudioServer(Directory.CreateTempSubdirectory("inkstream-e2e-").FullName, FreePort.Next(), settings)
        {
            _environment = new(StringComparer.Ordinal)
            {
                ["LD_PRELOAD"] = found ?? throw new InvalidOperationException("The test needs libfaketime: ./test installs it as root; otherwise install it (Debian: faketime)."),
                ["FAKETIME"] = "+1h",
                ["DONT_FAKE_MONOTONIC"] = "1",
            },
        };
        await studio.StartAsync();
        return studio;
    }

    /// <summary>Starts the server again, on the same folder and port.</summary>
    public async Task StartAsync()
    {
        _process = ServerProcess.Start(_arguments, _environment);
        try
        {
            if (await _process.ReadyAsync() is null)
                throw new InvalidOperationException("The studio did not start:\n" + Log);
        }
        catch
        {
            // Whoever started it has nothing to dispose of.
            await _process.DisposeAsync();
            throw;
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => LeaveAsync(process => process.KillAsync());

    /// <summary>Ends it in an orderly way.</summary>
    public Task EndAsync() => LeaveAsync(process => process.EndAsync());

    /// <summary>Freezes the process, as a machine does that is out of memory, until <see cref="ContinueAsync"/>.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    public Task ContinueAsync() => SignalAsync("-CONT");

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    /// <summary>Opens its database from this process, which is another than the server's.</summary>
    public DbConnection OpenDatabase(bool readOnly = true)
    {
        DbConnection connection = _connectionString is null ? OfFile(readOnly) : new NpgsqlConnection(_connectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Once nothing of a server that was killed is under way in its database any more: PostgreSQL may still be at its last commit.</summary>
    public async Task LetGoAsync()
    {
        if (_connectionString is null)
            return;
        await Until.TrueAsync(() =>
        {
            using var database = OpenDatabase();
            return database.Count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'") == 0;
        });
    }

    /// <summary>Puts what was logged since the last time into the output of the running test, which is shown when it fails.</summary>
    public void ShowLog()
    {
        var lines = Log.Split('\n');
        foreach (var line in lines.Skip(_shown).Where(line => !line.StartsWith("         at ", StringComparison.Ordinal)).TakeLast(120))
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        _shown = lines.Length;
    }

    public async ValueTask DisposeAsync()
    {
        ShowLog();
        Api.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private SqliteConnection OfFile(bool readOnly) => new(new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(Folder, "inkstream.db"),
        Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
        Pooling = false,
        ForeignKeys = true,
        DefaultTimeout = 5,
    }.ToString());

    private async Task SignalAsync(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [signal, $"{ProcessId}"]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    private async Task LeaveAsync(Func<ServerProcess, Task> leave)
    {
        await leave(_process!);
        _logOfEarlier.AddRange(_process!.Log);
        await _process.DisposeAsync();
        _process = null;
    }
}
