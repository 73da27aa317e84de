using System.Globalization;
using Inkstream.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Inkstream.AspNetCore;

/// <summary>Errors over HTTP: RFC 9457 problem details with <c>code</c> and <c>retryable</c> (contract 3).</summary>
public static class Problem
{
    /// <summary>404: there is none, or it is someone else's.</summary>
    public static IResult NotFound() => Of(404, "not_found", "There is nothing here, or it is not yours.");

    /// <summary>503: the database does not answer.</summary>
    public static IResult Unavailable() => Of(503, "unavailable", "The database does not answer. Try again in a moment.", retryable: true);

    /// <summary>400 with the wrong fields, each with its texts.</summary>
    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors) => Of(
        400, "invalid", "Some fields need another value; see errors.", extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors });

    /// <summary>Any other.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Stable and machine-readable.</param>
    /// <param name="detail">A plain sentence that says what to do next.</param>
    /// <param name="retryable">Whether the same request may succeed later.</param>
    /// <param name="extensions">More members.</param>
    public static IResult Of(
        int status, string code, string detail, bool retryable = false, IReadOnlyDictionary<string, object?>? extensions = null)
    {
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
        };
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>(StringComparer.Ordinal))
            problem.Extensions[name] = value;
        return Results.Json(Complete(problem, code, retryable), FieldSet.Json, "application/problem+json", status);
    }

    /// <summary>Gives a problem that the framework made the members that ours have.</summary>
    public static ProblemDetails Complete(ProblemDetails problem, string? code = null, bool? retryable = null)
    {
        problem.Extensions.TryAdd("code", code ?? "http_" + (problem.Status ?? 500).ToString(CultureInfo.InvariantCulture));
        problem.Extensions.TryAdd("retryable", retryable ?? problem.Status >= 500);
        return problem;
    }
}
