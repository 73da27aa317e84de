using Inkstream.Live;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Live;

public sealed class EventQueueTests
{
    private const int Bound = 3;

    private readonly EventQueue _queue = new(Bound);

    [Fact]
    public void What_is_added_is_taken_in_order_and_once()
    {
        for (byte i = 0; i < Bound; i++)
            _queue.TryAdd(new[] { i }).ShouldBeTrue();
        for (byte i = 0; i < Bound; i++)
        {
            _queue.TryTake(out var bytes).ShouldBeTrue();
            bytes.Span[0].ShouldBe(i);
        }

        _queue.TryTake(out _).ShouldBeFalse();
        _queue.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_full_queue_takes_no_more()
    {
        for (byte i = 0; i < Bound; i++)
            _queue.TryAdd(new[] { i });
        _queue.TryAdd(new byte[1]).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_goes_on_when_woken_and_not_when_something_is_added()
    {
        var waiting = _queue.WaitAsync();
        _queue.TryAdd(new byte[1]);
        waiting.IsCompleted.ShouldBeFalse();
        _queue.Wake();
        (await waiting).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wake_without_a_reason_wakes_nobody()
    {
        _queue.Wake();
        var waiting = _queue.WaitAsync();
        _queue.Wake();
        waiting.IsCompleted.ShouldBeFalse();
        _queue.End();
        _queue.Wake();
        _queue.Wake();
        (await waiting).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_goes_on_upon_the_thread_that_wakes()
    {
        var (goesOn, waits) = (0, 0);
        async Task TakeAsync()
        {
            while (await _queue.WaitAsync())
            {
                goesOn = Environment.CurrentManagedThreadId;
                while (_queue.TryTake(out _))
                    waits++;
            }
        }

        var taking = TakeAsync();
        for (var i = 0; i < 5; i++)
        {
            _queue.TryAdd(new byte[1]);
            _queue.Wake();
            waits.ShouldBe(i + 1);
            goesOn.ShouldBe(Environment.CurrentManagedThreadId);
        }

        _queue.End();
        _queue.Wake();
        await taking;
    }

    [Fact]
    public async Task What_was_there_at_the_end_can_still_be_taken()
    {
        _queue.TryAdd(new byte[1]);
        _queue.End().ShouldBeTrue();
        _queue.End().ShouldBeFalse();
        _queue.TryAdd(new byte[1]).ShouldBeFalse();
        (await _queue.WaitAsync()).ShouldBeTrue();
        _queue.TryTake(out _).ShouldBeTrue();
        (await _queue.WaitAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task No_event_is_lost_between_one_who_adds_and_one_who_waits()
    {
        const int events = 20_000;
        var queue = new EventQueue(events);
        var adding = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < events; i++)
                {
                    queue.TryAdd(BitConverter.GetBytes(i)).ShouldBeTrue();
                    queue.Wake();
                }

                queue.End();
                queue.Wake();
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var next = 0;
        while (await queue.WaitAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
            while (queue.TryTake(out var bytes))
                BitConverter.ToInt32(bytes.Span).ShouldBe(next++);
        await adding;
        next.ShouldBe(events);
    }
}
