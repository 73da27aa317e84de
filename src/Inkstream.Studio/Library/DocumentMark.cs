using System.ComponentModel.DataAnnotations;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Library;

/// <summary>The body of <c>PATCH</c> on a whole document.</summary>
internal sealed record DocumentMark
{
    /// <summary>Marks the whole document, or no longer.</summary>
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
