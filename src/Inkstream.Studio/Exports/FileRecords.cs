using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inkstream.Documents;

namespace Inkstream.Studio.Exports;

/// <summary>How a file of ours is written and read: for people's eyes too, and with nothing in it that we do not know.</summary>
internal static class FileJson
{
    /// <summary>How deep a file may nest: ours has less than half of it.</summary>
    public const int MostDepth = 24;

    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new(FieldSet.Json)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        PropertyNameCaseInsensitive = false,
        MaxDepth = MostDepth,
    };

    /// <summary>The file.</summary>
    public static byte[] Write<T>(T file) => [.. JsonSerializer.SerializeToUtf8Bytes(file, Options), (byte)'\n'];
}

/// <summary>A text.</summary>
internal sealed record FileArtifact
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As it is kept, but for ids.</summary>
    public required JsonElement Data { get; init; }
}

/// <summary>Who made what of what. Of what made a document's source, only that it did.</summary>
/// <typeparam name="TParams">What the kind keeps of a generation.</typeparam>
internal sealed record FileTransform<TParams>
    where TParams : class
{
    public required string Id { get; init; }

    /// <summary><c>model</c> or <c>person</c>.</summary>
    public required string By { get; init; }

    /// <summary><c>completed</c>, <c>failed</c> or <c>cancelled</c>. What was under way is cancelled: it never goes on from a file.</summary>
    public required string Status { get; init; }

    public string? Model { get; init; }

    /// <summary>The generation, from 1; absent for a person's, and for what made the source.</summary>
    public int? Round { get; init; }

    public bool? Replaces { get; init; }

    public int? Attempt { get; init; }

    public int? Attempts { get; init; }

    public string? Reason { get; init; }

    public string? RetryOf { get; init; }

    public TParams? Params { get; init; }

    public IReadOnlyList<string>? Asked { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FirstWordAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public TokenUsage? Usage { get; init; }

    public RunError? Error { get; init; }

    public IReadOnlyList<FileEdge> Inputs { get; init; } = [];

    public IReadOnlyList<FileEdge> Outputs { get; init; } = [];

    public string? Prompt { get; init; }

    public string? Text { get; init; }
}

/// <summary>An artifact that a transform took in or gave.</summary>
internal sealed record FileEdge
{
    public required string Artifact { get; init; }

    public required string Role { get; init; }
}

/// <summary>A part as it stands. Marks are there when they are set.</summary>
internal sealed record FilePart
{
    public required string Part { get; init; }

    /// <summary>Its first artifact.</summary>
    public required string Artifact { get; init; }

    /// <summary>The one that stands.</summary>
    public required string Current { get; init; }

    public required int Revision { get; init; }

    public int? Round { get; init; }

    /// <summary>What the current version was made from.</summary>
    public string? Source { get; init; }

    public bool? Favourite { get; init; }

    public bool? Dismissed { get; init; }

    public bool? Retired { get; init; }

    public bool? Locked { get; init; }

    public bool? OutOfDate { get; init; }
}
