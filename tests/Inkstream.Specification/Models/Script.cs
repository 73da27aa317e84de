using System.Globalization;

namespace Inkstream.Specification.Models;

/// <summary>
/// What the scripted model server does with one request. Begin with one of the static members and add to it; each
/// method changes the script and returns it. A script that holds belongs to one request.
/// </summary>
public sealed class Script
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Script()
    {
    }

    /// <summary>What <see cref="FinishAs"/> set, in OpenAI's words; null is <c>stop</c>.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>What <see cref="Usage"/> set.</summary>
    public (long Input, long Output)? TokenUsage { get; private set; }

    /// <summary>Completes when the server has sent all that comes before the hold, and stands still.</summary>
    public Task Held => _held.Task;

    internal int StatusCode { get; private set; } = 200;

    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A body of the test's own, sent as it is.</summary>
    internal (string ContentType, string Text)? OwnBody { get; private set; }

    internal (string Type, string Message) ErrorDetails { get; private set; } = ("scripted_error", "This is what the script says.");

    internal IReadOnlyList<string> DeltaList { get; private set; } = [];

    internal string? ReasoningText { get; private set; }

    internal TimeSpan DelayPerDelta { get; private set; }

    internal int? HoldIndex { get; private set; }

    internal int? CutIndex { get; private set; }

    /// <summary>Raw events, by how many deltas come before them.</summary>
    internal Dictionary<int, string> RawAfter { get; } = [];

    internal Dictionary<int, (string Type, string Message)> ErrorsAfter { get; } = [];

    internal bool IsSilent { get; private set; }

    internal bool IsWhole { get; private set; }

    internal bool SaysFinish { get; private set; } = true;

    internal bool SaysDone { get; private set; } = true;

    internal HashSet<string>? RefusedFormats { get; private set; }

    internal bool RefusesUsage { get; private set; }

    internal int RefusalStatus { get; private set; } = 400;

    internal Task Released => _released.Task;

    /// <summary>Answers with that text, as one delta unless <see cref="InDeltas"/> follows.</summary>
    public static Script Text(string text) => new() { DeltaList = [text] };

    /// <summary>Answers with exactly these deltas; half a surrogate pair is sent as such.</summary>
    public static Script Deltas(params IReadOnlyList<string> deltas) => new() { DeltaList = deltas };

    /// <summary>Answers with that status and the protocol's error body, see <see cref="Saying"/>.</summary>
    public static Script Status(int status) => new() { StatusCode = status };

    /// <summary>Answers 200 with the headers of a stream and then nothing, until the client leaves.</summary>
    public static Script Silence() => new() { IsSilent = true };

    /// <summary>Answers 200 with a web page, as captive portals and wrong addresses do.</summary>
    public static Script Html() => Body("text/html; charset=utf-8", "<!doctype html><title>Welcome</title><p>Please sign in.</p>");

    /// <summary>Answers 200 with a body of the test's own.</summary>
    public static Script Body(string contentType, string text) => new() { OwnBody = (contentType, text) };

    /// <summary>Cuts the text into deltas of that many UTF-16 units, between surrogates too.</summary>
    public Script InDeltas(int length)
    {
        var text = string.Concat(DeltaList);
        var deltas = new string[(text.Length + length - 1) / length];
        for (var i = 0; i < deltas.Length; i++)
            deltas[i] = text.Substring(i * length, Math.Min(length, text.Length - i * length));
        DeltaList = deltas;
        return this;
    }

    /// <summary>Waits that long before each delta, by the server's clock.</summary>
    public Script Every(TimeSpan delay) => With(() => DelayPerDelta = delay);

    /// <summary>Thinks before it answers.</summary>
    public Script Thinking(string text) => With(() => ReasoningText = text);

    /// <summary>Says at the end what the call used, in tokens.</summary>
    public Script Usage(long input, long output) => With(() => TokenUsage = (input, output));

    /// <summary>Why the model stopped, in OpenAI's words: <c>stop</c>, <c>length</c>, <c>content_filter</c>.</summary>
    public Script FinishAs(string reason) => With(() => FinishReason = reason);

    /// <summary>Stands still after that many deltas until <see cref="Release"/>; <see cref="Held"/> tells when it does.</summary>
    public Script HoldAfter(int deltas) => With(() => HoldIndex = deltas);

    /// <summary>Lets a script that holds go on. May be called before it holds.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Aborts the TCP connection after that many deltas.</summary>
    public Script CutAfter(int deltas) => With(() => CutIndex = deltas);

    /// <summary>Sends an error inside the stream after that many deltas, and ends it.</summary>
    public Script ErrorAfter(int deltas, string type, string message = "This is what the script says.") =>
        With(() => ErrorsAfter[deltas] = (type, message));

    /// <summary>Sends lines of the test's own after that many deltas; whole events end with a blank line.</summary>
    public Script SendAfter(int deltas, string lines) => With(() => RawAfter[deltas] = lines);

    /// <summary>Ends the stream properly as HTTP goes, but without a word that the model has finished.</summary>
    public Script NoFinish() => With(() => SaysFinish = SaysDone = false);

    /// <summary>Says why the model stopped, but leaves out the protocol's last word (<c>[DONE]</c>, <c>message_stop</c>).</summary>
    public Script NoDone() => With(() => SaysDone = false);

    /// <summary>Answers with one JSON object in place of a stream.</summary>
    public Script Whole() => With(() => IsWhole = true);

    /// <summary>
    /// Refuses requests that ask for these formats (<c>json_schema</c>, <c>json_object</c>; none named: any), and
    /// waits for the next request to answer.
    /// </summary>
    public Script RefuseResponseFormat(params string[] formats) => With(() => RefusedFormats = new(formats, StringComparer.Ordinal));

    /// <summary>Refuses requests with <c>stream_options</c>, and waits for the next request to answer.</summary>
    public Script RefuseUsage() => With(() => RefusesUsage = true);

    /// <summary>The status with which the two above refuse; 400 unless set.</summary>
    public Script RefusingWith(int status) => With(() => RefusalStatus = status);

    /// <summary>Adds a header to the answer.</summary>
    public Script Header(string name, string value) => With(() => Headers[name] = value);

    /// <summary>Asks to be left alone for that many seconds.</summary>
    public Script RetryAfter(int seconds) => Header("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Asks to be left alone until then.</summary>
    public Script RetryAfter(DateTimeOffset until) => Header("Retry-After", until.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>What the error body of <see cref="Status"/> says.</summary>
    public Script Saying(string message, string type = "scripted_error") => With(() => ErrorDetails = (type, message));

    internal bool Refuses(ModelRequest request) =>
        (RefusesUsage && request.Protocol == ModelProtocol.OpenAi && request.AsksForUsage)
        || (RefusedFormats is { } refused && request.ResponseFormat is { } format && (refused.Count == 0 || refused.Contains(format)));

    internal void IsHeld() => _held.TrySetResult();

    private Script With(Action change)
    {
        change();
        return this;
    }
}
