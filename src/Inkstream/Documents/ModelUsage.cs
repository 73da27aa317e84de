namespace Inkstream.Documents;

/// <summary>What a person's generations with one model used, as far as their documents are still there.</summary>
/// <param name="Model">By its name in the catalog, of that time.</param>
/// <param name="Month">Of what was asked for since a moment.</param>
/// <param name="All">Of all time.</param>
public sealed record ModelUsage(string Model, UsageSum Month, UsageSum All);

/// <summary>Sums over calls of a model.</summary>
/// <param name="Calls">Attempts that a worker began.</param>
/// <param name="InputTokens">As far as providers counted them.</param>
/// <param name="OutputTokens">As far as providers counted them.</param>
/// <param name="Seconds">From the beginning of each ended attempt to its end.</param>
public sealed record UsageSum(long Calls, long InputTokens, long OutputTokens, double Seconds);
