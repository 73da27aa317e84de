using Inkstream.Studio.Vocabulary;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Vocabulary;

public sealed class GenresTests
{
    [Fact]
    public void The_tree_has_the_shape_that_the_domain_counts()
    {
        var groups = Genres.Roots.SelectMany(r => r.Children).ToList();
        Genres.Roots.Count.ShouldBe(2);
        groups.Count.ShouldBe(6);
        Genres.Types.Count.ShouldBe(28);
        groups.SelectMany(g => g.Children).Sum(t => t.Children.Count).ShouldBe(67);
    }

    [Fact]
    public void Every_node_has_an_English_label()
    {
        var all = Genres.Roots.SelectMany(WithDescendants).ToList();
        all.Where(g => g.Label.Any(c => c > 0x2E80) || g.Label.Length == 0).Select(g => g.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Siblings_never_share_a_label() =>
        Genres.Roots.SelectMany(WithDescendants).ShouldAllBe(g => g.Children.Select(c => c.Label).Distinct().Count() == g.Children.Count);

    [Fact]
    public void A_path_may_end_from_the_third_level_on()
    {
        Selectable("女频").ShouldBeFalse();
        Selectable("女频", "爱情类").ShouldBeFalse();
        Selectable("女频", "爱情类", "甜宠").ShouldBeTrue();
        Selectable("女频", "爱情类", "霸总", "奶狗型").ShouldBeTrue();
    }

    [Theory]
    [InlineData("女频", "逆袭类")]
    [InlineData("甜宠")]
    [InlineData("女频", "爱情类", "霸总", "奶狗型", "more")]
    [InlineData]
    public void A_path_that_leaves_the_tree_is_not_found(params string[] path) => Genres.TryFind(path, out _).ShouldBeFalse();

    [Fact]
    public void Paths_overlap_when_equal_or_one_above_the_other()
    {
        Genres.Overlap(["a", "b", "c"], ["a", "b", "c"]).ShouldBeTrue();
        Genres.Overlap(["a", "b", "c"], ["a", "b", "c", "d"]).ShouldBeTrue();
        Genres.Overlap(["a", "b", "c", "d"], ["a", "b", "c"]).ShouldBeTrue();
        Genres.Overlap(["a", "b", "c"], ["a", "b", "x"]).ShouldBeFalse();
        Genres.Overlap(["a", "b", "c", "d"], ["a", "b", "c", "e"]).ShouldBeFalse();
    }

    private static bool Selectable(params string[] path) => Genres.TryFind(path, out var genre) && genre.Selectable;

    private static IEnumerable<Genre> WithDescendants(Genre genre) => genre.Children.SelectMany(WithDescendants).Prepend(genre);
}
