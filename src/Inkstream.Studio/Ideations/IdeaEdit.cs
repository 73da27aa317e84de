using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>The body of <c>PATCH /api/ideations/{id}/ideas/{artifactId}</c> (contract, section 3).</summary>
internal sealed record IdeaEdit
{
    /// <summary>The new title; needs <c>If-Match</c>.</summary>
    public string? Title { get; init; }

    /// <summary>The new body; needs <c>If-Match</c>.</summary>
    public string? Body { get; init; }

    /// <summary>Keeps the card, or no longer.</summary>
    public bool? Favourite { get; init; }

    /// <summary>Puts the card away, or brings it back.</summary>
    public bool? Dismissed { get; init; }

    /// <summary>Whether the text changes, so that <c>If-Match</c> is needed.</summary>
    internal bool ChangesText => Title is not null || Body is not null;

    /// <summary>What must change before this can be accepted, by JSON field (<c>$</c> is the whole); empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Validate()
    {
        var errors = new Errors();
        if (!ChangesText && Favourite is null && Dismissed is null)
            errors.Add("$", "Send at least one of title, body, favourite and dismissed.");
        if (Title is not null && Text.OrNull(Title) is null) errors.Add("title", "Write a title; it cannot be blank.");
        if (Body is not null && Text.OrNull(Body) is null) errors.Add("body", "Write a body; it cannot be blank.");
        errors.CheckLength("title", Title, TextBounds.Title);
        errors.CheckLength("body", Body, TextBounds.Text);
        return errors.ToDictionary();
    }
}
