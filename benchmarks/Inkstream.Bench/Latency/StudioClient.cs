using System.Net.Http.Json;
using System.Text.Json;
using Inkstream.Bench.Measuring;

namespace Inkstream.Bench.Latency;

/// <summary>A writer and a viewer of the studio, over HTTP.</summary>
internal sealed class StudioClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Asks for one idea; returns the ideation's id.</summary>
    public async Task<string> CreateAsync(CancellationToken cancel)
    {
        // The first platform there is: the bench knows no vocabulary.
        var platforms = await _http.GetFromJsonAsync<JsonElement>("api/platforms", cancel);
        var list = platforms.ValueKind == JsonValueKind.Array ? platforms : platforms.GetProperty("items");
        using var response = await _http.PostAsJsonAsync(
            "api/ideations", new { platform = list[0].GetProperty("value").GetString(), genrePaths = Array.Empty<string>(), genreProportions = Array.Empty<int>(), count = 1 }, cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("id").GetString()!;
    }

    /// <summary>Watches until it is written.</summary>
    public async Task WatchAsync(string id, Histogram ages, CancellationToken cancel)
    {
        await using var stream = await _http.GetStreamAsync($"api/stream/ideation/{id}?deltas=true", cancel);
        await StampStream.ReadAsync(stream, ages.AddBetween, cancel);
    }

    /// <summary>Stops what is being written.</summary>
    public async Task StopAsync(string id, CancellationToken cancel)
    {
        var document = await _http.GetFromJsonAsync<JsonElement>($"api/ideations/{id}", cancel);
        if (document.GetProperty("streamingData") is not { ValueKind: JsonValueKind.Object } streaming)
            return;
        using var response = await _http.PostAsync($"api/transforms/{streaming.GetProperty("transformId").GetString()}/stop", content: null, cancel);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
