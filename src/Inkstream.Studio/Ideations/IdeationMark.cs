using System.ComponentModel.DataAnnotations;

namespace Inkstream.Studio.Ideations;

/// <summary>The body of <c>PATCH /api/ideations/{id}</c>.</summary>
internal sealed record IdeationMark
{
    /// <summary>Marks the whole ideation, or no longer.</summary>
    [Required]
    public bool? Favourite { get; init; }

    /// <summary>What must change before this can be accepted, by JSON field; empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Validate()
    {
        var errors = new Errors();
        if (Favourite is null) errors.Add("favourite", "Send true or false.");
        return errors.ToDictionary();
    }
}
