namespace Inkstream.Studio.Texts;

/// <summary>How much text a request may carry. Lengths are UTF-16 code units, as browsers count them too.</summary>
internal static class TextBounds
{
    /// <summary>The longest idea, requirement, note or card body.</summary>
    public const int Text = 20_000;

    /// <summary>The longest card title.</summary>
    public const int Title = 200;

    /// <summary>The longest instructions of a prompt.</summary>
    public const int Prompt = 8_000;

    /// <summary>The longest cursor: a title in it, as UTF-8 in Base64.</summary>
    public const int Cursor = 2_000;

    /// <summary>The most cards one generation may be asked for (contract, section 3).</summary>
    public const int Ideas = 12;

    /// <summary>How many cards a generation brings when nobody says (contract, section 3).</summary>
    public const int DefaultIdeas = 6;

    /// <summary>The most genres that can be mixed (domain, section 2).</summary>
    public const int GenrePaths = 3;
}
