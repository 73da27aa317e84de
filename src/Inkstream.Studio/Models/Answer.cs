using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>What both protocols' readers gather of one answer besides its text. Not thread-safe.</summary>
internal sealed class Answer
{
    private readonly WholeCharacters _characters = new();
    private readonly UsageDetails _usage = new();

    /// <summary>Why the model stopped; null while it has not.</summary>
    public ChatFinishReason? Finish { get; set; }

    /// <summary>The provider's id of the model that answered.</summary>
    public string? Model { get; set; }

    /// <summary>
    /// An update with that text, or without any: what a model thinks or a server sends to show that it lives is no
    /// part of the answer, but it is no silence either.
    /// </summary>
    public ChatResponseUpdate Update(string? delta)
    {
        var text = delta is null ? "" : _characters.Add(delta);
        return text.Length == 0 ? Make() : Make(new TextContent(text));
    }

    /// <summary>The later counts replace the earlier: servers send running totals.</summary>
    public void Count(long? input, long? output, long? cached = null, long? reasoning = null)
    {
        _usage.InputTokenCount = input ?? _usage.InputTokenCount;
        _usage.OutputTokenCount = output ?? _usage.OutputTokenCount;
        _usage.CachedInputTokenCount = cached ?? _usage.CachedInputTokenCount;
        _usage.ReasoningTokenCount = reasoning ?? _usage.ReasoningTokenCount;
    }

    /// <summary>The last update: what is left of the text, the usage when it is known, and why the model stopped.</summary>
    public ChatResponseUpdate End()
    {
        var last = Make();
        if (_characters.End() is { Length: > 0 } text)
            last.Contents.Add(new TextContent(text));
        if (_usage.InputTokenCount is not null || _usage.OutputTokenCount is not null)
        {
            _usage.TotalTokenCount = (_usage.InputTokenCount ?? 0) + (_usage.OutputTokenCount ?? 0);
            last.Contents.Add(new UsageContent(_usage));
        }
        last.FinishReason = Finish;
        return last;
    }

    private ChatResponseUpdate Make(params AIContent[] contents) =>
        new(ChatRole.Assistant, [.. contents]) { ModelId = Model };
}
