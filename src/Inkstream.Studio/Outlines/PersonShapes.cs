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
    public static void Check(string component, JsonElement value, Errors errors)
    {
        switch (component)
        {
            case Components.Title:
                if (Check("value", value, TextBounds.Title, errors) && Text.OrNull(value.GetString()) is null)
                    errors.Add("value", "Write a title; it cannot be blank.");
                break;
            case Components.Genre:
                Check("value", value, TextBounds.Title, errors);
                break;
            case Components.TargetAudience:
                CheckMembers("value", value, ["demographic"], ["core_themes"], errors);
                break;
            case Components.Setting:
                CheckMembers("value", value, ["core_setting_summary"], ["key_scenes"], errors);
                break;
            case Components.Characters:
                CheckList("value", value, errors, CheckCharacter);
                break;
            default:
                CheckTexts("value", value, errors);
                break;
        }
    }

    private static void CheckCharacter(string field, JsonElement value, Errors errors)
    {
        if (!CheckMembers(field, value, CharacterTexts, CharacterLists, errors, "relationships"))
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
                Check($"{field}.relationships.{relationship.Name}", relationship.Value, TextBounds.Text, errors);
    }

    private static bool CheckMembers(string field, JsonElement value, string[] texts, string[] lists, Errors errors, string? other = null)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(field, "Send an object.");
            return false;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (texts.Contains(member.Name, StringComparer.Ordinal))
                Check($"{field}.{member.Name}", member.Value, TextBounds.Text, errors);
            else if (lists.Contains(member.Name, StringComparer.Ordinal))
                CheckTexts($"{field}.{member.Name}", member.Value, errors);
            else if (member.Name != other)
                errors.Add($"{field}.{member.Name}", "There is no such member; leave it out.");
        }

        return true;
    }

    private static void CheckTexts(string field, JsonElement value, Errors errors) =>
        CheckList(field, value, errors, (name, element, found) => Check(name, element, TextBounds.Text, found));

    private static void CheckList(string field, JsonElement value, Errors errors, Action<string, JsonElement, Errors> check)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            errors.Add(field, "Send a list.");
            return;
        }

        if (value.GetArrayLength() > Components.MostElements)
            errors.Add(field, $"Send at most {Components.MostElements} of them.");
        var number = 0;
        foreach (var element in value.EnumerateArray())
            check($"{field}/{number++}", element, errors);
    }

    private static bool Check(string field, JsonElement value, int most, Errors errors)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            errors.Add(field, "Send a text.");
            return false;
        }

        try
        {
            errors.CheckLength(field, value.GetString(), most);
            return true;
        }
        catch (InvalidOperationException)
        {
            errors.Add(field, "This text holds half a character; write it again.");
            return false;
        }
    }
}
