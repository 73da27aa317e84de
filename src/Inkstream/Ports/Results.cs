using Inkstream.Documents;

namespace Inkstream.Ports;

/// <summary>What came of asking for a new document or generation.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>It was created now, or earlier under the same <c>Idempotency-Key</c>.</summary>
    public sealed record Started(Guid DocumentId, Guid TransformId) : StartResult;

    /// <summary>The document already generates (409 <c>generation_running</c>).</summary>
    public sealed record AlreadyRunning(Guid TransformId) : StartResult;

    /// <summary>There is no such document of this person.</summary>
    public sealed record NotFound : StartResult;

    /// <summary>The <c>Idempotency-Key</c> was used for something else (422).</summary>
    public sealed record KeyReused : StartResult;
}

/// <summary>What came of an edit by a person.</summary>
public abstract record EditResult
{
    private EditResult()
    {
    }

    /// <summary>A new version stands.</summary>
    public sealed record Edited(DocumentPart Part) : EditResult;

    /// <summary>Somebody else's newer version stands (412).</summary>
    public sealed record Outdated(DocumentPart Current) : EditResult;

    /// <summary>There is no such part of this person.</summary>
    public sealed record NotFound : EditResult;
}

/// <summary>What came of one run's share of a commit.</summary>
public abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>It is committed now.</summary>
    /// <param name="DocumentId">The document it belongs to.</param>
    /// <param name="OwnerId">Whose document.</param>
    /// <param name="Before">The document's version before.</param>
    /// <param name="After">The document's version after.</param>
    /// <param name="ChunkIndex">The index its text got; null when it had none.</param>
    public sealed record Committed(Guid DocumentId, Guid OwnerId, DocumentVersion Before, DocumentVersion After, int? ChunkIndex) : RunOutcome;

    /// <summary>It was committed before: the answer to that commit was lost (invariant 3).</summary>
    public sealed record Repeated(Guid DocumentId, Guid OwnerId) : RunOutcome;

    /// <summary>The run is not the writer's any more: stopped, taken over or deleted.</summary>
    public sealed record Lost : RunOutcome;

    /// <summary>Somebody else holds the run's rows for now: nothing of it was written, and the same batch is to be tried again (invariant 8).</summary>
    public sealed record Held : RunOutcome;

    /// <summary>The database will never take it; the run must end without.</summary>
    public sealed record Poisoned(string Reason) : RunOutcome;
}
