namespace Inkstream.Ports;

/// <summary>People's own prompts. Versions never change; what a prompt says when nobody edited it is no matter of the store.</summary>
public interface IPromptStore
{
    /// <summary>The newest version of each prompt that the person ever edited.</summary>
    Task<IReadOnlyList<PromptVersion>> CurrentAsync(Guid ownerId, CancellationToken cancel);

    /// <summary>The newest version of one; null when the person never edited it.</summary>
    Task<PromptVersion?> CurrentAsync(Guid ownerId, string name, CancellationToken cancel);

    /// <summary>Its versions, the newest first, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<PromptVersion>> VersionsAsync(Guid ownerId, string name, int most, CancellationToken cancel);

    /// <summary>Adds a version, unless there is a newer one than the person saw.</summary>
    /// <param name="ownerId">Who edits.</param>
    /// <param name="name">The prompt.</param>
    /// <param name="seen">The version that the person saw; 0 when there was none.</param>
    /// <param name="text">What it says from now on; null for what is built in.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The new version; null when there is a newer one than was seen.</returns>
    Task<PromptVersion?> SaveAsync(Guid ownerId, string name, int seen, string? text, CancellationToken cancel);
}

/// <summary>A version of a person's prompt.</summary>
/// <param name="Name">The prompt.</param>
/// <param name="Version">Counts from 1.</param>
/// <param name="Text">What it says; null for what is built in.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record PromptVersion(string Name, int Version, string? Text, DateTimeOffset CreatedAt);
