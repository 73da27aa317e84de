namespace Inkstream.Redis;

/// <summary>Redis answered with an error, or not as Redis does. The message holds no password.</summary>
public sealed class RedisRefusedException(string message, Exception? inner = null) : Exception(message, inner);
