using System.ComponentModel.DataAnnotations;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations;

/// <summary>The body of <c>POST /api/ideations</c> (contract, section 3).</summary>
internal sealed record NewIdeation
{
    /// <summary>A value of <c>GET /api/platforms</c>.</summary>
    [Required]
    public string? Platform { get; init; }

    /// <summary>Up to three paths from the root of the genre tree; none when absent.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? GenrePaths { get; init; }

    /// <summary>One share a path, in percent; they sum to 100. None when there is no path.</summary>
    public IReadOnlyList<int>? GenreProportions { get; init; }

    /// <summary>The writer's own idea.</summary>
    public string? UserInput { get; init; }

    /// <summary>The writer's special wishes.</summary>
    public string? Requirements { get; init; }

    /// <summary>How many cards, 1–12; 6 when absent.</summary>
    public int? Count { get; init; }

    /// <summary><c>zh</c> (when absent) or <c>en</c>.</summary>
    public string? Language { get; init; }

    /// <summary>A name of <c>GET /api/models</c>; the default model when absent.</summary>
    public string? Model { get; init; }

    /// <summary>What must change before this can be accepted, by JSON field; empty when it can.</summary>
    /// <param name="isModel">Whether a model of that name is in the catalog.</param>
    public IReadOnlyDictionary<string, string[]> Validate(Predicate<string> isModel)
    {
        var errors = new Errors();
        if (Platform is null) errors.Add("platform", "Choose a platform from GET /api/platforms.");
        else if (Platforms.Find(Platform) is null)
            errors.Add("platform", $"“{Shown(Platform)}” is not a platform we know; choose one from GET /api/platforms.");
        GenreRules.Check(GenrePaths ?? [], GenreProportions ?? [], errors);
        errors.CheckLength("userInput", UserInput, TextBounds.Text);
        errors.CheckLength("requirements", Requirements, TextBounds.Text);
        errors.CheckCount(Count);
        if (Language is not null && !Languages.IsKnown(Language)) errors.Add("language", "Choose zh or en.");
        if (Model is not null && !isModel(Model))
            errors.Add("model", $"“{Shown(Model)}” is not a model we know; choose one from GET /api/models.");
        return errors.ToDictionary();
    }

    /// <summary>What the document keeps: defaults filled in, blank texts left out. Only for a valid request.</summary>
    public IdeationParams ToParams() => new()
    {
        Platform = Platform ?? Platforms.Default,
        GenrePaths = GenrePaths ?? [],
        GenreProportions = GenreProportions ?? [],
        UserInput = Text.OrNull(UserInput),
        Requirements = Text.OrNull(Requirements),
        Count = Count ?? TextBounds.DefaultIdeas,
        Language = Language ?? Languages.Chinese,
        Model = Model,
    };

    private static string Shown(string value) => Text.Clip(value, 40);
}
