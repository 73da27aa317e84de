using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Inkstream.Specification.Live;

/// <summary>
/// What a client does with the events, written from contract 4 alone and strict where a client would be lenient. Knows
/// nothing of the product's code.
/// </summary>
public sealed class ReferenceFold
{
    /// <summary>The document as this client has it; null before the first event.</summary>
    public JsonObject? State { get; private set; }

    /// <summary>The id of the last event.</summary>
    public long? Id { get; private set; }

    /// <summary>The document is gone.</summary>
    public bool Deleted { get; private set; }

    /// <summary>Folds one event in; false for a comment.</summary>
    public bool Apply(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        text.ShouldEndWith("\n\n");
        string? id = null, name = null, data = null;
        foreach (var line in text[..^2].Split('\n'))
        {
            if (line.StartsWith(':'))
                continue;
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            switch (line[..colon])
            {
                case "id":
                    id = line[(colon + 2)..];
                    break;
                case "event":
                    name = line[(colon + 2)..];
                    break;
                case "data":
                    data.ShouldBeNull();
                    data = line[(colon + 2)..];
                    break;
                case var other:
                    throw new InvalidOperationException($"A field '{other}' is not in the protocol.");
            }
        }

        if (data is null)
            return false;
        Deleted.ShouldBeFalse("nothing follows 'deleted'");
        var value = JsonNode.Parse(data)!.AsObject();
        if (name == "deleted")
        {
            Deleted = true;
            return true;
        }

        var version = long.Parse(id.ShouldNotBeNull(), CultureInfo.InvariantCulture);
        if (Id is { } had)
            version.ShouldBeGreaterThan(had, "an event takes the document to a later version: " + text);
        Id = version;
        if (name is null)
            Merge(value);
        else
            Chunk(name, value);
        return true;
    }

    private void Merge(JsonObject fields)
    {
        State ??= [];
        foreach (var (name, value) in fields)
            State[name] = value?.DeepClone();
    }

    private void Chunk(string name, JsonObject data)
    {
        name.ShouldBe("chunk");
        var streaming = State.ShouldNotBeNull()["streamingData"].ShouldNotBeNull().AsObject();
        data["transformId"]!.GetValue<string>().ShouldBe(streaming["transformId"]!.GetValue<string>());
        var chunks = streaming["chunks"]!.AsArray();
        data["index"]!.GetValue<int>().ShouldBe(chunks.Count);
        foreach (var text in data["texts"]!.AsArray())
            chunks.Add(text!.DeepClone());
        streaming["progress"] = data["progress"]!.DeepClone();
        if (data.TryGetPropertyValue("draft", out var draft))
        {
            if (draft is null)
                streaming["draft"] = null;
            else
                foreach (var addition in draft.AsArray())
                    Add(streaming, addition!.AsObject());
        }

        if (data["set"] is JsonObject set)
            Merge(set);
    }

    private static void Add(JsonObject streaming, JsonObject addition)
    {
        var part = addition["part"]!.GetValue<string>();
        if (streaming["draft"] is not JsonObject draft || draft["part"]!.GetValue<string>() != part)
            streaming["draft"] = draft = new JsonObject { ["part"] = part, ["value"] = null };
        draft["value"] = Appended(draft["value"]?.DeepClone(), [.. addition["path"]!.AsArray()], addition["text"]!.GetValue<string>());
    }

    private static JsonNode Appended(JsonNode? at, ReadOnlySpan<JsonNode?> path, string text)
    {
        if (path.IsEmpty)
            return JsonValue.Create((at?.GetValue<string>() ?? "") + text);
        if (path[0]!.GetValueKind() is System.Text.Json.JsonValueKind.String)
        {
            var (members, name) = (at?.AsObject() ?? [], path[0]!.GetValue<string>());
            members[name] = Appended(members[name]?.DeepClone(), path[1..], text);
            return members;
        }

        var (items, index) = (at?.AsArray() ?? [], path[0]!.GetValue<int>());
        while (items.Count <= index)
            items.Add(null);
        items[index] = Appended(items[index]?.DeepClone(), path[1..], text);
        return items;
    }
}
