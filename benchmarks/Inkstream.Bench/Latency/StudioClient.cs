using System.Net.Http.Json;
using System.Text.Json;
using Inkstream.Bench.Measuring;

namespace Inkstream.Bench.Latency;

/// <summary>A writer and a viewer of the studio, over HTTP.</summary>
internal sealed class StudioClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Asks for one idea; returns the ideation's id.</summary>
    public Task<string> CreateAsync(CancellationToken cancel) => CreateAsync(1, cancel);

    /// <summary>Asks for ideas, and waits until they are written.</summary>
    public async Task<string> CreateFinishedAsync(int count, CancellationToken cancel)
    {
        var id = await CreateAsync(count, cancel);
        await using var stream = await _http.GetStreamAsync($"api/stream/ideation/{id}?deltas=true", cancel);
        await StampStream.ReadAsync(stream, static (_, _) => { }, cancel);
        return id;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> CreateAsync(int count, CancellationToken cancel)
    {
        // The first platform there is: the bench knows no vocabulary.
        var platforms = await _http.GetFromJsonAsync<JsonElement>("api/platforms", cancel);
        var list = platforms.ValueKind == JsonValueKind.Array ? platforms : platforms.GetProperty("items");
        using var response = await _http.PostAsJsonAsync(
            "api/ideations", new { platform = list[0].GetProperty("value").GetString(), genrePaths = Array.Empty<string>(), genreProportions = Array.Empty<int>(), count }, cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("id").GetString()!;
    }

    /// <summary>Watches until it is written.</summary>
    /// <param name="id">The ideation.</param>
    /// <param name="watching">Called once it is watched: the server answers a viewer when it follows.</param>
    /// <param name="ages">How old each delta was when it was read.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task WatchAsync(string id, Action watching, Histogram ages, CancellationToken cancel)
    {
        await using var stream = await _http.GetStreamAsync($"api/stream/ideation/{id}?deltas=true", cancel);
        watching();
        await StampStream.ReadAsync(stream, ages.AddBetween, cancel);
    }
}
