using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>A document as GET answered it.</summary>
internal sealed record Read(string Version, JsonObject Body)
{
    public string Status => Body["status"]!.GetValue<string>();

    public JsonArray Ideas => Body["ideas"]!.AsArray();

    public IReadOnlyList<string> Titles => [.. Ideas.Select(idea => idea!["title"]!.GetValue<string>())];

    public IReadOnlyList<string> ArtifactIds => [.. Ideas.Select(idea => idea!["artifactId"]!.GetValue<string>())];

    public JsonObject? StreamingData => Body["streamingData"] as JsonObject;

    public string? ErrorCode => Body["error"]?["code"]?.GetValue<string>();

    public IReadOnlyList<string> Missing => [.. Body["missing"]!.AsArray().Select(part => part!.GetValue<string>())];

    public string Text => string.Concat(StreamingData?["chunks"]?.AsArray().Select(chunk => chunk!.GetValue<string>()) ?? []);
}

/// <summary>Somebody who uses the studio over HTTP.</summary>
internal sealed class StudioApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Uri Address => address;

    public void Dispose() => _http.Dispose();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, Cancel);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request, Cancel);
    }

    /// <summary>Sends, and expects that status; returns the body as JSON, if it has one.</summary>
    public async Task<JsonNode?> ExpectAsync(
        int status, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, json, headers);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        ((int)response.StatusCode).ShouldBe(status, $"{method} {path}\n{json}\n→ {body}");
        return body.Length > 0 ? JsonNode.Parse(body) : null;
    }

    /// <summary>Creates an ideation.</summary>
    public async Task<(string Id, string TransformId)> CreateAsync(int count = 3, string? userInput = null, string? model = null)
    {
        var body = new JsonObject { ["platform"] = "抖音", ["count"] = count };
        if (userInput is not null)
            body["userInput"] = userInput;
        if (model is not null)
            body["model"] = model;
        var created = await ExpectAsync(201, HttpMethod.Post, "/api/ideations", body.ToJsonString());
        return (created!["id"]!.GetValue<string>(), created["transformId"]!.GetValue<string>());
    }

    /// <summary>Generates again; the transform's id.</summary>
    public async Task<string> GenerateAsync(string id, string mode, int? count = null)
    {
        var body = new JsonObject { ["mode"] = mode };
        if (count is not null)
            body["count"] = count;
        return (await ExpectAsync(202, HttpMethod.Post, $"/api/ideations/{id}/generate", body.ToJsonString()))!["transformId"]!.GetValue<string>();
    }

    public Task StopAsync(string transformId) => ExpectAsync(202, HttpMethod.Post, $"/api/transforms/{transformId}/stop");

    public async Task<JsonObject> TransformAsync(string transformId) =>
        (await ExpectAsync(200, HttpMethod.Get, $"/api/transforms/{transformId}"))!.AsObject();

    /// <summary>GET, whatever the state; null when there is no such document.</summary>
    public async Task<Read?> TryReadAsync(string id)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/api/ideations/{id}");
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return new Read(response.Headers.ETag!.Tag.Trim('"'), (await response.Content.ReadFromJsonAsync<JsonObject>(Cancel))!);
    }

    public async Task<Read> ReadAsync(string id) => await TryReadAsync(id) ?? throw new InvalidOperationException($"There is no {id}.");

    /// <summary>GET until the document is so.</summary>
    public async Task<Read> ReadUntilAsync(string id, Func<Read, bool> isSo, TimeSpan? patience = null)
    {
        Read? last = null;
        return await Until.FoundAsync(
            async () => (last = await ReadAsync(id)) is { } read && isSo(read) ? read : null,
            () => $"The last state was {last?.Version}: {last?.Body.ToJsonString()}",
            patience,
            "the document's state");
    }

    /// <summary>GET until nothing runs any more.</summary>
    public Task<Read> ReadOverAsync(string id, TimeSpan? patience = null) => ReadUntilAsync(id, read => read.Status != "streaming", patience);

    /// <summary>Opens a stream of events as it comes, for what a fold client does not look at.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }
}
