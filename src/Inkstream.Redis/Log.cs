using Microsoft.Extensions.Logging;

namespace Inkstream.Redis;

internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Warning, "Redis at {Address} does not answer ({Why}); viewers are up to a second behind until it is back.")]
    public static partial void RedisLost(ILogger log, RedisAddress address, string why);

    [LoggerMessage(5001, LogLevel.Information, "Redis at {Address} answers.")]
    public static partial void RedisAnswers(ILogger log, RedisAddress address);
}
