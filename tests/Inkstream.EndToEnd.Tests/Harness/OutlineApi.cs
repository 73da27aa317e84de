using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>Somebody who uses outlines over HTTP.</summary>
internal static class OutlineApi
{
    public static readonly string[] Components =
        ["title", "genre", "target_audience", "selling_points", "satisfaction_points", "setting", "synopsis_stages", "characters"];

    /// <summary>Creates an outline; of the writer's own text, unless an idea is given.</summary>
    public static async Task<(string Id, string TransformId)> CreateOutlineAsync(this StudioApi api, string? idea = null, string text = "一个修表匠在旧码头等人。")
    {
        var body = new JsonObject { ["totalEpisodes"] = 60, ["episodeDuration"] = 2 };
        if (idea is null)
            body["sourceText"] = text;
        else
            body["sourceArtifactId"] = idea;
        var created = await api.ExpectAsync(201, HttpMethod.Post, "/api/outlines", body.ToJsonString());
        return (created!["id"]!.GetValue<string>(), created["transformId"]!.GetValue<string>());
    }

    public static async Task<Read> ReadOutlineAsync(this StudioApi api, string id)
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/api/outlines/{id}");
        response.EnsureSuccessStatusCode();
        return new Read(
            response.Headers.ETag!.Tag.Trim('"'), (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!);
    }

    public static async Task<Read> OutlineUntilAsync(this StudioApi api, string id, Func<Read, bool> isSo)
    {
        Read? last = null;
        return await Until.FoundAsync(
            async () => (last = await api.ReadOutlineAsync(id)) is { } read && isSo(read) ? read : null,
            () => $"The last state was {last?.Version}: {last?.Body.ToJsonString()}",
            null,
            "the outline's state");
    }

    /// <summary>GET until nothing runs any more.</summary>
    public static Task<Read> OutlineOverAsync(this StudioApi api, string id) => api.OutlineUntilAsync(id, read => read.Status != "streaming");

    /// <summary>Generates parts; the transform's id.</summary>
    public static async Task<string> GeneratePartsAsync(this StudioApi api, string id, params string[] parts) =>
        (await api.ExpectAsync(
            202, HttpMethod.Post, $"/api/outlines/{id}/generate",
            new JsonObject { ["parts"] = new JsonArray([.. parts.Select(part => (JsonNode)part)]) }.ToJsonString()))!["transformId"]!.GetValue<string>();

    /// <summary>Saves a component.</summary>
    public static Task<JsonNode?> SaveAsync(this StudioApi api, string id, string component, JsonNode value, int revision, int status = 200) => api.ExpectAsync(
        status, HttpMethod.Patch, $"/api/outlines/{id}/components/{component}", new JsonObject { ["value"] = value.DeepClone() }.ToJsonString(),
        ("If-Match", $"\"{revision}\""));

    public static JsonObject Parts(this Read read) => read.Body["parts"]!.AsObject();

    public static JsonObject ComponentsOf(this Read read) => read.Body["components"]!.AsObject();

    public static JsonNode? Component(this Read read, string name) => read.Body["components"]![name];

    public static int RevisionOf(this Read read, string name) => read.Parts()[name]!["revision"]!.GetValue<int>();
}
