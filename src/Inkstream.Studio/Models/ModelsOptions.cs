using System.Globalization;

namespace Inkstream.Studio.Models;

/// <summary>
/// The settings under <c>Models</c> (contract 2). Read by hand and not by the configuration binder, so that a value
/// that cannot be read ends up in <see cref="Validate"/>'s list like any other mistake, and not as an exception.
/// </summary>
public sealed class ModelsOptions
{
    /// <summary>The section these settings are read from.</summary>
    public const string Section = "Models";

    /// <summary>Name of the built-in entry that exists while nothing else is configured.</summary>
    public const string DemoName = "demo";

    private static readonly string[] EntryKeys =
        [nameof(ModelSettings.Provider), nameof(ModelSettings.Endpoint), nameof(ModelSettings.Model), nameof(ModelSettings.ApiKey),
            nameof(ModelSettings.InputPrice), nameof(ModelSettings.OutputPrice)];

    private readonly List<string> _unreadable = [];

    /// <summary>Name of the model used when a request names none; null: see <see cref="DefaultName"/>.</summary>
    public string? Default { get; init; }

    /// <summary>What is configured, by name. Empty: the built-in demo model is offered.</summary>
    public IReadOnlyDictionary<string, ModelSettings> Catalog { get; init; } =
        new SortedDictionary<string, ModelSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Silence after which a model call counts as dropped.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the demo model takes for a piece of its answer; zero: as fast as possible.
    /// An addition to the contract, <c>Models:DemoPace</c>, for tests and benchmarks.
    /// </summary>
    public TimeSpan DemoPace { get; init; } = TimeSpan.FromMilliseconds(28);

    /// <summary>What is offered, in the order of names: what is configured, or else the demo model.</summary>
    public IReadOnlyList<ModelSettings> Offered =>
        Catalog.Count > 0
            ? [.. Catalog.Values.OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase)]
            : [new ModelSettings { Name = DemoName, Provider = ModelProviders.Demo }];

    /// <summary>The default that holds: the one named, else the first that is not a demo model, else the first.</summary>
    public string DefaultName =>
        Default ?? (Offered.FirstOrDefault(m => !Is(m, ModelProviders.Demo)) ?? Offered[0]).Name;

    /// <summary>Reads the settings; mistakes are kept for <see cref="Validate"/>.</summary>
    public static ModelsOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        List<string> unreadable = [];
        var catalog = new SortedDictionary<string, ModelSettings>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in section.GetSection(nameof(Catalog)).GetChildren())
            catalog[entry.Key] = ReadEntry(entry, unreadable);

        var options = new ModelsOptions
        {
            Default = Text(section[nameof(Default)]),
            Catalog = catalog,
            IdleTimeout = ReadTime(section, nameof(IdleTimeout), TimeSpan.FromMinutes(1), unreadable),
            DemoPace = ReadTime(section, nameof(DemoPace), TimeSpan.FromMilliseconds(28), unreadable),
        };
        options._unreadable.AddRange(unreadable);
        return options;
    }

    /// <summary>One line for each mistake, which names the key and what it takes. Empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(ModelsOptions options)
    {
        List<string> problems = [.. options._unreadable];
        if (options.IdleTimeout <= TimeSpan.Zero)
            problems.Add(Wrong("Models:IdleTimeout", options.IdleTimeout.ToString(), "a time above zero, such as 00:01:00"));
        if (options.DemoPace < TimeSpan.Zero)
            problems.Add(Wrong("Models:DemoPace", options.DemoPace.ToString(), "a time of zero or more, such as 00:00:00.028"));
        foreach (var model in options.Catalog.Values)
            Check(model, problems);
        if (options.Default is { } name && !options.Offered.Any(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            var names = string.Join(", ", options.Offered.Select(m => m.Name));
            problems.Add(Wrong("Models:Default", name, $"the name of a configured model ({names})"));
        }
        return problems;
    }

    internal static bool Is(ModelSettings model, string provider) =>
        string.Equals(model.Provider, provider, StringComparison.OrdinalIgnoreCase);

    private static void Check(ModelSettings model, List<string> problems)
    {
        var key = $"Models:Catalog:{model.Name}";
        if (model.Provider is null)
            problems.Add(Missing($"{key}:Provider", "demo, openai or anthropic"));
        else if (!ModelProviders.All.Contains(model.Provider, StringComparer.OrdinalIgnoreCase))
            problems.Add(Wrong($"{key}:Provider", model.Provider, "demo, openai or anthropic"));
        else if (!Is(model, ModelProviders.Demo) && model.Model is null)
            problems.Add(Missing($"{key}:Model", "the provider's id of the model, such as gpt-4.1 or claude-sonnet-4-5"));

        if (model.Endpoint is { } endpoint && !IsHttp(endpoint))
        {
            // A key pasted into the wrong setting must not be printed: the value is not repeated.
            problems.Add($"{key}:Endpoint is not a web address: it takes one such as http://127.0.0.1:11434/v1.");
        }
        CheckPrice($"{key}:InputPrice", model.InputPrice, problems);
        CheckPrice($"{key}:OutputPrice", model.OutputPrice, problems);
    }

    private static void CheckPrice(string key, decimal? price, List<string> problems)
    {
        if (price < 0)
            problems.Add(Wrong(key, price.Value.ToString(CultureInfo.InvariantCulture), PriceTakes));
    }

    private const string PriceTakes = "a price per million tokens of zero or more, such as 2.5";

    private static bool IsHttp(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0;

    private static ModelSettings ReadEntry(IConfigurationSection entry, List<string> unreadable)
    {
        foreach (var child in entry.GetChildren())
        {
            if (!EntryKeys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                unreadable.Add($"{child.Path} is not a setting: Models:Catalog:{entry.Key} takes {string.Join(", ", EntryKeys)}.");
        }
        return new ModelSettings
        {
            Name = entry.Key,
            Provider = Text(entry[nameof(ModelSettings.Provider)]),
            Endpoint = Text(entry[nameof(ModelSettings.Endpoint)]),
            Model = Text(entry[nameof(ModelSettings.Model)]),
            ApiKey = Text(entry[nameof(ModelSettings.ApiKey)]),
            InputPrice = ReadPrice(entry, nameof(ModelSettings.InputPrice), unreadable),
            OutputPrice = ReadPrice(entry, nameof(ModelSettings.OutputPrice), unreadable),
        };
    }

    private static decimal? ReadPrice(IConfigurationSection entry, string key, List<string> unreadable)
    {
        if (Text(entry[key]) is not { } text)
            return null;
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var price))
            return price;
        unreadable.Add(Wrong($"{entry.Path}:{key}", text, PriceTakes));
        return null;
    }

    private static TimeSpan ReadTime(IConfigurationSection section, string key, TimeSpan fallback, List<string> unreadable)
    {
        if (Text(section[key]) is not { } text)
            return fallback;
        // "5" would be five days; nobody means that.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time))
            return time;
        unreadable.Add(Wrong($"{section.Path}:{key}", text, "a time such as 00:01:00"));
        return fallback;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string Wrong(string key, string value, string takes) => $"{key} is '{OneLine(value)}': it takes {takes}.";

    private static string Missing(string key, string takes) => $"{key} is missing: it takes {takes}.";

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
