using System.Text.Json;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>The body of <c>PATCH /api/outlines/{id}/components/{component}</c> (contract, section 3).</summary>
internal sealed record ComponentEdit
{
    /// <summary>The new value, in the component's shape; needs <c>If-Match</c>.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Keeps every generation from changing it, or no longer.</summary>
    public bool? Locked { get; init; }

    /// <summary>What must change before this can be accepted, by JSON field (<c>$</c> is the whole); empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Validate(string component)
    {
        var errors = new Errors();
        if (Value is null && Locked is null)
            errors.Add("$", "Send a value, or locked.");
        if (Value is { } value)
            PersonShapes.Check(component, value, errors);
        return errors.ToDictionary();
    }
}
