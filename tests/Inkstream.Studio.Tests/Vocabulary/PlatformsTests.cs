using Inkstream.Studio.Vocabulary;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Vocabulary;

public sealed class PlatformsTests
{
    [Fact]
    public void There_are_thirteen_each_with_a_profile_in_both_languages()
    {
        Platforms.All.Select(p => p.Value).Distinct().Count().ShouldBe(13);
        Platforms.All.ShouldAllBe(p => p.Label.Length > 0 && p.Profile.Zh.Length > 20 && p.Profile.En.Length > 40);
    }

    [Fact]
    public void The_default_is_one_of_them() => Platforms.Find(Platforms.Default)!.Label.ShouldBe("Douyin");
}
