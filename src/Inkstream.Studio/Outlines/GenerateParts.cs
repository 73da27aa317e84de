using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>The body of <c>POST /api/outlines/{id}/generate</c> (contract, section 3).</summary>
internal sealed record GenerateParts
{
    /// <summary>The one mode there is: what is not there.</summary>
    public const string Missing = "missing";

    /// <summary>Components, or elements such as <c>characters/2</c>; all components when absent or empty.</summary>
    public IReadOnlyList<string?>? Parts { get; init; }

    /// <summary><c>missing</c>: the components that are not there, and what the last generation owes.</summary>
    public string? Mode { get; init; }

    /// <summary>What the writer wants to be different.</summary>
    public string? Note { get; init; }

    /// <summary>What must change before this can be accepted, by JSON field; empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Validate()
    {
        var errors = new Errors();
        if (Mode is not (null or Missing))
            errors.Add("mode", "Choose missing, or leave mode out.");
        if (Mode == Missing && Parts is { Count: > 0 })
            errors.Add("parts", "With the mode missing, leave parts out.");
        if (Parts?.Count > Components.MostElements)
            errors.Add("parts", $"Ask for at most {Components.MostElements} parts.");
        else
            foreach (var part in (Parts ?? []).Where(part => !Components.IsPart(part)))
                errors.Add("parts", $"“{Text.Clip(part ?? "null", 40)}” is no part: send a component, or an element such as characters/2.");
        errors.CheckLength("note", Note, TextBounds.Text);
        return errors.ToDictionary();
    }
}
