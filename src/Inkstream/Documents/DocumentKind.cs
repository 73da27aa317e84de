using System.Text.Json;
using Inkstream.Extraction;

namespace Inkstream.Documents;

/// <summary>
/// A kind of document: a prompt, a shape to extract and a projection to JSON. The engine has no branch on it; a third
/// kind needs nothing but a subclass (design, Modules).
/// </summary>
/// <remarks>Thread-safe by having no state.</remarks>
public abstract class DocumentKind
{
    /// <summary>Its name in the database: <c>ideation</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How the parts lie in the model's answer.</summary>
    public abstract AnswerShape Answer { get; }

    /// <summary>What to ask the model for <see cref="PromptContext.Asked"/>.</summary>
    public abstract Prompt Prompt(PromptContext context);

    /// <summary>
    /// Judges a value that closed as <paramref name="part"/>: the artifact it becomes, or null when it is of the wrong
    /// shape or repeats one of <see cref="AnswerContext.There"/>, and is dropped.
    /// </summary>
    /// <param name="part">The part that the value would be.</param>
    /// <param name="value">The model's value, strict JSON.</param>
    /// <param name="context">What it is to be judged by.</param>
    public abstract NewArtifact? Accept(string part, JsonElement value, AnswerContext context);

    /// <summary>Adds the kind's own fields of the document. The engine adds those that all kinds share.</summary>
    public abstract void Project(DocumentSnapshot document, FieldSet fields);

    /// <summary>Adds the kind's own fields of a list item.</summary>
    public abstract void Project(DocumentEntry entry, FieldSet fields);
}
