using Microsoft.Extensions.Logging;

namespace Inkstream.Postgres;

internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "The replica did not answer ({Why}); the primary answers for it.")]
    public static partial void ReplicaFailed(ILogger log, string why);

    [LoggerMessage(4001, LogLevel.Warning, "The listener of notifications is deaf or gone ({Why}); viewers are up to a second behind until it is back.")]
    public static partial void ListenerLost(ILogger log, string why);

    [LoggerMessage(4002, LogLevel.Information, "The listener of notifications hears.")]
    public static partial void ListenerHears(ILogger log);
}
