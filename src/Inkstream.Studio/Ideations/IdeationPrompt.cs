using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Ideations.Demo;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Vocabulary;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Ideations;

/// <summary>Writes the prompt for idea cards (domain, section 3).</summary>
internal static class IdeationPrompt
{
    /// <summary>What its prompts are called before their language.</summary>
    public const string PromptName = "ideation";

    /// <summary>Names the template and its version.</summary>
    public const string TemplateId = PromptName + "/1";

    /// <summary>Where the options carry what the demo model answers.</summary>
    public const string DemoKey = "inkstream.demo";

    /// <summary>High: ideas shall differ. Not above 1, which is the most that every provider takes.</summary>
    private const float Temperature = 1.0f;

    /// <summary>What a writer can put own instructions in place of.</summary>
    public static IReadOnlyList<BuiltInPrompt> BuiltIn { get; } =
    [
        Of(PromptName, Languages.Chinese, ChinesePrompt.Instructions), Of(PromptName, Languages.English, EnglishPrompt.Instructions),
        Of(TitlePrompt.PromptName, Languages.Chinese, TitlePrompt.ChineseInstructions), Of(TitlePrompt.PromptName, Languages.English, TitlePrompt.EnglishInstructions),
    ];

    private static readonly JsonElement Schema = JsonElement.Parse("""
        {
          "type": "object",
          "properties": {
            "ideas": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "title": { "type": "string" },
                  "body": { "type": "string" }
                },
                "required": ["title", "body"],
                "additionalProperties": false
              }
            }
          },
          "required": ["ideas"],
          "additionalProperties": false
        }
        """);

    /// <summary>The prompt for the cards that this attempt shall bring.</summary>
    public static Prompt Build(PromptContext context)
    {
        var brief = IdeationBrief.Of(context);
        if (brief.Generation.Mode == GenerationModes.Title)
            return TitlePrompt.Build(brief);
        var (system, user) = brief.Document.Language == Languages.English ? EnglishPrompt.Write(brief) : ChinesePrompt.Write(brief);
        return new(OwnPrompt.TemplateId(TemplateId, brief.Generation.Prompt), [new(ChatRole.System, system), new(ChatRole.User, user)], Options(brief));
    }

    private static BuiltInPrompt Of(string name, string language, string text) =>
        new(BuiltInPrompt.NameOf(name, language), IdeationKind.KindName, language, text);

    private static ChatOptions Options(IdeationBrief brief) => new()
    {
        Temperature = Temperature,
        ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "ideas", "The idea cards."),
        AdditionalProperties = new() { [DemoKey] = new DemoIdeas(brief) },
    };
}
