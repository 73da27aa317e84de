namespace Inkstream.Studio.Models;

/// <summary>How fast the demo model writes: about as fast as a person reads.</summary>
/// <param name="Piece">Time a piece of a few letters takes on average; zero: no waiting at all.</param>
internal sealed record DemoPace(TimeSpan Piece)
{
    /// <summary>The pause before the first piece, in pieces: half a second at the default pace.</summary>
    private const double Think = 18;

    /// <summary>The pause after a sentence, in pieces.</summary>
    private const double Sentence = 7;

    public TimeSpan BeforeFirst(Random random) => Piece * Think * Jitter(random);

    public TimeSpan After(string piece, Random random) =>
        Piece * Jitter(random) * (DemoPieces.EndsSentence(piece) ? Sentence : 1);

    /// <summary>Between half and one and a half, with one on average.</summary>
    private static double Jitter(Random random) => 0.5 + random.NextDouble();
}
