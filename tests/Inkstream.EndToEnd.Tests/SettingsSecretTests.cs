namespace Inkstream.EndToEnd.Tests;

/// <summary>Keys are never returned by any endpoint or written to a log (contract 2).</summary>
public sealed class SettingsSecretTests
{
    private const string Key = "sk-test-do-not-show-me";

    [Fact]
    public async Task A_models_key_goes_to_the_model_and_nowhere_else()
    {
        await using var model = await ScriptedModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var studio = await StudioServer.WithModelAsync(
            model, "Generation:MaxRetries=1", "Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft=Debug", "Logging:LogLevel:System=Trace");
        model.Enqueue(Script.Status(500).Saying($"Bad key {Key} for you"));
        model.Enqueue(Script.Deltas("{", "x").ErrorAfter(1, "server_error", $"{Key} again"));
        var (id, transformId) = await studio.Api.CreateAsync(1);
        (await studio.Api.ReadOverAsync(id)).Status.ShouldBe("failed");
        foreach (var status in new[] { 401, 422 })
        {
            // What the server says about a refused request is shown, without the key.
            model.Enqueue(Script.Status(status).Saying($"Incorrect API key provided: {Key}"));
            await studio.Api.GenerateAsync(id, "missing");
            (await studio.Api.ReadOverAsync(id)).Status.ShouldBe("failed");
        }

        model.Requests[0].Headers["Authorization"].ShouldContain(Key);

        foreach (var path in new[]
        {
            "/api/models", $"/api/ideations/{id}", $"/api/transforms/{transformId}", "/api/ideations", "/openapi/v1.json", "/health/live", "/health/ready",
            "/api/platforms", "/api/nothing",
        })
        {
            using var response = await studio.Api.SendAsync(HttpMethod.Get, path);
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(Key, Case.Sensitive, path);
        }

        using (var stream = new SseLines(await studio.Api.OpenAsync($"/api/stream/ideation/{id}")))
            (await stream.EventAsync())!.Value.Data.ToJsonString().ShouldNotContain(Key);
        await studio.EndAsync();
        studio.Log.ShouldNotContain(Key);
        foreach (var file in Directory.EnumerateFiles(studio.Folder, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain(Key, Case.Sensitive, file);
    }
}
