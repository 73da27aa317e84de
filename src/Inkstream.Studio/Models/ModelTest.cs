using Inkstream.Ports;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>What came of asking a model for next to nothing.</summary>
/// <param name="Ok">Whether it answered.</param>
/// <param name="Milliseconds">Until its first word, or until it failed.</param>
/// <param name="Error">Why it did not, in the words of a generation that fails.</param>
internal sealed record ModelTest(bool Ok, long Milliseconds, ModelTestError? Error)
{
    /// <summary>How long a model may take for its first word.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>The most tokens it may write: enough for models that think first to begin with it.</summary>
    public const int MostTokens = 16;

    /// <summary>A real call, over as soon as a first word came.</summary>
    public static async Task<ModelTest> RunAsync(IChatClient model, TimeProvider time, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            var options = new ChatOptions { MaxOutputTokens = MostTokens, AdditionalProperties = new() { [DemoChatClient.AnswerKey] = new DemoWord() } };
            await foreach (var update in model.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Answer with the one word OK.")], options, either.Token))
                if (update.Text.Length > 0)
                    break;
            return new(true, Milliseconds(), null);
        }
        catch (ModelException e)
        {
            return Failed(e.Code, e.Message, e.Retryable);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(ModelErrors.Silent, $"The model said nothing for {Patience.TotalSeconds} seconds. Check that it runs, then test again.", retryable: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed(ModelErrors.ConnectionLost, "The connection to the model broke. Check its address, then test again.", retryable: true);
        }

        ModelTest Failed(string code, string message, bool retryable) => new(false, Milliseconds(), new ModelTestError(code, message, retryable));
        long Milliseconds() => (long)time.GetElapsedTime(begun).TotalMilliseconds;
    }

    private sealed class DemoWord : IDemoAnswer
    {
        public string Compose(Random random) => "OK";
    }
}

/// <summary>Why a model did not answer.</summary>
internal sealed record ModelTestError(string Code, string Message, bool Retryable);
