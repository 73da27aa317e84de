using Inkstream.Ports;
using Inkstream.Studio.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Models;

public sealed class DemoModelTests
{
    private const string Story = "{\"title\": \"海上的来信\"}\n一个人收到十年前的信。He reads it twice! 😀😀😀 extraordinarilylongwordhere 完";

    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(28);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_writes_what_the_feature_composed_and_counts_it()
    {
        var updates = await AllAsync(Client(TimeSpan.Zero));

        string.Concat(updates.Select(u => u.Text)).ShouldBe(Story);
        var usage = updates[^1].Contents.OfType<UsageContent>().ShouldHaveSingleItem().Details;
        usage.OutputTokenCount.ShouldBe(updates.Count - 1);
        usage.InputTokenCount!.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Its_pieces_are_small_and_hold_whole_characters()
    {
        foreach (var update in (await AllAsync(Client(TimeSpan.Zero))).SkipLast(1))
        {
            update.Text.Length.ShouldBeInRange(1, 10);
            char.IsHighSurrogate(update.Text[^1]).ShouldBeFalse();
            char.IsLowSurrogate(update.Text[0]).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task It_thinks_first_and_then_writes_at_its_pace()
    {
        await using var updates = Ask(Client(Piece), Cancel).GetAsyncEnumerator(Cancel);

        var first = updates.MoveNextAsync();
        _time.Advance(Piece * 9 - TimeSpan.FromMilliseconds(1));
        first.IsCompleted.ShouldBeFalse("it thinks for half the usual time at least");
        _time.Advance(Piece * 18);
        (await first).ShouldBeTrue();

        var second = updates.MoveNextAsync();
        second.IsCompleted.ShouldBeFalse("time stands still");
        _time.Advance(Piece * 0.4);
        second.IsCompleted.ShouldBeFalse("no piece takes less than half its time");
        _time.Advance(Piece * 1.1 * 7);
        (await second).ShouldBeTrue();
    }

    [Fact]
    public async Task A_whole_answer_takes_about_the_time_its_pieces_take()
    {
        var started = _time.GetUtcNow();
        var all = AllAsync(Client(Piece));
        while (!all.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        var pieces = (await all).Count - 1;
        (_time.GetUtcNow() - started).ShouldBeInRange(Piece * (pieces * 0.5 + 9), Piece * (pieces * 10 + 27));
    }

    [Fact]
    public async Task Each_run_has_another_seed()
    {
        var client = new DemoChatClient(new DemoPace(TimeSpan.Zero), _time);
        HashSet<string> answers = [];
        for (var i = 0; i < 5; i++)
            answers.Add((await client.GetResponseAsync("?", With(new Dice()), Cancel)).Text);

        answers.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task It_stops_when_told_to()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var updates = Ask(Client(Piece), stop.Token).GetAsyncEnumerator(stop.Token);
        var first = updates.MoveNextAsync();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(first.AsTask());
    }

    [Fact]
    public async Task Without_an_answer_from_the_feature_it_refuses()
    {
        var fault = await Should.ThrowAsync<ModelException>(Client(TimeSpan.Zero).GetResponseAsync("?", cancellationToken: Cancel));

        (fault.Code, fault.Retryable).ShouldBe((ModelErrors.Refused, false));
    }

    private DemoChatClient Client(TimeSpan pace) => new(new DemoPace(pace), _time, () => 7);

    private static IAsyncEnumerable<ChatResponseUpdate> Ask(DemoChatClient client, CancellationToken cancellationToken) =>
        client.GetStreamingResponseAsync("请写一个故事。", With(new Fixed()), cancellationToken);

    private static async Task<List<ChatResponseUpdate>> AllAsync(DemoChatClient client)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in Ask(client, Cancel))
            updates.Add(update);
        return updates;
    }

    private static ChatOptions With(IDemoAnswer answer) =>
        new() { AdditionalProperties = new() { [DemoChatClient.AnswerKey] = answer } };

    private sealed class Fixed : IDemoAnswer
    {
        public string Compose(Random random) => Story;
    }

    private sealed class Dice : IDemoAnswer
    {
        public string Compose(Random random) => $"{random.Next()}";
    }
}
