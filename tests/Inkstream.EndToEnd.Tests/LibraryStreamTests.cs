using System.Globalization;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary><c>GET /api/stream/library</c> tells what was added, changed and removed, and resumes (contract 4).</summary>
public sealed class LibraryStreamTests(ScriptedStudio studio) : ScriptedStudioTests<ScriptedStudio>(studio)
{
    private const string Stream = "/api/stream/library";

    [Fact]
    public async Task What_is_added_changed_and_removed_is_told_and_the_folded_list_is_the_list()
    {
        using var stream = new SseLines(await Api.OpenAsync(Stream));
        var library = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        await FoldAsync(stream, library, () => true);

        var script = Model.Enqueue(Script.Text(Answers.Of(2, "库")).HoldAfter(0));
        var (id, _) = await Api.CreateAsync(2, userInput: "图书馆里的灯");
        await NextRequestAsync();
        await FoldAsync(stream, library, () => library.ContainsKey(id));
        library[id]["status"]!.GetValue<string>().ShouldBe("streaming");
        script.Release();
        await FoldAsync(stream, library, () => library[id]["status"]!.GetValue<string>() == "completed");
        library[id]["ideaCount"]!.GetValue<int>().ShouldBe(2);
        await SameAsListAsync(library);

        await Api.ExpectAsync(204, HttpMethod.Delete, $"/api/ideations/{id}");
        await FoldAsync(stream, library, () => !library.ContainsKey(id));
        await SameAsListAsync(library);
    }

    [Fact]
    public async Task Who_comes_back_gets_exactly_what_was_missed()
    {
        var gone = await FinishedAsync(1, "走");
        string last;
        using (var before = new SseLines(await Api.OpenAsync(Stream)))
            last = (await before.EventAsync())!.Value.Id!;

        var added = await FinishedAsync(1, "来");
        await Api.ExpectAsync(204, HttpMethod.Delete, $"/api/ideations/{gone.Body["id"]!.GetValue<string>()}");

        using var back = new SseLines(await Api.OpenAsync(Stream, last));
        var missed = (await back.EventAsync())!.Value;
        long.Parse(missed.Id!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(long.Parse(last, CultureInfo.InvariantCulture));
        missed.Data["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ShouldBe([added.Body["id"]!.GetValue<string>()]);
        missed.Data["removed"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([gone.Body["id"]!.GetValue<string>()]);

        using var again = new SseLines(await Api.OpenAsync(Stream, missed.Id));
        (await again.LineAsync())!.ShouldStartWith(":");
    }

    private static async Task FoldAsync(SseLines stream, Dictionary<string, JsonObject> library, Func<bool> isSo)
    {
        do
        {
            var (_, name, data) = (await stream.EventAsync())!.Value;
            name.ShouldBeNull();
            foreach (var item in data["items"]!.AsArray())
                library[item!["id"]!.GetValue<string>()] = item.AsObject();
            foreach (var id in data["removed"]!.AsArray())
                library.Remove(id!.GetValue<string>());
        }
        while (!isSo());
    }

    private async Task SameAsListAsync(Dictionary<string, JsonObject> library)
    {
        var list = (await Api.ExpectAsync(200, HttpMethod.Get, "/api/ideations"))!["items"]!.AsArray();
        list.Select(item => Canonical.Json(item!)).ShouldBe(library.OrderByDescending(pair => pair.Key, StringComparer.Ordinal).Select(pair => Canonical.Json(pair.Value)));
    }
}
