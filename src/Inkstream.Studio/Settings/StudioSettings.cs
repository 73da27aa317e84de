using System.Globalization;
using Inkstream.Postgres;
using Inkstream.Redis;
using Inkstream.Studio.Models;

namespace Inkstream.Studio.Settings;

/// <summary>The settings of contract 2 that are not the models' own. Read by hand, so that a mistake is one plain line.</summary>
internal sealed class StudioSettings
{
    /// <summary><c>Storage:Path</c>.</summary>
    public required string StoragePath { get; init; }

    /// <summary>PostgreSQL, where <c>Storage:Provider</c> says so; null for SQLite.</summary>
    public PostgresStoreOptions? Postgres { get; init; }

    /// <summary>Redis, where <c>Signals:Provider</c> says so; null for the store's own signal.</summary>
    public RedisSignalOptions? Redis { get; init; }

    /// <summary><c>Generation:Parallel</c>.</summary>
    public required int Parallel { get; init; }

    /// <summary><c>Generation:Lease</c>.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary><c>Generation:MaxRetries</c>.</summary>
    public required int MaxRetries { get; init; }

    /// <summary><c>Chunks:GracePeriod</c>.</summary>
    public required TimeSpan GracePeriod { get; init; }

    /// <summary>Reads and judges all settings.</summary>
    /// <exception cref="SettingException">The first that is wrong.</exception>
    public static StudioSettings Read(IConfiguration configuration)
    {
        var storage = OneOf(configuration, "Storage:Provider", "sqlite", ["sqlite", "postgres"]);
        var signals = OneOf(configuration, "Signals:Provider", "auto", ["auto", "redis"]);
        if (signals == "redis" && storage == "sqlite")
            throw new SettingException("Signals:Provider is 'redis', which is for many servers: with Storage:Provider sqlite there is one, and it takes auto.");
        OneOf(configuration, "Access:Mode", "local", ["local"], later: "accounts");
        if (ModelsOptions.Validate(ModelsOptions.From(configuration)) is [var first, ..])
            throw new SettingException(first);
        return new StudioSettings
        {
            StoragePath = configuration["Storage:Path"] is { Length: > 0 } path ? path : "./data",
            Postgres = storage == "postgres" ? ReadPostgres(configuration, notifies: signals == "auto") : null,
            Redis = signals == "redis" ? ReadRedis(configuration) : null,
            Parallel = Number(configuration, "Generation:Parallel", 32, 1, 10_000),
            Lease = Time(configuration, "Generation:Lease", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100)),
            MaxRetries = Number(configuration, "Generation:MaxRetries", 2, 0, 20),
            GracePeriod = Time(configuration, "Chunks:GracePeriod", TimeSpan.FromHours(1), TimeSpan.Zero),
        };
    }

    // The address holds a password, so it is not said again.
    private static RedisSignalOptions ReadRedis(IConfiguration configuration) => new()
    {
        Address = RedisAddress.Read(configuration["Signals:Redis"] ?? "")
            ?? throw new SettingException("Signals:Redis is missing or cannot be read: it takes redis://[user:password@]host:port, or rediss:// for TLS."),
    };

    private static PostgresStoreOptions ReadPostgres(IConfiguration configuration, bool notifies) => new()
    {
        Notifies = notifies,
        ConnectionString = ConnectionString(configuration, "Storage:ConnectionString")
            ?? throw new SettingException("Storage:ConnectionString is missing: with Storage:Provider postgres it takes a connection string such as Host=db;Database=inkstream;Username=inkstream;Password=…"),
        ReadConnectionString = ConnectionString(configuration, "Storage:ReadConnectionString"),
    };

    private static string? ConnectionString(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return null;

        // What Npgsql says of a bad one may quote it, and it holds a password.
        return PostgresStoreOptions.IsConnectionString(text)
            ? text
            : throw new SettingException($"{key} cannot be read: it takes a connection string such as Host=db;Database=inkstream;Username=inkstream;Password=…");
    }

    private static string OneOf(IConfiguration configuration, string key, string fallback, string[] takes, string? later = null)
    {
        var value = configuration[key] is { Length: > 0 } set ? set : fallback;
        if (takes.FirstOrDefault(word => string.Equals(word, value, StringComparison.OrdinalIgnoreCase)) is { } taken)
            return taken;
        throw new SettingException(later is not null && string.Equals(value, later, StringComparison.OrdinalIgnoreCase)
            ? $"{key} is '{value}': this version takes {string.Join(" or ", takes)} only; '{later}' comes with a later one."
            : $"{key} is '{value}': it takes {string.Join(" or ", takes)}.");
    }

    private static int Number(IConfiguration configuration, string key, int fallback, int least, int most)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SettingException($"{key} is '{text}': it takes a whole number from {least} to {most}.");
    }

    private static TimeSpan Time(IConfiguration configuration, string key, TimeSpan fallback, TimeSpan least)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return fallback;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= least
            ? time
            : throw new SettingException($"{key} is '{text}': it takes a time such as {fallback:c}, {least:c} at the least.");
    }
}
