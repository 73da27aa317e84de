using Inkstream.Documents;

namespace Inkstream.Studio.Ideations;

/// <summary>An idea card as the document shows it (contract 3).</summary>
/// <param name="ArtifactId">Its first artifact: stays through all edits.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">The idea.</param>
/// <param name="Favourite">The writer keeps it.</param>
/// <param name="Dismissed">The writer put it away.</param>
/// <param name="Revision">Counts from 1; for <c>If-Match</c>.</param>
/// <param name="By"><c>person</c> when a person changed its text, else <c>model</c>.</param>
internal sealed record Idea(Guid ArtifactId, string Title, string Body, bool Favourite, bool Dismissed, int Revision, string By)
{
    /// <summary>Reads a part, whoever wrote it.</summary>
    public static Idea Of(DocumentPart part)
    {
        var card = IdeaCard.Read(part.Data) ?? new IdeaCard("", "");
        return new Idea(part.ArtifactId, card.Title, card.Body, part.Favourite, part.Dismissed, part.Revision, IsEdited(part) ? "person" : "model");
    }

    /// <summary>Whether a person changed its text.</summary>
    public static bool IsEdited(DocumentPart part) => part.Type == IdeationKind.EditedType;
}
