using System.Text;
using Inkstream.Ports;

namespace Inkstream.Sqlite;

/// <summary>
/// A list request as the rest of a statement: only what it asks for is in it, so each order walks its own index. The
/// text is made of constants alone; what people sent is in <see cref="Values"/>.
/// </summary>
internal sealed class EntryFilter
{
    private readonly StringBuilder _sql = new();
    private readonly List<object?> _values = [];
    private readonly int _first;

    /// <param name="request">What is asked for.</param>
    /// <param name="sought">What it searches for; null when it searches for nothing.</param>
    /// <param name="first">The number of its first parameter.</param>
    public EntryFilter(ListRequest request, SoughtText? sought, int first)
    {
        _first = first;
        And("WHERE d.user_id = {0}", request.OwnerId);
        if (request.Kind is { } kind)
            And("AND d.kind = {0}", kind);
        foreach (var facet in request.Facets)
            And("AND EXISTS (SELECT 1 FROM document_facets f WHERE f.document_id = d.id AND f.facet = {0})", facet);
        if (request.FavouritesOnly)
            And("AND d.favourite = 1");
        Narrow(request.Status);
        if (sought is { Match: { } match })
            And("AND +d.id IN (SELECT x.document_id FROM document_words w CROSS JOIN document_texts x ON x.number = w.rowid WHERE w.document_words MATCH {0})", match);
        else if (sought is not null)
            And("AND EXISTS (SELECT 1 FROM document_texts x WHERE x.document_id = d.id AND instr(lower(x.text), {0}) > 0)", sought.Lower);
        Order(request.Sort, request.After);
        And("LIMIT {0}", request.Most);
    }

    /// <summary>From <c>WHERE</c> to <c>LIMIT</c>.</summary>
    public string Sql => _sql.ToString();

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<object?> Values => _values;

    private void Narrow(string? status)
    {
        switch (status)
        {
            case null:
                break;
            case "idle":
                And("AND d.newest_transform_id IS NULL");
                break;
            case "streaming":
                And("AND t.status IN ('queued', 'running')");
                break;
            default:
                And("AND t.status = {0}", status);
                break;
        }
    }

    private void Order(ListSort sort, ListPosition? after)
    {
        switch (sort)
        {
            case ListSort.Newest:
                AndAfter("AND d.id < {0}", after, after?.Id);
                And("ORDER BY d.id DESC");
                break;
            case ListSort.Oldest:
                AndAfter("AND d.id > {0}", after, after?.Id);
                And("ORDER BY d.id");
                break;
            case ListSort.Updated:
                AndAfter("AND (d.updated_at, d.id) < ({0}, {1})", after, after?.Time, after?.Id);
                And("ORDER BY d.updated_at DESC, d.id DESC");
                break;
            case ListSort.Title:
                AndAfter("AND (d.title COLLATE NOCASE, d.id) > ({0}, {1})", after, after?.Title, after?.Id);
                And("ORDER BY d.title COLLATE NOCASE, d.id");
                break;
        }
    }

    private void AndAfter(string sql, ListPosition? after, params object?[] values)
    {
        if (after is not null)
            And(sql, values);
    }

    private void And(string sql, params object?[] values)
    {
        var names = values.Select((_, i) => (object)$"@{_first + _values.Count + i}").ToArray();
        _sql.Append(' ').AppendFormat(System.Globalization.CultureInfo.InvariantCulture, sql, names);
        _values.AddRange(values);
    }
}
