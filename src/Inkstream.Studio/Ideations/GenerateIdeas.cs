using System.ComponentModel.DataAnnotations;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>The body of <c>POST /api/ideations/{id}/generate</c> (contract, section 3).</summary>
internal sealed record GenerateIdeas
{
    /// <summary>One of <see cref="GenerationModes"/>.</summary>
    [Required]
    public string? Mode { get; init; }

    /// <summary>The card to start from, or the one that is to get a new title: its artifact id.</summary>
    public Guid? BasedOn { get; init; }

    /// <summary>What the writer wants to be different.</summary>
    public string? Note { get; init; }

    /// <summary>How many cards, 1–12; when absent, as many as the document was made for.</summary>
    public int? Count { get; init; }

    /// <summary>What must change before this can be accepted, by JSON field; empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Validate()
    {
        var errors = new Errors();
        if (!GenerationModes.IsKnown(Mode)) errors.Add("mode", "Choose regenerate, more, missing or title.");
        if (Mode == GenerationModes.Title && BasedOn is null) errors.Add("basedOn", "Say which idea is to get a new title: send its artifactId.");
        if (Mode == GenerationModes.Title && Count is not null) errors.Add("count", "A new title is for one idea; leave count out.");
        errors.CheckLength("note", Note, TextBounds.Text);
        errors.CheckCount(Count);
        return errors.ToDictionary();
    }
}
