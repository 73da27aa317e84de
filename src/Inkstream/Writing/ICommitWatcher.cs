using Inkstream.Ports;

namespace Inkstream.Writing;

/// <summary>Is told what this server has just committed, so that its own words need no second read.</summary>
public interface ICommitWatcher
{
    /// <summary>A batch was committed. Called in commit order for each run; must be quick and never throw.</summary>
    void Committed(RunBatch batch, RunOutcome.Committed outcome);

    /// <summary>A document moved, in a way that only a read tells.</summary>
    void Moved(Guid documentId, Guid ownerId);
}
