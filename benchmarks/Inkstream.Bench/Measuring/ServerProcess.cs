using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Inkstream.Bench.Measuring;

/// <summary>A server in a process of its own, killed when disposed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address, TimeSpan start) => (_process, Address, Start) = (process, address, start);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Processor time it has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>From the program's start to its first 200.</summary>
    public TimeSpan Start { get; }

    /// <summary>The studio's Release build.</summary>
    public static Task<ServerProcess> StudioAsync(string folder, string modelEndpoint, params string[] settings) => DemoStudioAsync(
        folder, ["--Models:Catalog:bench:Provider=openai", $"--Models:Catalog:bench:Endpoint={modelEndpoint}", "--Models:Catalog:bench:Model=bench", .. settings]);

    /// <summary>The same with no model but the demo model.</summary>
    public static async Task<ServerProcess> DemoStudioAsync(string folder, params string[] settings)
    {
        const string Program = "src/Inkstream.Studio/bin/Release/net10.0/Inkstream.Studio.dll";
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var begun = Stopwatch.GetTimestamp();
        var process = Run(
            Program, ["--urls", address.ToString(), $"--Storage:Path={folder}", "--Generation:MaxRetries=0", .. settings]);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return new ServerProcess(process, address, await ReadyAsync(process, new Uri(address, "health/ready"), begun));
    }

    /// <summary>This program as the floors' server.</summary>
    public static async Task<ServerProcess> FloorsAsync(string folder, params string[] database)
    {
        var begun = Stopwatch.GetTimestamp();
        var process = Run(typeof(ServerProcess).Assembly.Location, ["floors", folder, .. database]);
        var address = new Uri(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The floors' server did not start."));
        return new ServerProcess(process, address, await ReadyAsync(process, address, begun));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Run(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;

    private static async Task<TimeSpan> ReadyAsync(Process process, Uri ready, long begun)
    {
        using var http = new HttpClient();
        while (!process.HasExited)
        {
            if (await AnswersAsync(ready))
            {
                using var response = await http.GetAsync(ready);
                if (response.IsSuccessStatusCode)
                    return Stopwatch.GetElapsedTime(begun);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        throw new InvalidOperationException($"The server ended with exit code {process.ExitCode} before it was ready.");
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
