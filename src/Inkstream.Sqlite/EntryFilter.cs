using System.Text;
using Inkstream.Ports;

namespace Inkstream.Sqlite;

/// <summary>
/// A list request as the rest of a statement: only what it asks for is in it, so each order walks its own index. The
/// text is made of constants alone; what people sent is in <see cref="Values"/>.
/// </summary>
internal sealed class EntryFilter
{
    private const string HasText =
        """

        AND (instr(lower(d.title), lower({0})) > 0
          OR EXISTS (SELECT 1 FROM json_tree(p.params) v WHERE v.type = 'text' AND instr(lower(v.value), lower({0})) > 0)
          OR EXISTS (SELECT 1 FROM parts q JOIN artifacts a ON a.id = q.current_id,
                            json_tree(CASE WHEN json_valid(a.data) THEN a.data ELSE '{{}}' END) v
                      WHERE q.document_id = d.id AND q.retired = 0 AND v.type = 'text' AND instr(lower(v.value), lower({0})) > 0))
        """;

    private readonly StringBuilder _sql = new();
    private readonly List<object?> _values = [];

    public EntryFilter(ListRequest request)
    {
        And("WHERE d.user_id = {0} AND d.kind = {1}", request.OwnerId, request.Kind);
        foreach (var facet in request.Facets)
            And("AND EXISTS (SELECT 1 FROM document_facets f WHERE f.document_id = d.id AND f.facet = {0})", facet);
        if (request.FavouritesOnly)
            And("AND d.favourite = 1");
        Narrow(request.Status);
        if (request.Text is { } text)
            And(HasText, text);
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
        var names = values.Select((_, i) => (object)$"@{_values.Count + i}").ToArray();
        _sql.Append(' ').AppendFormat(System.Globalization.CultureInfo.InvariantCulture, sql, names);
        _values.AddRange(values);
    }
}
