namespace Inkstream.EndToEnd.Tests;

/// <summary>A wrong setting stops the start with one line that names the key (contract 2).</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Storage:Provider", "oracle")]
    [InlineData("Signals:Provider", "pigeon")]
    [InlineData("Access:Mode", "open")]
    [InlineData("Generation:Parallel", "many")]
    [InlineData("Generation:Parallel", "0")]
    [InlineData("Generation:Lease", "10")]
    [InlineData("Generation:MaxRetries", "-1")]
    [InlineData("Chunks:GracePeriod", "soon")]
    [InlineData("Models:Default", "gpt")]
    [InlineData("Models:IdleTimeout", "00:00:00")]
    [InlineData("Models:Catalog:x:Provider", "skynet")]
    [InlineData("Models:Catalog:x:Endpoint", "nowhere")]
    [InlineData("Models:Catalog:x:InputPrice", "cheap")]
    [InlineData("Storage:Path", "/dev/null/studio")]
    [InlineData("Storage:ConnectionString", "")]
    [InlineData("Storage:ConnectionString", "nonsense")]
    [InlineData("Storage:ConnectionString", "Host=127.0.0.1;Port=1;Username=u;Password=do-not-show-me;Database=d")]
    [InlineData("Storage:ReadConnectionString", "Port=five")]
    [InlineData("Signals:Redis", "")]
    [InlineData("Signals:Redis", "cache:6379")]
    [InlineData("urls", "nonsense")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string key, string value)
    {
        using var folder = new TemporaryFolder();
        List<string> arguments = ["--urls", "http://127.0.0.1:0", $"--Storage:Path={folder.Path}", $"--{key}={value}"];
        if (key.EndsWith("Endpoint", StringComparison.Ordinal) || key.EndsWith("Price", StringComparison.Ordinal))
            arguments.AddRange(["--Models:Catalog:x:Provider=openai", "--Models:Catalog:x:Model=m"]);
        if (key.EndsWith("ConnectionString", StringComparison.Ordinal))
            arguments.Add("--Storage:Provider=postgres");
        if (key == "Signals:Redis")
            arguments.AddRange(["--Storage:Provider=postgres", "--Signals:Provider=redis"]);
        if (key is "Storage:ReadConnectionString" or "Signals:Redis")
            arguments.Add("--Storage:ConnectionString=Host=127.0.0.1;Port=1");
        await RefusesAsync(arguments, [], key);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Listening_to_anyone_but_this_machine_stops_the_start(string urls)
    {
        using var folder = new TemporaryFolder();
        var line = await RefusesAsync(["--urls", urls, $"--Storage:Path={folder.Path}"], [], "urls");
        line.ShouldContain("loopback");
    }

    [Theory]
    [InlineData("ASPNETCORE_HTTP_PORTS", "0", "http_ports")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "18080", "http_ports")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "urls")]
    [InlineData("URLS", "http://0.0.0.0:0", "urls")]
    [InlineData("Kestrel__Endpoints__Open__Url", "http://0.0.0.0:0", "urls")]
    public async Task Listening_to_anyone_by_way_of_the_environment_stops_the_start_too(string name, string value, string key)
    {
        using var folder = new TemporaryFolder();
        await RefusesAsync([$"--Storage:Path={folder.Path}"], new() { [name] = value }, key);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_refuses_to_start_and_the_first_goes_on()
    {
        await using var studio = await StudioServer.WithDemoAsync();
        await RefusesAsync(["--urls", "http://127.0.0.1:0", $"--Storage:Path={studio.Folder}"], [], "Storage:Path");
        var (id, _) = await studio.Api.CreateAsync(1);
        (await studio.Api.ReadOverAsync(id)).Status.ShouldBe("completed");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_one_line_too()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "inkstream.db"), new string('x', 8192), TestContext.Current.CancellationToken);
        await RefusesAsync(["--urls", "http://127.0.0.1:0", $"--Storage:Path={folder.Path}"], [], "Storage:Path");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_too()
    {
        await using var studio = await StudioServer.WithDemoAsync();
        using var folder = new TemporaryFolder();
        await RefusesAsync(["--urls", studio.Address.GetLeftPart(UriPartial.Authority), $"--Storage:Path={folder.Path}"], [], "urls");
    }

    [Fact]
    public async Task The_address_is_printed_when_it_is_ready()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerProcess.Start(["--urls", "http://127.0.0.1:0", $"--Storage:Path={folder.Path}"]);
        var address = await server.ReadyAsync();
        address.ShouldNotBeNull();
        using var api = new StudioApi(address);
        await api.ExpectAsync(200, HttpMethod.Get, "/api/platforms");
        await server.EndAsync();
        (await server.ExitCodeAsync()).ShouldBe(0);
    }

    private static async Task<string> RefusesAsync(List<string> arguments, Dictionary<string, string> environment, string key)
    {
        await using var server = ServerProcess.Start(arguments, environment);
        (await server.ReadyAsync()).ShouldBeNull($"it started: {string.Join('\n', server.Log)}");
        (await server.ExitCodeAsync()).ShouldNotBe(0);
        var line = server.Errors.ShouldHaveSingleItem(string.Join('\n', server.Log));
        line.ShouldContain(key, Case.Insensitive);
        server.Log.ShouldNotContain(printed => printed.Contains("   at ", StringComparison.Ordinal));
        return line;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("inkstream-e2e-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
