using System.Diagnostics;
using System.Net.Sockets;

namespace Inkstream.EndToEnd.Tests.Servers;

/// <summary>A real nginx before the studios, with the settings of <c>deploy/nginx.conf</c>.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inkstream-nginx-").FullName;
    private readonly Process _process;

    private NginxServer(IEnumerable<StudioServer> studios)
    {
        var port = FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{port}/");
        var shipped = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx.conf"));
        var servers = string.Join('\n', studios.Select(studio => $"server 127.0.0.1:{studio.Address.Port} max_fails=0;"));

        // The shipped file, with this test's addresses in place of the compose file's.
        var settings = System.Text.RegularExpressions.Regex.Replace(
            shipped, @"(?s)# studios begin.*?# studios end", servers, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .Replace("listen 127.0.0.1:8080;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal);
        settings.ShouldContain($"127.0.0.1:{port}");
        settings.ShouldContain(servers);
        File.WriteAllText(Path.Combine(_folder, "nginx.conf"), $"""
            daemon off;
            pid {_folder}/pid;
            error_log {_folder}/error.log;
            worker_rlimit_nofile 8192;
            {settings.Replace("http {", $"http {{\naccess_log off;\nclient_body_temp_path {_folder}/body;\nproxy_temp_path {_folder}/proxy;\nfastcgi_temp_path {_folder}/fastcgi;\nuwsgi_temp_path {_folder}/uwsgi;\nscgi_temp_path {_folder}/scgi;", StringComparison.Ordinal)}
            """);
        var program = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        _process = Process.Start(new ProcessStartInfo(program, ["-p", _folder, "-c", Path.Combine(_folder, "nginx.conf"), "-e", Path.Combine(_folder, "error.log")]) { UseShellExecute = false })!;
    }

    public Uri Address { get; }

    public static async Task<NginxServer> BeforeAsync(IEnumerable<StudioServer> studios)
    {
        var nginx = new NginxServer(studios);
        await Until.FoundAsync(
            async () =>
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync("127.0.0.1", nginx.Address.Port, TestContext.Current.CancellationToken);
                    return "up";
                }
                catch (SocketException)
                {
                    return null;
                }
            },
            () => nginx._process.HasExited ? $"nginx ended: {nginx.ErrorLog()}" : "");
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-QUIT", $"{_process.Id}"]))
            await kill.WaitForExitAsync(CancellationToken.None);
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            // Its workers still serve viewers.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        foreach (var line in ErrorLog().Split('\n').GroupBy(line => line.Split(" while ")[0][^Math.Min(60, line.Split(" while ")[0].Length)..]).Select(same => $"{same.Count()} x {same.First()}"))
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string ErrorLog() => File.Exists(Path.Combine(_folder, "error.log")) ? File.ReadAllText(Path.Combine(_folder, "error.log")) : "";
}
