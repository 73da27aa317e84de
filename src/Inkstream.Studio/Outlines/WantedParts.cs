using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Extraction;

namespace Inkstream.Studio.Outlines;

/// <summary>Which parts a request is for, and which of them are there already; or why it cannot be done.</summary>
/// <param name="Parts">What to ask the model for, in order.</param>
/// <param name="Revises">The components that get a new version.</param>
/// <param name="Note">The note of the generation that owes them.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record WantedParts(IReadOnlyList<string> Parts, IReadOnlyList<DocumentPart> Revises, string? Note, IResult? Refusal)
{
    /// <summary>Reads a request by what is there.</summary>
    public static WantedParts Of(GenerateParts asked, DocumentSnapshot document, AnswerShape shape)
    {
        var heads = ComponentData.Heads(document.Parts);
        if (asked.Mode == GenerateParts.Missing)
            return Missing(document, shape, heads);
        if (asked.Parts is not { Count: > 0 })
            return Everything(heads);

        var parts = asked.Parts.OfType<string>().ToList();

        // A component that is written as a whole has its elements in it.
        parts.RemoveAll(part => Components.ElementOf(part) is not null && parts.Contains(Components.Of(part), StringComparer.Ordinal));
        if (parts.Where(part => heads.TryGetValue(Components.Of(part), out var head) && head.Locked).ToList() is { Count: > 0 } locked)
            return Refused(Problem.Of(
                409, "part_locked", $"{string.Join(", ", locked)} is locked. Unlock it first, or leave it out.",
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["parts"] = locked }));
        if (parts.FirstOrDefault(part => !Fits(part, heads)) is { } stray)
            return Refused(Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["parts"] = [$"There is no {stray} yet: send an element that is there, or the next one."],
            }));
        return With(parts, heads, null);
    }

    private static WantedParts Missing(DocumentSnapshot document, AnswerShape shape, IReadOnlyDictionary<string, DocumentPart> heads)
    {
        // What the last generation owes is still owed, on its terms; what somebody locked meanwhile is not.
        var owed = document.Generation is { Status: TransformStatus.Failed or TransformStatus.Cancelled } last ? last.Missing(shape) : [];
        var parts = Components.All.Where(component => !heads.ContainsKey(component)).Concat(owed)
            .Where(part => Fits(part, heads) && !(heads.TryGetValue(Components.Of(part), out var head) && head.Locked)).ToList();
        return parts.Count == 0
            ? Refused(Problem.Of(409, "nothing_missing", "Everything that was asked for is there. Name the parts to write anew."))
            : With(parts, heads, owed.Count == 0 ? null : PartsParams.From(document.Generation!.Params).Note);
    }

    private static WantedParts Everything(IReadOnlyDictionary<string, DocumentPart> heads)
    {
        var parts = Components.All.Where(component => !(heads.TryGetValue(component, out var head) && head.Locked)).ToList();
        return parts.Count == 0
            ? Refused(Problem.Of(409, "part_locked", "Everything is locked. Unlock what is to be written anew."))
            : With(parts, heads, null);
    }

    private static WantedParts With(IEnumerable<string> parts, IReadOnlyDictionary<string, DocumentPart> heads, string? note)
    {
        var ordered = Components.InOrder(parts);
        return new WantedParts(
            ordered,
            [.. ordered.Select(Components.Of).Distinct(StringComparer.Ordinal).Where(heads.ContainsKey).Select(component => heads[component])],
            note,
            Refusal: null);
    }

    private static bool Fits(string part, IReadOnlyDictionary<string, DocumentPart> heads)
    {
        if (Components.ElementOf(part) is not { } element)
            return true;
        var component = Components.Of(part);
        return heads.TryGetValue(component, out var head) && ComponentData.Value(component, head.Data) is { } list
            && list.ValueKind is System.Text.Json.JsonValueKind.Array && element <= list.GetArrayLength();
    }

    private static WantedParts Refused(IResult refusal) => new([], [], null, refusal);
}
