namespace Inkstream.Documents;

/// <summary>A document as lists show it: the kind's fields, and those that all kinds share (contract 3).</summary>
public static class ListItems
{
    /// <summary>The item's fields.</summary>
    public static FieldSet Of(DocumentKinds kinds, DocumentEntry entry)
    {
        var fields = new FieldSet();
        fields.Add("id", entry.Id);
        fields.Add("kind", entry.Kind);
        fields.Add("status", entry.Status.DocumentWord());
        fields.Add("title", entry.Title);
        fields.Add("favourite", entry.Favourite);
        kinds[entry.Kind].Project(entry, fields);
        if (entry.Found is { } found)
            fields.Add("found", found);
        fields.Add("createdAt", entry.CreatedAt);
        fields.Add("updatedAt", entry.UpdatedAt);
        return fields;
    }
}
