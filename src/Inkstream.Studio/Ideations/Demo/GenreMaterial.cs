namespace Inkstream.Studio.Ideations.Demo;

/// <summary>What the demo knows about one genre type.</summary>
/// <param name="Path">Its path: <c>女频/爱情类/甜宠</c>.</param>
internal sealed record GenreMaterial(string Path)
{
    /// <summary>What this genre makes of another genre's lead, in a few words.</summary>
    public IList<Aside> Asides { get; } = [];

    /// <summary>Its own stories.</summary>
    public IList<Premise> Premises { get; } = [];
}

/// <summary>A few words about a lead that bring in a second genre.</summary>
/// <param name="Text">They stand after the lead's name.</param>
/// <param name="Lead"><c>f</c> or <c>m</c> when they fit only one; else a blank.</param>
internal sealed record Aside(string Text, char Lead)
{
    /// <summary>Whether the words can be said of that lead.</summary>
    public bool Fits(Premise premise) => Lead == ' ' || (Lead == 'f') == premise.FemaleLead;
}
