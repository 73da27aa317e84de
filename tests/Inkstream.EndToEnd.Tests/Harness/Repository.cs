namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>Where this repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Whether the long suites run whole (<c>./test --full</c>).</summary>
    public static bool Full => Environment.GetEnvironmentVariable("INKSTREAM_FULL") == "1";

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Inkstream.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("This is not run from inside the repository.");
        return folder.FullName;
    }
}
