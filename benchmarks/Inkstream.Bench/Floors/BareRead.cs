using Inkstream.Documents;
using Inkstream.Postgres;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Inkstream.Bench.Floors;

/// <summary>The product's statement for GET behind a bare endpoint: a pooled connection, the rows' bytes as they come, and nothing made of them.</summary>
internal sealed class BareRead(string connectionString) : IAsyncDisposable
{
    private static readonly Guid?[] NoTransform = [null];
    private static readonly int[] NoChunks = [0];

    private readonly NpgsqlDataSource _source = PostgresDatabase.Source(PostgresDatabase.Complete(connectionString, connections: 10));

    public async Task AnswerAsync(HttpContext context)
    {
        await using var connection = await _source.OpenConnectionAsync(context.RequestAborted);
        await using var command = new NpgsqlCommand(DocumentRows.Sql, connection);
        PostgresSession.Fill(
            command.Parameters,
            [new[] { Guid.Parse(context.Request.Query["id"].ToString()) }, NoTransform, NoChunks, false, DocumentRows.ChunkPage]);
        context.Response.ContentType = "text/plain";
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        await using var body = new MemoryStream();
        await using var words = new StreamWriter(body);
        while (await reader.ReadAsync(context.RequestAborted))
            for (var i = 0; i < reader.FieldCount; i++)
                if (!reader.IsDBNull(i))
                    await words.WriteAsync(reader.GetValue(i) is string text ? text : reader.GetValue(i).ToString());
        await words.FlushAsync(context.RequestAborted);
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
