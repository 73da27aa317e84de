using Microsoft.Extensions.Logging;

namespace Inkstream.Live;

/// <summary>All messages of Live.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Warning, "Live could not read the database and tries again")]
    public static partial void ReadFailed(ILogger log, Exception exception);

    [LoggerMessage(201, LogLevel.Error, "Document {DocumentId} could not be shown; its viewers are closed")]
    public static partial void FeedBroke(ILogger log, Guid documentId, Exception exception);
}
