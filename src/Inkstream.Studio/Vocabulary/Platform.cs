namespace Inkstream.Studio.Vocabulary;

/// <summary>Where a drama will be shown: an entry of <c>GET /api/platforms</c> (domain, section 1).</summary>
/// <param name="Value">The name that requests and documents carry: <c>抖音</c>.</param>
/// <param name="Label">The name an English reader knows: <c>Douyin</c>.</param>
/// <param name="Profile">What its viewers like; goes into every prompt.</param>
internal sealed record Platform(string Value, string Label, PlatformProfile Profile);

/// <summary>A platform's leanings in one or two sentences.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
internal sealed record PlatformProfile(string Zh, string En)
{
    /// <summary>The profile in a document's language.</summary>
    public string In(string language) => language == Languages.English ? En : Zh;
}
