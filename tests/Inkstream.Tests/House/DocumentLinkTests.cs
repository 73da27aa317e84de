using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.House;

/// <summary>The documents tell the truth about where things are (issue 2, the house: links checked by a test).</summary>
public sealed partial class DocumentLinkTests
{
    public static TheoryData<string> Documents => [.. Directory
        .EnumerateFiles(Repository, "*.md", SearchOption.TopDirectoryOnly)
        .Concat(Directory.EnumerateFiles(Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories))
        .Append(Path.Combine(Repository, "web", "README.md"))
        .Select(file => Path.GetRelativePath(Repository, file))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_to_a_file(string document)
    {
        var file = Path.Combine(Repository, document);
        var broken = Link().Matches(File.ReadAllText(file))
            .Select(match => match.Groups["link"].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#') && !link.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(link => link.Split('#')[0])
            .Where(path => !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, path)));
        broken.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void No_figure_is_left_to_be_filled_in(string document) =>
        File.ReadAllText(Path.Combine(Repository, document)).ShouldNotContain("<!-- figure:");

    private static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    internal static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, "Inkstream.slnx")) ? folder : FindRepository(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"\]\((?<link>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();
}
