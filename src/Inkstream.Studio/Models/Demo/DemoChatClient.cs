using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Inkstream.Ports;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>
/// The model that comes with the studio: writes what the feature composed, piece by piece, at a reader's pace.
/// Thread-safe.
/// </summary>
/// <param name="pace">How fast.</param>
/// <param name="time">Where the pauses come from.</param>
/// <param name="seed">A seed for each answer; null: another one each time.</param>
internal sealed class DemoChatClient(DemoPace pace, TimeProvider time, Func<int>? seed = null) : IChatClient
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> under which a prompt passes its <see cref="IDemoAnswer"/>.</summary>
    public const string AnswerKey = "inkstream.demo";

    private readonly Func<int> _seed = seed ?? (() => RandomNumberGenerator.GetInt32(int.MaxValue));

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (options?.AdditionalProperties?.TryGetValue(AnswerKey, out var value) is not true || value is not IDemoAnswer answer)
        {
            throw new ModelException(
                ModelErrors.Refused, "The demo model cannot write this. Configure a model and choose it.", retryable: false);
        }
        var random = new Random(_seed());
        var text = answer.Compose(random);
        long pieces = 0;

        await PauseAsync(pace.BeforeFirst(random), cancellationToken);
        foreach (var piece in DemoPieces.Of(text, random))
        {
            pieces++;
            yield return Update(new TextContent(piece));
            await PauseAsync(pace.After(piece, random), cancellationToken);
        }

        long asked = messages.Sum(m => DemoPieces.Of(m.Text, random).LongCount());
        var last = Update(new UsageContent(new UsageDetails
        {
            InputTokenCount = asked,
            OutputTokenCount = pieces,
            TotalTokenCount = asked + pieces,
        }));
        last.FinishReason = ChatFinishReason.Stop;
        yield return last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(ModelProviders.Demo)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return pause > TimeSpan.Zero ? Task.Delay(pause, time, cancellationToken) : Task.CompletedTask;
    }

    private static ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content]) { ModelId = ModelProviders.Demo };
}
