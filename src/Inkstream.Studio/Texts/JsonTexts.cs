using System.Text.Json;

namespace Inkstream.Studio.Texts;

/// <summary>What must be right about JSON that comes from outside before any database can keep it.</summary>
internal static class JsonTexts
{
    /// <summary>Whether every name of a member can be kept: whole characters, and no NUL, which no text in PostgreSQL has.</summary>
    public static bool HasGoodNames(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => !member.Name.Contains('\0', StringComparison.Ordinal) && HasGoodNames(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(HasGoodNames),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether an object in it has two members of one name, of which only one could be kept.</summary>
    public static bool HasNameTwice(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Count() < value.EnumerateObject().Count()
            || value.EnumerateObject().Any(member => HasNameTwice(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HasNameTwice),
        _ => false,
    };

    /// <summary>One text; false when it is none.</summary>
    public static bool CheckText(string field, JsonElement value, int most, Errors errors)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            errors.Add(field, "Send a text.");
            return false;
        }

        try
        {
            var text = value.GetString()!;
            errors.CheckLength(field, text, most);
            if (text.Contains('\0', StringComparison.Ordinal))
                errors.Add(field, "This text holds a character that cannot be kept; take the NUL out.");
            return true;
        }
        catch (InvalidOperationException)
        {
            errors.Add(field, "This text holds half a character; write it again.");
            return false;
        }
    }
}
