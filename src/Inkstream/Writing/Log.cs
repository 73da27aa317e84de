using Microsoft.Extensions.Logging;

namespace Inkstream.Writing;

/// <summary>All messages of writing. None holds a prompt or a text.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "A commit went unanswered; attempt {Attempt} follows")]
    public static partial void CommitRetried(ILogger log, int attempt, Exception? exception);

    [LoggerMessage(101, LogLevel.Error, "A commit failed for good; its runs will be taken over")]
    public static partial void CommitFailed(ILogger log, Exception exception);

    [LoggerMessage(102, LogLevel.Error, "Run {TransformId} was refused by the database: {Reason}")]
    public static partial void RunPoisoned(ILogger log, Guid transformId, string reason);

    [LoggerMessage(110, LogLevel.Debug, "Run {TransformId} begins, attempt {Attempt} of {Of}")]
    public static partial void RunBegins(ILogger log, Guid transformId, int attempt, int of);

    [LoggerMessage(111, LogLevel.Information, "Run {TransformId} ended as {Status} ({Code})")]
    public static partial void RunEnded(ILogger log, Guid transformId, string status, string? code);

    [LoggerMessage(112, LogLevel.Error, "Run {TransformId} failed inside the studio")]
    public static partial void RunBroke(ILogger log, Guid transformId, Exception exception);

    [LoggerMessage(113, LogLevel.Warning, "The model call of run {TransformId} failed")]
    public static partial void ModelFailed(ILogger log, Guid transformId, Exception exception);

    [LoggerMessage(120, LogLevel.Warning, "Run {TransformId} was left by a dead worker and is taken over")]
    public static partial void TakenOver(ILogger log, Guid transformId);

    [LoggerMessage(121, LogLevel.Warning, "{Loop} could not reach the database and goes on")]
    public static partial void LoopStumbled(ILogger log, string loop, Exception exception);

    [LoggerMessage(122, LogLevel.Debug, "Swept the chunks of {Count} transforms")]
    public static partial void Swept(ILogger log, int count);
}
