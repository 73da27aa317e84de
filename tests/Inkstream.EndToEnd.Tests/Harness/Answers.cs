using System.Globalization;
using System.Text;
using Inkstream.Specification.Models;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>Answers of a model.</summary>
internal static class Answers
{
    /// <summary>How many ideas the prompt in <paramref name="request"/> asks for.</summary>
    public static int AskedIn(ModelRequest request)
    {
        const string before = "请创作 ";
        var at = request.Prompt.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var end = request.Prompt.IndexOf(' ', at);
        return int.Parse(request.Prompt.AsSpan(at, end - at), CultureInfo.InvariantCulture);
    }

    public static string Title(string tag, int number) => $"{tag}-{number}号";

    /// <summary>An answer with <paramref name="count"/> ideas.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tag">Makes the titles its own.</param>
    /// <param name="first">The number of the first.</param>
    public static string Of(int count, string tag, int first = 0) =>
        $"{{\"ideas\":[{string.Join(',', Enumerable.Range(first, count).Select(number => One(Title(tag, number))))}]}}";

    /// <summary>One idea as JSON.</summary>
    public static string One(string title, string? body = null)
    {
        var json = new StringBuilder();
        json.Append("{\"title\":").Append(JsonLiteral.Quote(title)).Append(",\"body\":")
            .Append(JsonLiteral.Quote(body ?? $"{title}：雨夜里林晚在旧码头捡到一只会倒着走的表🕰️，表每退一格，她就想起一件从未发生的事，最后她选择让它停下。")).Append('}');
        return json.ToString();
    }
}
