namespace Inkstream.Documents;

/// <summary>Ids are UUIDv7 (contract 3): their order is roughly the order of creation.</summary>
public static class Ids
{
    /// <summary>A new id, stamped by <paramref name="time"/>.</summary>
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
