using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>An event stream read line by line, for what a fold does not look at.</summary>
internal sealed class SseLines(HttpResponseMessage response) : IDisposable
{
    private StreamReader? _reader;

    public HttpResponseMessage Response => response;

    public void Dispose()
    {
        _reader?.Dispose();
        response.Dispose();
    }

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> LineAsync()
    {
        _reader ??= new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return await _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>The next event: its id, its name and its data; null at the end.</summary>
    public async Task<(string? Id, string? Name, JsonObject Data)?> EventAsync()
    {
        string? id = null, name = null, data = null;
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (line.Length == 0 && data is not null)
                return (id, name, JsonNode.Parse(data)!.AsObject());
        }

        return null;
    }
}
