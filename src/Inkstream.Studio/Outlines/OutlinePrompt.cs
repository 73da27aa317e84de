using Inkstream.Documents;
using Inkstream.Studio.Models;
using Inkstream.Studio.Outlines.Demo;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Vocabulary;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Outlines;

/// <summary>Writes the prompt for an outline, or for parts of one (domain, section 4).</summary>
internal static class OutlinePrompt
{
    /// <summary>What its prompts are called before their language.</summary>
    public const string PromptName = "outline";

    /// <summary>Names the template and its version.</summary>
    public const string TemplateId = PromptName + "/1";

    /// <summary>Lower than for ideas: the parts must fit together.</summary>
    private const float Temperature = 0.8f;

    /// <summary>What a writer can put own instructions in place of.</summary>
    public static IReadOnlyList<BuiltInPrompt> BuiltIn { get; } =
    [
        new(BuiltInPrompt.NameOf(PromptName, Languages.Chinese), OutlineKind.KindName, Languages.Chinese, ChineseOutline.Instructions),
        new(BuiltInPrompt.NameOf(PromptName, Languages.English), OutlineKind.KindName, Languages.English, EnglishOutline.Instructions),
    ];

    /// <summary>The prompt for the parts that this attempt shall bring.</summary>
    public static Prompt Build(PromptContext context)
    {
        var brief = OutlineBrief.Of(context);
        var (system, user) = brief.Document.Language == Languages.English ? EnglishOutline.Write(brief) : ChineseOutline.Write(brief);

        // No schema: the names in "relationships" are free, and strict schemas allow no free names.
        return new(OwnPrompt.TemplateId(TemplateId, brief.Prompt), [new(ChatRole.System, system), new(ChatRole.User, user)], new ChatOptions
        {
            Temperature = Temperature,
            ResponseFormat = ChatResponseFormat.Json,
            AdditionalProperties = new() { [DemoChatClient.AnswerKey] = new DemoOutline(brief) },
        });
    }
}
