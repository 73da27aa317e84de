using System.Globalization;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>What a kind of document lets its writers do, for the suite that folds whatever they do.</summary>
internal interface IFoldSubject
{
    string Kind { get; }

    Task<string> CreateAsync();

    Task<Read> ReadAsync(string id);

    /// <summary>An edit or a mark somewhere, if there is anything to edit.</summary>
    Task EditAsync(string id, Read read);

    /// <summary>Another generation of some sort.</summary>
    Task GenerateAsync(string id, Read over);
}

/// <summary>Rounds of idea cards.</summary>
internal sealed class IdeationSubject(StudioApi api, Random dice) : IFoldSubject
{
    public string Kind => "ideation";

    public async Task<string> CreateAsync() => (await api.CreateAsync(dice.Next(1, 5))).Id;

    public Task<Read> ReadAsync(string id) => api.ReadAsync(id);

    public async Task EditAsync(string id, Read read)
    {
        if (read.Ideas.Count == 0)
            return;
        var idea = read.Ideas[dice.Next(read.Ideas.Count)]!;
        var path = $"/api/ideations/{id}/ideas/{idea["artifactId"]!.GetValue<string>()}";
        using var response = dice.Next(3) switch
        {
            0 => await api.SendAsync(HttpMethod.Patch, path, """{"favourite":true}"""),
            1 => await api.SendAsync(HttpMethod.Patch, path, dice.Next(2) == 0 ? """{"dismissed":true}""" : """{"dismissed":false,"favourite":false}"""),
            _ => await api.SendAsync(
                HttpMethod.Patch, path,
                new JsonObject { ["body"] = string.Create(CultureInfo.InvariantCulture, $"改写 {dice.Next()} 👍") }.ToJsonString(),
                ("If-Match", $"\"{idea["revision"]!.GetValue<int>()}\"")),
        };

        // A regeneration may have retired it meanwhile.
        ((int)response.StatusCode).ShouldBeOneOf(200, 404, 412);
    }

    public async Task GenerateAsync(string id, Read over)
    {
        var mode = over.Missing.Count > 0 && dice.Next(2) == 0 ? "missing" : dice.Next(2) == 0 ? "more" : "regenerate";
        await api.GenerateAsync(id, mode, mode == "missing" ? null : dice.Next(1, 5));
    }
}

/// <summary>Components of an outline, whose idea is edited too.</summary>
internal sealed class OutlineSubject(StudioApi api, Random dice) : IFoldSubject
{
    private static readonly string[] Parts = [.. OutlineApi.Components, "characters/0", "characters/2", "synopsis_stages/3", "selling_points/1"];

    private string _ideation = "";
    private string _idea = "";

    public string Kind => "outline";

    public async Task<string> CreateAsync()
    {
        Read ideas;
        do
        {
            (_ideation, _) = await api.CreateAsync(2);
            ideas = await api.ReadOverAsync(_ideation);
        }
        while (ideas.Ideas.Count == 0);
        _idea = ideas.ArtifactIds[0];
        return (await api.CreateOutlineAsync(_idea)).Id;
    }

    public Task<Read> ReadAsync(string id) => api.ReadOutlineAsync(id);

    public async Task EditAsync(string id, Read read)
    {
        if (dice.Next(6) == 0)
        {
            var idea = (await api.ReadAsync(_ideation)).Ideas[0]!;
            await api.ExpectAsync(
                200, HttpMethod.Patch, $"/api/ideations/{_ideation}/ideas/{_idea}",
                new JsonObject { ["body"] = string.Create(CultureInfo.InvariantCulture, $"新的故事 {dice.Next()}") }.ToJsonString(),
                ("If-Match", $"\"{idea["revision"]!.GetValue<int>()}\""));
            return;
        }

        var there = read.ComponentsOf().Select(member => member.Key).ToList();
        if (there.Count == 0)
            return;
        var component = there[dice.Next(there.Count)];
        var path = $"/api/outlines/{id}/components/{component}";
        using var response = dice.Next(4) == 0
            ? await api.SendAsync(HttpMethod.Patch, path, dice.Next(3) == 0 ? """{"locked":true}""" : """{"locked":false}""")
            : await api.SendAsync(
                HttpMethod.Patch, path,
                new JsonObject { ["value"] = OutlineText.Value(component, string.Create(CultureInfo.InvariantCulture, $"手{dice.Next()}👍")) }.ToJsonString(),
                ("If-Match", $"\"{read.RevisionOf(component)}\""));
        ((int)response.StatusCode).ShouldBeOneOf(200, 412);
    }

    public async Task GenerateAsync(string id, Read over)
    {
        var parts = new JsonArray([.. Parts.Where(_ => dice.Next(3) == 0).Select(part => (JsonNode)part)]);
        using var response = await api.SendAsync(
            HttpMethod.Post, $"/api/outlines/{id}/generate",
            over.Missing.Count > 0 && dice.Next(2) == 0 ? """{"mode":"missing"}""" : new JsonObject { ["parts"] = parts }.ToJsonString());

        // What is locked, or not there yet, cannot be asked for by name.
        ((int)response.StatusCode).ShouldBeOneOf(202, 400, 409);
    }
}
