using Inkstream.Studio.Ideations;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Ideations;

public sealed class NewIdeationTests
{
    private static readonly string[] Sweet = ["女频", "爱情类", "甜宠"];
    private static readonly string[] Boss = ["女频", "爱情类", "霸总"];
    private static readonly string[] Puppy = ["女频", "爱情类", "霸总", "奶狗型"];
    private static readonly string[] Doctor = ["男频", "其他类型", "神医"];

    private static NewIdeation Good => new() { Platform = "抖音" };

    [Fact]
    public void A_platform_alone_is_enough_and_the_rest_has_defaults()
    {
        ErrorsOf(Good).ShouldBeEmpty();
        var stored = Good.ToParams();
        stored.GenrePaths.ShouldBeEmpty();
        stored.GenreProportions.ShouldBeEmpty();
        stored.Count.ShouldBe(6);
        stored.Language.ShouldBe("zh");
    }

    [Fact]
    public void Three_genres_whose_shares_sum_to_100_are_welcome() =>
        ErrorsOf(Good with { GenrePaths = [Sweet, Puppy, Doctor], GenreProportions = [34, 33, 33] }).ShouldBeEmpty();

    [Fact]
    public void Blank_texts_are_stored_as_none() =>
        (Good with { UserInput = " \n", Requirements = "" }).ToParams().ShouldSatisfyAllConditions(p => p.UserInput.ShouldBeNull(), p => p.Requirements.ShouldBeNull());

    public static TheoryData<string, string> Refusals => new()
    {
        { "no platform", "platform" },
        { "unknown platform", "platform" },
        { "unknown path", "genrePaths[1]" },
        { "path above the third level", "genrePaths[0]" },
        { "empty path", "genrePaths[0]" },
        { "null path", "genrePaths[0]" },
        { "null name", "genrePaths[0]" },
        { "four paths", "genrePaths" },
        { "duplicate", "genrePaths[1]" },
        { "parent and child", "genrePaths[1]" },
        { "child and parent", "genrePaths[1]" },
        { "shares without paths", "genreProportions" },
        { "paths without shares", "genreProportions" },
        { "one path, not 100", "genreProportions" },
        { "sum 99", "genreProportions" },
        { "negative share", "genreProportions" },
        { "overflowing shares", "genreProportions" },
        { "count 0", "count" },
        { "count 13", "count" },
        { "language fr", "language" },
        { "long idea", "userInput" },
        { "long requirements", "requirements" },
        { "unknown model", "model" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_accepted_is_named_by_its_field_alone(string wrong, string field)
    {
        var errors = ErrorsOf(Broken(wrong));
        errors.Keys.ShouldBe([field]);
        errors[field].ShouldAllBe(sentence => sentence.EndsWith('.') && (char.IsUpper(sentence[0]) || sentence[0] == '“'));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once() =>
        ErrorsOf(new() { GenrePaths = [["x"]], Count = 99, Language = "", Model = "none" }).Keys
            .ShouldBe(["count", "genrePaths[0]", "genreProportions", "language", "model", "platform"], ignoreOrder: true);

    [Fact]
    public void A_text_of_exactly_the_bound_is_accepted() => ErrorsOf(Good with { UserInput = new('字', 20_000) }).ShouldBeEmpty();

    [Theory]
    [InlineData("regenerate", null, 0)]
    [InlineData("more", 12, 0)]
    [InlineData("missing", 1, 0)]
    [InlineData(null, null, 1)]
    [InlineData("again", 13, 2)]
    public void A_further_generation_needs_a_mode_and_a_possible_count(string? mode, int? count, int errors) =>
        new GenerateIdeas { Mode = mode, Count = count }.Validate().Count.ShouldBe(errors);

    [Fact]
    public void A_note_is_bounded() =>
        new GenerateIdeas { Mode = "more", Note = new('a', 20_001) }.Validate().Keys.ShouldBe(["note"]);

    [Fact]
    public void An_edit_changes_something_and_leaves_nothing_blank()
    {
        new IdeaEdit().Validate().Keys.ShouldBe(["$"]);
        new IdeaEdit { Title = " ", Body = "" }.Validate().Keys.ShouldBe(["title", "body"], ignoreOrder: true);
        new IdeaEdit { Title = new('a', 201), Body = new('a', 20_001) }.Validate().Keys.ShouldBe(["title", "body"], ignoreOrder: true);
        new IdeaEdit { Favourite = false }.Validate().ShouldBeEmpty();
        new IdeaEdit { Title = new('a', 200) }.Validate().ShouldBeEmpty();
    }

    private static IReadOnlyDictionary<string, string[]> ErrorsOf(NewIdeation body) => body.Validate(name => name == "demo");

    private static NewIdeation Broken(string wrong) => wrong switch
    {
        "no platform" => new(),
        "unknown platform" => Good with { Platform = "Netflix" },
        "unknown path" => Mixed([Sweet, ["女频", "爱情类", "悬疑"]], [50, 50]),
        "path above the third level" => Mixed([["女频", "爱情类"]], [100]),
        "empty path" => Mixed([[]], [100]),
        "null path" => Mixed([null!], [100]),
        "null name" => Mixed([[null!]], [100]),
        "four paths" => Mixed([Sweet, Boss, Doctor, ["男频", "其他类型", "后宫"]], [25, 25, 25, 25]),
        "duplicate" => Mixed([Sweet, [.. Sweet]], [50, 50]),
        "parent and child" => Mixed([Boss, Puppy], [50, 50]),
        "child and parent" => Mixed([Puppy, Boss], [50, 50]),
        "shares without paths" => Mixed([], [100]),
        "paths without shares" => Good with { GenrePaths = [Sweet] },
        "one path, not 100" => Mixed([Sweet], [60]),
        "sum 99" => Mixed([Sweet, Boss], [50, 49]),
        "negative share" => Mixed([Sweet, Boss], [-10, 110]),
        "overflowing shares" => Mixed([Sweet, Boss], [int.MaxValue, int.MaxValue]),
        "count 0" => Good with { Count = 0 },
        "count 13" => Good with { Count = 13 },
        "language fr" => Good with { Language = "fr" },
        "long idea" => Good with { UserInput = new('a', 20_001) },
        "long requirements" => Good with { Requirements = new('a', 20_001) },
        "unknown model" => Good with { Model = "gpt" },
        _ => throw new ArgumentOutOfRangeException(nameof(wrong)),
    };

    private static NewIdeation Mixed(string[][] paths, int[] shares) => Good with { GenrePaths = paths, GenreProportions = shares };
}
