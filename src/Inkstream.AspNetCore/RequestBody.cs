using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.AspNetCore.Http;

namespace Inkstream.AspNetCore;

/// <summary>A request's JSON body.</summary>
/// <param name="Value">The body; null when <paramref name="Refusal"/> says why.</param>
/// <param name="Key">The <c>Idempotency-Key</c>, if one came.</param>
/// <param name="Refusal">What to answer instead: 400, 413 or 415.</param>
/// <typeparam name="T">What the body was read as.</typeparam>
public sealed record RequestBody<T>(T? Value, Idempotency? Key, IResult? Refusal)
    where T : class;

/// <summary>Reads a bounded JSON body, and says in the contract's words what is wrong with it.</summary>
public static class RequestBody
{
    /// <summary>The longest body that is read, in bytes (issue: 413 over 256 KiB).</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>The longest <c>Idempotency-Key</c>, in characters.</summary>
    public const int MostKey = 200;

    /// <summary>Reads the request's body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mostBytes">The longest body, where a file is taken in.</param>
    /// <param name="options">How it is read; as all else when absent.</param>
    /// <typeparam name="T">What it is read as.</typeparam>
    public static async Task<RequestBody<T>> ReadAsync<T>(HttpContext context, int mostBytes = MostBytes, JsonSerializerOptions? options = null)
        where T : class
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
            return Refuse<T>(Problem.Of(415, "not_json", "Send the body as application/json."));
        if (request.ContentLength > mostBytes || await BytesAsync(context, mostBytes) is not { } bytes)
            return Refuse<T>(Problem.Of(413, "too_large", $"The body is longer than {mostBytes / 1024} KiB. Send less text."));
        var header = request.Headers["Idempotency-Key"].ToString();
        if (header.Length > MostKey)
            return Refuse<T>(Problem.Of(400, "invalid", $"Idempotency-Key may have at most {MostKey} characters."));
        try
        {
            var value = JsonSerializer.Deserialize<T>(bytes.Span, options ?? FieldSet.Json);
            return value is null
                ? Refuse<T>(Invalid("$", "Send a JSON object."))
                : new RequestBody<T>(value, header.Length > 0 ? new Idempotency(header, Fingerprint(request, bytes.Span)) : null, null);
        }
        catch (JsonException e)
        {
            return Refuse<T>(Invalid(FieldOf(e.Path), e.Path is null or "$" ? "This is not valid JSON." : "This is not of the right type."));
        }
    }

    private static RequestBody<T> Refuse<T>(IResult problem)
        where T : class => new(null, null, problem);

    private static IResult Invalid(string field, string text) =>
        Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [text] });

    private static string FieldOf(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "$";

    private static async Task<ReadOnlyMemory<byte>?> BytesAsync(HttpContext context, int mostBytes)
    {
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > mostBytes)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static string Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
