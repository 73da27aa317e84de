namespace Inkstream.Studio.Models;

/// <summary>What the models log. Event ids 3000–3099. No key, no prompt, no text.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "{Count} models are offered; the default is {Default}.")]
    public static partial void CatalogReady(ILogger logger, int count, string @default);

    [LoggerMessage(3001, LogLevel.Information,
        "Model {Model}: its server refused the answer format {Format}; asking with {Next} from now on.")]
    public static partial void FormatRefused(ILogger logger, string model, AnswerFormat format, AnswerFormat next);

    [LoggerMessage(3002, LogLevel.Information, "Model {Model}: its server refused to count usage; asking without from now on.")]
    public static partial void UsageRefused(ILogger logger, string model);

    [LoggerMessage(3003, LogLevel.Debug, "Model {Model}: its server ended the call: {Code}.")]
    public static partial void CallEnded(ILogger logger, string model, string code);
}
