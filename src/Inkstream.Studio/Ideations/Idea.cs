using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>An idea card as the document shows it (contract 3).</summary>
/// <param name="ArtifactId">Its first artifact: stays through all edits.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">The idea.</param>
/// <param name="Favourite">The writer keeps it.</param>
/// <param name="Dismissed">The writer put it away.</param>
/// <param name="Revision">Counts from 1; for <c>If-Match</c>.</param>
/// <param name="Round">The round that brought it; one of the document's <c>rounds</c>.</param>
/// <param name="By">Who wrote the current version.</param>
internal sealed record Idea(Guid ArtifactId, string Title, string Body, bool Favourite, bool Dismissed, int Revision, int Round, Author By)
{
    /// <summary>Reads a part, whoever wrote it.</summary>
    public static Idea Of(DocumentPart part)
    {
        var card = IdeaCard.Read(part.Data) ?? new IdeaCard("", "");
        return new Idea(part.ArtifactId, card.Title, card.Body, part.Favourite, part.Dismissed, part.Revision, part.Round,
            IsEdited(part) ? Author.Person : Author.Model);
    }

    /// <summary>Whether a person changed its text.</summary>
    public static bool IsEdited(DocumentPart part) => part.Type == IdeationKind.EditedType;
}
