using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>People's own prompts, and what their generations used.</summary>
public abstract class PromptSpecification : StoreSpecification
{
    [Fact]
    public async Task Versions_count_from_one_never_change_and_the_newest_counts_also_when_it_is_the_built_in_text()
    {
        (await Store.Prompts.CurrentAsync(Owner, "a", Cancel)).ShouldBeNull();
        (await Store.Prompts.SaveAsync(Owner, "a", 0, "一", Cancel)).ShouldNotBeNull().Version.ShouldBe(1);
        Time.Advance(TimeSpan.FromMinutes(1));
        (await Store.Prompts.SaveAsync(Owner, "a", 1, "二", Cancel)).ShouldBe(new PromptVersion("a", 2, "二", Time.GetUtcNow()));
        await Store.Prompts.SaveAsync(Owner, "b", 0, "三", Cancel);
        (await Store.Prompts.SaveAsync(Owner, "a", 2, null, Cancel)).ShouldNotBeNull().Text.ShouldBeNull();

        (await Store.Prompts.CurrentAsync(Owner, Cancel)).Select(p => (p.Name, p.Version, p.Text)).ShouldBe([("a", 3, null), ("b", 1, "三")]);
        (await Store.Prompts.VersionsAsync(Owner, "a", 10, Cancel)).Select(p => (p.Version, p.Text)).ShouldBe([(3, null), (2, "二"), (1, "一")]);
        (await Store.Prompts.VersionsAsync(Owner, "a", 2, Cancel)).Count.ShouldBe(2);
        await Should.ThrowAsync<Exception>(() => Store.ForeignAsync("UPDATE prompt_versions SET text = 'x'"));
    }

    [Fact]
    public async Task Whoever_saw_an_older_version_saves_nothing()
    {
        await Store.Prompts.SaveAsync(Owner, "a", 0, "一", Cancel);
        (await Store.Prompts.SaveAsync(Owner, "a", 0, "二", Cancel)).ShouldBeNull();
        (await Store.Prompts.SaveAsync(Owner, "a", 2, "二", Cancel)).ShouldBeNull();
        var both = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Store.Prompts.SaveAsync(Owner, "a", 1, $"{n}", Cancel)));
        both.Count(saved => saved is not null).ShouldBe(1);
        (await Store.Prompts.VersionsAsync(Owner, "a", 10, Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Prompts_are_ones_own()
    {
        var other = await NewOwnerAsync();
        await Store.Prompts.SaveAsync(Owner, "a", 0, "一", Cancel);
        (await Store.Prompts.CurrentAsync(other, Cancel)).ShouldBeEmpty();
        (await Store.Prompts.CurrentAsync(other, "a", Cancel)).ShouldBeNull();
        (await Store.Prompts.VersionsAsync(other, "a", 10, Cancel)).ShouldBeEmpty();
        (await Store.Prompts.SaveAsync(other, "a", 0, "二", Cancel)).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_used_is_summed_by_model_since_a_moment_and_in_all()
    {
        await RunAsync("any", new TokenUsage(3, 5), TimeSpan.FromSeconds(2));
        await RunAsync("other", null, TimeSpan.FromSeconds(1));
        Time.Advance(TimeSpan.FromDays(40));
        var since = Time.GetUtcNow();
        await RunAsync("any", new TokenUsage(100, null), TimeSpan.FromSeconds(4));
        await CreateAsync();

        (await Store.Documents.ReadUsageAsync(Owner, since, Cancel)).ShouldBe(
        [
            new ModelUsage("any", new UsageSum(1, 100, 0, 4), new UsageSum(2, 103, 5, 6)),
            new ModelUsage("other", new UsageSum(0, 0, 0, 0), new UsageSum(1, 0, 0, 1)),
        ]);
        (await Store.Documents.ReadUsageAsync(await NewOwnerAsync(), since, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_used_stays_in_the_sums_when_its_document_is_deleted()
    {
        await RunAsync("any", new TokenUsage(3, 5), TimeSpan.FromSeconds(2));
        await RunAsync("any", new TokenUsage(7, 1), TimeSpan.FromSeconds(1));
        await RunAsync("other", null, TimeSpan.FromSeconds(1));
        Time.Advance(TimeSpan.FromDays(40));
        var since = new DateTimeOffset(Time.GetUtcNow().Date, TimeSpan.Zero);
        await RunAsync("any", new TokenUsage(100, null), TimeSpan.FromSeconds(4));
        var before = await Store.Documents.ReadUsageAsync(Owner, since, Cancel);
        before.ShouldBe(
        [
            new ModelUsage("any", new UsageSum(1, 100, 0, 4), new UsageSum(3, 110, 6, 7)),
            new ModelUsage("other", new UsageSum(0, 0, 0, 0), new UsageSum(1, 0, 0, 1)),
        ]);
        foreach (var entry in await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 10), Cancel))
        {
            await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, entry.Id, Cancel);
            (await Store.Documents.ReadUsageAsync(Owner, since, Cancel)).ShouldBe(before);
        }

        (await Store.ForeignAsync("SELECT count(*) FROM transforms")).ShouldBe(["0"]);
    }

    private async Task RunAsync(string model, TokenUsage? usage, TimeSpan took)
    {
        await Store.Documents.CreateAsync(Document(), Generation(1) with { Model = model }, null, Cancel);
        var (note, run) = (Note(0), await ClaimAsync());
        Time.Advance(took);
        await CommittedAsync(Batch(run, 1, "x", new RunEnd(TransformStatus.Completed, null, usage, null), note));
    }
}
