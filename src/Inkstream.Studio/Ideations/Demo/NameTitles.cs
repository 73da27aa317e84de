using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>Titles made from the lead's name, for when a story has used up its own.</summary>
internal static class NameTitles
{
    /// <summary>What a story about <paramref name="name"/> can be called.</summary>
    public static IReadOnlyList<string> For(string language, string name) => language == Languages.English
        ? [$"{name}'s Second Act", $"What {name} Did Next", $"The Trouble with {name}", $"{name}, Unfinished", $"All Eyes on {name}"]
        : [$"{name}归来", $"{name}不低头", $"你好{name}", $"{name}的反击", $"{name}没有输"];
}
