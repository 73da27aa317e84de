using Microsoft.AspNetCore.Http;

namespace Inkstream.AspNetCore;

/// <summary>Says who is asking: every read and write is by owner (invariant 14).</summary>
public interface ICurrentOwner
{
    /// <summary>The id of the person behind the request.</summary>
    Guid OwnerOf(HttpContext context);
}
