using System.Text.Json;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>
/// Checks what a person saves. The types must be right, so that every reader can rely on them; how many points or stages
/// there are, or whether a text is still empty, is the writer's business (domain, section 4, craft checks).
/// </summary>
internal static class PersonShapes
{
    private static readonly string[] CharacterTexts = ["name", "type", "description", "age", "gender", "occupation", "character_arc"];
    private static readonly string[] CharacterLists = ["personality_traits", "key_scenes"];

    /// <summary>What must change before the value can be kept.</summary>
    /// <param name="component">Whose value it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="errors">Where it is told.</param>
    /// <param name="field">What the value is called there.</param>
    /// <param name="most">The most elements of a list.</param>
    public static void Check(string component, JsonElement value, Errors errors, string field = "value", int most = Components.MostElements)
    {
        if (!JsonTexts.HasGoodNames(value))
        {
            errors.Add(field, "A name in it holds a character that cannot be kept; write it again.");
            return;
        }

        if (JsonTexts.HasNameTwice(value))
        {
            errors.Add(field, "A name is there twice in it; leave one out.");
            return;
        }

        switch (component)
        {
            case Components.Title:
                if (JsonTexts.CheckText(field, value, TextBounds.Title, errors) && Text.OrNull(value.GetString()) is null)
                    errors.Add(field, "Write a title; it cannot be blank.");
                break;
            case Components.Genre:
                JsonTexts.CheckText(field, value, TextBounds.Title, errors);
                break;
            case Components.TargetAudience:
                CheckMembers(field, value, ["demographic"], ["core_themes"], errors, most);
                break;
            case Components.Setting:
                CheckMembers(field, value, ["core_setting_summary"], ["key_scenes"], errors, most);
                break;
            case Components.Characters:
                CheckList(field, value, errors, most, (name, element, found) => CheckCharacter(name, element, found, most));
                break;
            default:
                CheckTexts(field, value, errors, most);
                break;
        }
    }

    private static void CheckCharacter(string field, JsonElement value, Errors errors, int most)
    {
        if (!CheckMembers(field, value, CharacterTexts, CharacterLists, errors, most, "relationships"))
            return;
        foreach (var required in (string[])["name", "type", "description"])
            if (!value.TryGetProperty(required, out _))
                errors.Add($"{field}.{required}", "Send a text; it may be empty.");
        if (value.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && !CharacterTypes.IsKnown(type.GetString()!))
            errors.Add($"{field}.type", $"Choose one of {string.Join(", ", CharacterTypes.All)}.");
        if (!value.TryGetProperty("relationships", out var relationships))
            return;
        if (relationships.ValueKind is not JsonValueKind.Object)
            errors.Add($"{field}.relationships", "Send an object: a name, and a text for each.");
        else
            foreach (var relationship in relationships.EnumerateObject())
                JsonTexts.CheckText($"{field}.relationships.{relationship.Name}", relationship.Value, TextBounds.Text, errors);
    }

    private static bool CheckMembers(string field, JsonElement value, string[] texts, string[] lists, Errors errors, int most, string? other = null)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(field, "Send an object.");
            return false;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (texts.Contains(member.Name, StringComparer.Ordinal))
                JsonTexts.CheckText($"{field}.{member.Name}", member.Value, TextBounds.Text, errors);
            else if (lists.Contains(member.Name, StringComparer.Ordinal))
                CheckTexts($"{field}.{member.Name}", member.Value, errors, most);
            else if (member.Name != other)
                errors.Add($"{field}.{member.Name}", "There is no such member; leave it out.");
        }

        return true;
    }

    private static void CheckTexts(string field, JsonElement value, Errors errors, int most) =>
        CheckList(field, value, errors, most, (name, element, found) => JsonTexts.CheckText(name, element, TextBounds.Text, found));

    private static void CheckList(string field, JsonElement value, Errors errors, int most, Action<string, JsonElement, Errors> check)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            errors.Add(field, "Send a list.");
            return;
        }

        if (value.GetArrayLength() > most)
            errors.Add(field, $"Send at most {most} of them.");
        var number = 0;
        foreach (var element in value.EnumerateArray())
            check($"{field}/{number++}", element, errors);
    }
}
