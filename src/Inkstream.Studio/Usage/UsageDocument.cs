using Inkstream.Documents;
using Inkstream.Studio.Models;

namespace Inkstream.Studio.Usage;

/// <summary>What generations used.</summary>
/// <param name="MonthFrom">When this month began, UTC.</param>
/// <param name="Month">Of this month.</param>
/// <param name="All">Of all documents that are still there.</param>
/// <param name="Models">The same by model, in the order of names.</param>
internal sealed record UsageDocument(DateTimeOffset MonthFrom, UsageTotal Month, UsageTotal All, IReadOnlyList<UsageOfModel> Models)
{
    /// <summary>The sums with their prices.</summary>
    public static UsageDocument Of(DateTimeOffset month, IReadOnlyList<ModelUsage> used, ModelCatalog models)
    {
        IReadOnlyList<UsageOfModel> each =
        [
            .. used.Select(one => new UsageOfModel(one.Model, UsageTotal.Of(one.Model, one.Month, models), UsageTotal.Of(one.Model, one.All, models))),
        ];
        return new(month, UsageTotal.Of(each.Select(one => one.Month)), UsageTotal.Of(each.Select(one => one.All)), each);
    }
}

/// <summary>What one model used.</summary>
internal sealed record UsageOfModel(string Model, UsageTotal Month, UsageTotal All);

/// <summary>A sum.</summary>
/// <param name="Calls">How often a model was asked.</param>
/// <param name="InputTokens">As far as providers counted them.</param>
/// <param name="OutputTokens">As far as providers counted them.</param>
/// <param name="Seconds">How long models wrote.</param>
/// <param name="Cost">By today's prices, of what has prices; null when nothing has.</param>
internal sealed record UsageTotal(long Calls, long InputTokens, long OutputTokens, double Seconds, decimal? Cost)
{
    /// <summary>Of one model.</summary>
    public static UsageTotal Of(string model, UsageSum sum, ModelCatalog models) =>
        new(sum.Calls, sum.InputTokens, sum.OutputTokens, sum.Seconds, models.Cost(model, sum.InputTokens, sum.OutputTokens));

    /// <summary>Of several.</summary>
    public static UsageTotal Of(IEnumerable<UsageTotal> totals)
    {
        var all = totals.ToList();
        return new(
            all.Sum(t => t.Calls), all.Sum(t => t.InputTokens), all.Sum(t => t.OutputTokens), Math.Round(all.Sum(t => t.Seconds), 3),
            all.Exists(t => t.Cost is not null) ? all.Sum(t => t.Cost ?? 0) : null);
    }
}
