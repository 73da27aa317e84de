using Inkstream.Ports;
using Inkstream.Writing;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Writing;

public sealed class ModelFailuresTests
{
    [Fact]
    public void Backoff_doubles_with_jitter_and_stays_within_its_bounds()
    {
        for (var attempt = 1; attempt <= 40; attempt++)
        {
            var most = Math.Min(WritingBounds.FirstBackoff.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 6)), WritingBounds.LongestBackoff.TotalSeconds);
            var waits = Enumerable.Range(0, 200).Select(_ => ModelFailures.Backoff(attempt, null).TotalSeconds).ToList();
            waits.ShouldAllBe(wait => wait >= most / 2 && wait <= most);
            if (attempt < 7)
                waits.Distinct().Count().ShouldBeGreaterThan(1);
        }
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(3600, 60)]
    public void A_server_that_says_when_to_come_back_is_heeded_within_the_bound(int asked, int waited) =>
        ModelFailures.Backoff(1, TimeSpan.FromSeconds(asked)).ShouldBe(TimeSpan.FromSeconds(waited));

    [Fact]
    public void A_server_that_asks_for_less_than_the_backoff_does_not_shorten_it() =>
        ModelFailures.Backoff(1, TimeSpan.FromMilliseconds(1)).ShouldBeGreaterThanOrEqualTo(WritingBounds.FirstBackoff / 2);

    public static TheoryData<Exception, string> Exceptions => new()
    {
        { new ModelException(ModelErrors.RateLimited, "m", true), ModelErrors.RateLimited },
        { new HttpRequestException("m"), ModelErrors.ConnectionLost },
        { new IOException("m"), ModelErrors.ConnectionLost },
        { new TimeoutException("m"), ModelErrors.Silent },
        { new OperationCanceledException("m"), ModelErrors.Silent },
        { new InvalidOperationException("secret"), "internal_error" },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void What_a_client_throws_is_told_in_the_products_own_words(Exception thrown, string code)
    {
        var read = ModelFailures.Read(thrown);
        read.Code.ShouldBe(code);
        read.Retryable.ShouldBeTrue();
        read.Message.ShouldNotContain("secret");
    }
}
