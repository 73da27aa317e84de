namespace Inkstream.EndToEnd.Tests;

/// <summary>A studio with the demo model, which the tests of a class share.</summary>
public class DemoStudio : IAsyncLifetime
{
    internal StudioServer Studio { get; private set; } = null!;

    internal StudioApi Api => Studio.Api;

    public async ValueTask InitializeAsync() => Studio = await StudioServer.WithDemoAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Studio.DisposeAsync();
    }
}
