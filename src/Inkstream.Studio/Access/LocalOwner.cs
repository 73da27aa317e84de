using Inkstream.AspNetCore;

namespace Inkstream.Studio.Access;

/// <summary>Local mode: one writer, no sign-in (contract 2, <c>Access:Mode</c>).</summary>
internal sealed class LocalOwner : ICurrentOwner
{
    /// <summary>The writer's id, the same in every local studio.</summary>
    public static Guid Id { get; } = Guid.Parse("01900000-0000-7000-8000-000000000001");

    /// <inheritdoc/>
    public Guid OwnerOf(HttpContext context) => Id;
}
