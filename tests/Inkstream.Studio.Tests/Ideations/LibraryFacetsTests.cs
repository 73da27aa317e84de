using Inkstream.Studio.Library;
using Inkstream.Studio.Vocabulary;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Ideations;

public sealed class LibraryFacetsTests
{
    // LibrarySpecification says the same of documents that were made before there were facets.
    [Fact]
    public void A_document_is_found_by_its_platform_and_by_each_genre_and_all_that_is_above_it() => LibraryFacets.Of(
        "抖音", [["女频", "爱情类", "甜宠"], ["女频", "设定类", "穿越", "双穿"]]).ShouldBe(
        ["platform:抖音", "genre:女频", "genre:女频/爱情类", "genre:女频/爱情类/甜宠", "genre:女频/设定类", "genre:女频/设定类/穿越", "genre:女频/设定类/穿越/双穿"]);

    [Fact]
    public void No_genre_has_the_separator_in_its_name()
    {
        static IEnumerable<Genre> All(IEnumerable<Genre> genres) => genres.SelectMany(genre => All(genre.Children).Prepend(genre));
        All(Genres.Roots).ShouldAllBe(genre => !genre.Name.Contains(LibraryFacets.Separator));
    }
}
