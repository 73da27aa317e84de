using System.Globalization;
using Microsoft.Playwright;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>
/// What tests in a browser share: tabs and studios that end with the test, pictures of how it ended, and the demand that
/// no page complained of anything.
/// </summary>
public abstract class BrowserTest(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly string Pictures = Path.Combine(Repository.Root, "artifacts", "screenshots");

    private readonly List<Tab> _tabs = [];
    private readonly List<IAsyncDisposable> _servers = [];

    /// <summary>What the pages of this test may write to the console: a browser reports each failed request there.</summary>
    protected IList<string> MayComplain { get; } = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Directory.CreateDirectory(Pictures);
        List<string> complaints = [];
        for (var i = 0; i < _tabs.Count; i++)
        {
            await _tabs[i].PictureAsync(Path.Combine(Pictures, string.Create(CultureInfo.InvariantCulture, $"{Name()}{(_tabs.Count > 1 ? $" {i + 1}" : "")}.png")));
            complaints.AddRange(_tabs[i].Complaints.Where(complaint => !MayComplain.Any(may => complaint.Contains(may, StringComparison.Ordinal))));
            await _tabs[i].DisposeAsync();
        }

        foreach (var server in _servers)
            await server.DisposeAsync();
        GC.SuppressFinalize(this);
        complaints.ShouldBeEmpty();
    }

    /// <summary>A network that is cut and a server that is away leave these lines in the console, whatever a page does.</summary>
    protected void LosesConnections() => MayComplain.Add("Failed to load resource: net::ERR_");

    /// <summary>A studio with the demo model at that pace.</summary>
    internal async Task<StudioServer> DemoAsync(int millisecondsAPiece) =>
        Keep(await StudioServer.StartAsync(string.Create(CultureInfo.InvariantCulture, $"Models:DemoPace=00:00:00.{millisecondsAPiece:000}")));

    /// <summary>A studio whose only other model, and default, is a scripted one.</summary>
    internal async Task<(StudioServer Studio, ScriptedModelServer Model)> ScriptedAsync(params string[] settings)
    {
        var model = await ScriptedModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var studio = await StudioServer.WithModelAsync(model, ["Models:Default=scripted", .. settings]);
        Keep(studio);
        return (studio, Keep(model));
    }

    /// <summary>A tab in a browser of its own: nothing is shared with another but the studio.</summary>
    internal async Task<Tab> OpenAsync(StudioServer studio, string path = "/", string locale = "zh-CN", int width = 1280, ColorScheme scheme = ColorScheme.Light, bool touch = false)
    {
        var tab = await Tab.OpenAsync(chromium.Browser, studio, locale, width, scheme, touch);
        _tabs.Add(tab);
        await tab.GoAsync(path);
        return tab;
    }

    /// <summary>A window whose tabs share all that tabs of one browser share: their connections to a host above all.</summary>
    internal async Task<IBrowserContext> WindowAsync(Uri address)
    {
        var window = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = address.AbsoluteUri, Locale = "zh-CN" });
        window.SetDefaultTimeout((float)Until.Patience.TotalMilliseconds);
        return Keep(window);
    }

    /// <summary>The processes of this class's Chromium that run pages.</summary>
    protected async Task<IReadOnlyList<int>> RenderersAsync()
    {
        var devtools = await chromium.Browser.NewBrowserCDPSessionAsync();
        var processes = (await devtools.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo");
        return [.. processes.EnumerateArray().Where(one => one.GetProperty("type").GetString() == "renderer").Select(one => one.GetProperty("id").GetInt32())];
    }

    protected static async Task SignalAsync(IEnumerable<int> processes, string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [signal, .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Class and method, with the arguments of a theory as <c>(scheme Dark)</c>.</summary>
    private static string Name()
    {
        var shown = TestContext.Current.Test!.TestDisplayName;
        var arguments = shown.IndexOf('(', StringComparison.Ordinal) is >= 0 and var at ? " " + shown[at..].Replace(":", "", StringComparison.Ordinal) : "";
        return $"{TestContext.Current.TestClass!.TestClassSimpleName}.{TestContext.Current.TestMethod!.MethodName}{arguments}";
    }

    private T Keep<T>(T server)
        where T : IAsyncDisposable
    {
        _servers.Add(server);
        return server;
    }
}
