namespace Inkstream.Extraction;

/// <summary>Where the parts of an answer lie in the model's JSON, and what each is called (contract, section 3).</summary>
public abstract class AnswerShape
{
    private protected AnswerShape()
    {
    }

    /// <summary>The part that a value found at <paramref name="place"/> would be, or null when nobody waits for it.</summary>
    /// <param name="place">Where the extractor found the value.</param>
    /// <param name="missing">The parts that were asked for and are not there yet, in the order they were asked for.</param>
    public abstract string? PartAt(PartPlace place, IReadOnlyList<string> missing);

    /// <summary>The role under which a transform outputs a part's artifact: <c>idea_4</c> for <c>ideas/4</c>.</summary>
    public abstract string RoleOf(string part);

    /// <summary>The part that stands behind an output role; the role itself when it follows no rule.</summary>
    public abstract string PartOf(string role);
}

/// <summary>
/// A list: <c>{"ideas": [ … ]}</c>, or a bare array. Each element is one part. The parts are numbered in the order in
/// which they are accepted, so a dropped repeat leaves no hole.
/// </summary>
public sealed class ListShape(string member, string rolePrefix) : AnswerShape
{
    /// <summary>The member that holds the list, and the first segment of every part's name: <c>ideas</c>.</summary>
    public string Member { get; } = member;

    /// <inheritdoc/>
    public override string? PartAt(PartPlace place, IReadOnlyList<string> missing) => missing.Count > 0 ? missing[0] : null;

    /// <inheritdoc/>
    public override string RoleOf(string part) => $"{rolePrefix}_{part[(part.IndexOf('/', StringComparison.Ordinal) + 1)..]}";

    /// <inheritdoc/>
    public override string PartOf(string role) =>
        role.StartsWith(rolePrefix + "_", StringComparison.Ordinal) ? $"{Member}/{role[(rolePrefix.Length + 1)..]}" : role;
}

/// <summary>An object whose members are the parts: <c>{"title": …, "characters/2": …}</c>.</summary>
public sealed class MembersShape : AnswerShape
{
    /// <inheritdoc/>
    public override string? PartAt(PartPlace place, IReadOnlyList<string> missing) =>
        place.Member is { } member && missing.Contains(member, StringComparer.Ordinal) ? member : null;

    /// <inheritdoc/>
    public override string RoleOf(string part) => part;

    /// <inheritdoc/>
    public override string PartOf(string role) => role;
}

/// <summary>Where a value was found in the answer.</summary>
/// <param name="Ordinal">Its number among all the candidates of this answer, from 0.</param>
/// <param name="Member">The member's name when the shape is <see cref="MembersShape"/>; else null.</param>
public readonly record struct PartPlace(int Ordinal, string? Member);
