using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Inkstream.Writing;

/// <summary>
/// One attempt of one generation: builds the prompt, calls the model, reads its stream into the outbox, and says how it
/// ended. Whatever happens, it ends the run or leaves it to a takeover; it never throws.
/// </summary>
internal sealed class RunAttempt(
    ClaimedRun run,
    RunOutbox outbox,
    IRunStore store,
    DocumentKinds kinds,
    IModels models,
    GenerationOptions options,
    TimeProvider time,
    ILogger log)
{
    private readonly UsageDetails _usage = new();

    private TokenUsage? Usage => _usage is { InputTokenCount: null, OutputTokenCount: null }
        ? null
        : new TokenUsage(_usage.InputTokenCount, _usage.OutputTokenCount);
    private GenerationSnapshot? _generation;

    /// <param name="handBack">The server is going down: the run goes back at once, to be continued elsewhere.</param>
    public async Task RunAsync(CancellationToken handBack)
    {
        try
        {
            var end = await EndOfAsync(handBack);
            if (outbox.IsPoisoned)
                end = EndOfPoisoned();
            else if (outbox.Lost.IsCancellationRequested)
                return;
            while (end is not null && !await outbox.EndAsync(end))
            {
                // Poisoned once more: not even that end can be written, and a takeover has to try.
                var other = EndOfPoisoned();
                end = end.Error == other?.Error ? null : other;
            }

            if (end is not null)
                Log.RunEnded(log, run.Lease.TransformId, end.Status.Word(), end.Error?.Code);
        }
        catch (Exception e)
        {
            // The run stays claimed and silent: the lease watch finds it without an attempt, and takes it over.
            Log.RunBroke(log, run.Lease.TransformId, e);
        }
    }

    private async Task<RunEnd?> EndOfAsync(CancellationToken handBack)
    {
        if (await store.ReadForRunAsync(run.DocumentId, CancellationToken.None) is not { Generation: { } generation } document
            || generation.TransformId != run.Lease.TransformId)
            return null;
        _generation = generation;
        Log.RunBegins(log, run.Lease.TransformId, generation.Attempt.Number, generation.Attempt.Of);
        AnswerReader? reader = null;
        try
        {
            var kind = kinds[document.Kind];
            reader = new AnswerReader(kind, document, generation, time);
            if (reader.Missing.Count == 0)
                return new RunEnd(TransformStatus.Completed, null, null, null);

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(outbox.Lost, handBack);
            await WriteAsync(kind, document, generation, reader, ended.Token);
            return EndOfAnswer(generation, reader);
        }
        catch (Exception) when (outbox.Lost.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception) when (handBack.IsCancellationRequested)
        {
            return new RunEnd(
                TransformStatus.Failed, RunErrors.Interrupted, Usage, Next(generation.Attempt.Number, RunErrors.Interrupted.Code, TimeSpan.Zero));
        }
        catch (Exception e)
        {
            Log.ModelFailed(log, run.Lease.TransformId, e);
            return EndOfFailure(generation, reader, ModelFailures.Read(e));
        }
    }

    private async Task WriteAsync(
        DocumentKind kind, DocumentSnapshot document, GenerationSnapshot generation, AnswerReader reader, CancellationToken ended)
    {
        var model = models.Find(generation.Model) ?? throw new ModelException(
            ModelErrors.NotConfigured, $"The model '{generation.Model}' is not configured any more. Choose another.", retryable: false);
        var prompt = kind.Prompt(new PromptContext(document.Params, generation.Params, [.. reader.Missing], document.Parts));
        outbox.Put(new RunPrompt(prompt.TemplateId, prompt.Text));

        var whole = new WholeCharacters();
        var length = 0;
        await foreach (var update in UpdatesAsync(model, prompt, reader, ended))
        {
            foreach (var content in update.Contents.OfType<UsageContent>())
                _usage.Add(content.Details);
            var text = whole.Take(update.Text);
            if (text.Length == 0)
                continue;
            length += text.Length;
            if (length > WritingBounds.Answer)
                throw new ModelException(ModelErrors.AnswerTooLong, "The model's answer was far too long, and was cut off.", retryable: true);
            await outbox.PutAsync(text, reader.Read(text), ended);
        }

        var rest = whole.Rest();
        var last = rest.Length == 0 ? [] : reader.Read(rest);
        await outbox.PutAsync(rest, [.. last, .. reader.Complete()], ended);
    }

    /// <summary>
    /// The model's updates, each waited for no longer than the idle time-out. Once all parts are there the rest is a
    /// courtesy (usage mostly): it ends quietly after <see cref="WritingBounds.Tail"/>.
    /// </summary>
    private async IAsyncEnumerable<ChatResponseUpdate> UpdatesAsync(
        IChatClient model, Prompt prompt, AnswerReader reader, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ended)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ended);
        await using var updates = model.GetStreamingResponseAsync(prompt.Messages, prompt.Options, either.Token).GetAsyncEnumerator(either.Token);
        var inTail = false;
        while (true)
        {
            if (!inTail)
            {
                inTail = reader.Missing.Count == 0;
                patience.CancelAfter(inTail ? WritingBounds.Tail : options.IdleTimeout);
            }

            try
            {
                if (!await updates.MoveNextAsync())
                    yield break;
            }
            catch (Exception) when (inTail && !ended.IsCancellationRequested)
            {
                yield break;
            }
            catch (Exception e) when (patience.IsCancellationRequested && !ended.IsCancellationRequested)
            {
                throw ModelFailures.Silent(e);
            }

            // How long our own commit takes is not the model's silence.
            if (!inTail)
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return updates.Current;
        }
    }

    private RunEnd EndOfAnswer(GenerationSnapshot generation, AnswerReader reader)
    {
        if (reader.Missing.Count == 0)
            return new RunEnd(TransformStatus.Completed, null, Usage, null);
        var error = reader.Any || generation.FinishedRoles.Count > 0 ? RunErrors.IncompleteAnswer : RunErrors.UnreadableAnswer;
        return new RunEnd(TransformStatus.Failed, error, Usage, NextAfter(generation, error, TimeSpan.Zero));
    }

    private RunEnd EndOfFailure(GenerationSnapshot generation, AnswerReader? reader, ModelException failure)
    {
        var error = failure.Error();
        if (reader is { Missing.Count: 0 })
            return new RunEnd(TransformStatus.Completed, null, Usage, null);
        return new RunEnd(
            TransformStatus.Failed,
            error,
            Usage,
            error.Retryable ? NextAfter(generation, error, ModelFailures.Backoff(generation.Attempt.Number, failure.RetryAfter)) : null);
    }

    /// <summary>The database refused something of the answer for good: the attempt failed inside the studio.</summary>
    private RunEnd? EndOfPoisoned() => _generation is null
        ? null
        : EndOfFailure(_generation, reader: null, new ModelException(RunErrors.InternalCode, RunErrors.Internal.Message, RunErrors.Internal.Retryable));

    private NextAttempt? NextAfter(GenerationSnapshot generation, RunError error, TimeSpan wait) =>
        generation.Attempt.Number < generation.Attempt.Of ? Next(generation.Attempt.Number + 1, error.Code, wait) : null;

    private NextAttempt Next(int number, string reason, TimeSpan wait) => new(Ids.New(time), number, reason, wait);
}
