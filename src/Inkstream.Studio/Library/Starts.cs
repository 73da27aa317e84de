using Inkstream.AspNetCore;
using Inkstream.Ports;

namespace Inkstream.Studio.Library;

/// <summary>What a request that starts a generation answers, whatever is generated.</summary>
internal static class Starts
{
    /// <summary>202, or why not.</summary>
    public static IResult Answer(StartResult result) => result is StartResult.Started started
        ? Results.Accepted(value: new GenerationStarted(started.TransformId))
        : Refused(result);

    /// <summary>Why nothing was started.</summary>
    public static IResult Refused(StartResult refused) => refused switch
    {
        StartResult.AlreadyRunning running => Problem.Of(
            409, "generation_running", "This is being written already. Wait for it, or stop it first.", retryable: true,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["transformId"] = running.TransformId }),
        StartResult.KeyReused => Problem.Of(422, "idempotency_key_reused", "This Idempotency-Key was used for another request. Send a new one."),
        _ => Problem.NotFound(),
    };
}

/// <summary>What <c>POST …/generate</c> answers.</summary>
internal sealed record GenerationStarted(Guid TransformId);
