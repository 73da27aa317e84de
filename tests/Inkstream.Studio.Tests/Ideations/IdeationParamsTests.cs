using Inkstream.Studio.Ideations;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Ideations;

public sealed class IdeationParamsTests
{
    [Theory]
    [InlineData("一个会算命的外卖员。他撞见了自己的死期", "一个会算命的外卖员")]
    [InlineData("A cat runs for mayor. Everyone votes.", "A cat runs for mayor")]
    [InlineData("version 2.0 of\nme", "version 2.0 of")]
    public void The_title_is_the_first_sentence_of_the_idea(string idea, string title) =>
        new IdeationParams { UserInput = idea, GenrePaths = [["女频", "爱情类", "甜宠"]] }.DeriveTitle().ShouldBe(title);

    [Fact]
    public void A_long_first_sentence_is_cut_with_an_ellipsis()
    {
        var title = new IdeationParams { UserInput = new('长', 100) }.DeriveTitle();
        title.Length.ShouldBe(40);
        title.ShouldEndWith("…");
    }

    [Fact]
    public void Without_an_idea_the_genres_speak_and_without_genres_the_platform()
    {
        var mixed = new IdeationParams { GenrePaths = [["女频", "爱情类", "甜宠"], ["男频", "逆袭类", "战神", "龙王"]] };
        mixed.DeriveTitle().ShouldBe("甜宠 · 龙王");
        (mixed with { Language = "en" }).DeriveTitle().ShouldBe("Sweet romance · Dragon king");
        new IdeationParams { Platform = "快手" }.DeriveTitle().ShouldBe("快手");
        new IdeationParams { Platform = "快手", Language = "en" }.DeriveTitle().ShouldBe("Kuaishou");
    }
}
