namespace Inkstream.Documents;

/// <summary>The kinds this application knows.</summary>
public sealed class DocumentKinds
{
    private readonly Dictionary<string, DocumentKind> _byName;

    /// <summary>Takes the registered kinds; two of one name are a mistake in the composition.</summary>
    public DocumentKinds(IEnumerable<DocumentKind> kinds) => _byName = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Their names, in the order of the alphabet.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The kind of that name.</summary>
    /// <exception cref="InvalidOperationException">The database holds a kind that this application does not know.</exception>
    public DocumentKind this[string name] => _byName.TryGetValue(name, out var kind)
        ? kind
        : throw new InvalidOperationException($"No document kind '{name}' is registered.");
}
