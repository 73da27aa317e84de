using System.Globalization;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>The words of the submission form in one language.</summary>
internal sealed record FormWords
{
    private static readonly FormWords Chinese = new()
    {
        Language = Languages.Chinese, Title = "剧名", Genre = "题材类型", Episodes = "总集数", EpisodeCount = "{0} 集", Duration = "单集时长", Minutes = "{0} 分钟",
        Form = "形式", Vertical = "竖屏微短剧", Short = "短剧", Longer = "中长剧", Points = "项目卖点/爽点", SellingPoints = "产品卖点", SatisfactionPoints = "情感爽点",
        Audience = "目标受众", Themes = "核心主题", Setting = "故事设定", Scenes = "关键场景", Synopsis = "故事梗概", Stages = "故事大纲", Characters = "人设小传",
        StageNames = ["背景设定与人物介绍", "初始冲突与矛盾爆发", "情节发展与关系复杂化", "高潮对决与重大反转", "结局收尾与情感升华"],
        NumberedStage = "第{0}阶段 · {1}", PlainStage = "第{0}阶段", Numbers = ["一", "二", "三", "四", "五"], NameAndType = "{0}（{1}）", Who = "身份", Traits = "性格",
        Arc = "人物弧光", Relationships = "人物关系", Comma = "、", Colon = "：", Unwritten = "（待写）", Outline = "大纲",
    };

    private static readonly FormWords English = new()
    {
        Language = Languages.English, Title = "Title", Genre = "Genre", Episodes = "Episodes", EpisodeCount = "{0}", Duration = "Episode length", Minutes = "{0} min",
        Form = "Form", Vertical = "Vertical micro-drama", Short = "Short drama", Longer = "Longer series", Points = "Selling and satisfaction points",
        SellingPoints = "Selling points", SatisfactionPoints = "Satisfaction points", Audience = "Audience", Themes = "Core themes", Setting = "Story setting",
        Scenes = "Key scenes", Synopsis = "Synopsis", Stages = "Story outline", Characters = "Characters",
        StageNames =
            ["The world and the people", "The first conflict breaks out", "The plot thickens", "The climax and the great reversal", "The ending and what it means"],
        NumberedStage = "Stage {0} · {1}", PlainStage = "Stage {0}", Numbers = ["1", "2", "3", "4", "5"], NameAndType = "{0} ({1})", Who = "Who", Traits = "Traits",
        Arc = "Arc", Relationships = "Relationships", Comma = ", ", Colon = ": ", Unwritten = "(to be written)", Outline = "Outline",
    };

    /// <summary>Where a drama ends to be one that is told in a minute or two, and where to be a short one (domain, section 4).</summary>
    private const int VerticalMinutes = 2, ShortMinutes = 7;

    public required string Language { get; init; }

    public required string Title { get; init; }

    public required string Genre { get; init; }

    public required string Episodes { get; init; }

    public required string EpisodeCount { get; init; }

    public required string Duration { get; init; }

    public required string Minutes { get; init; }

    public required string Form { get; init; }

    public required string Vertical { get; init; }

    public required string Short { get; init; }

    public required string Longer { get; init; }

    public required string Points { get; init; }

    public required string SellingPoints { get; init; }

    public required string SatisfactionPoints { get; init; }

    public required string Audience { get; init; }

    public required string Themes { get; init; }

    public required string Setting { get; init; }

    public required string Scenes { get; init; }

    public required string Synopsis { get; init; }

    public required string Stages { get; init; }

    public required string Characters { get; init; }

    public required string[] StageNames { get; init; }

    public required string NumberedStage { get; init; }

    public required string PlainStage { get; init; }

    public required string[] Numbers { get; init; }

    public required string NameAndType { get; init; }

    public required string Who { get; init; }

    public required string Traits { get; init; }

    public required string Arc { get; init; }

    public required string Relationships { get; init; }

    public required string Comma { get; init; }

    public required string Colon { get; init; }

    public required string Unwritten { get; init; }

    public required string Outline { get; init; }

    /// <summary>Those of a language.</summary>
    public static FormWords In(string language) => language == Languages.English ? English : Chinese;

    /// <summary>What kind of drama one of that many minutes an episode is.</summary>
    public string FormOf(int minutes) => minutes <= VerticalMinutes ? Vertical : minutes <= ShortMinutes ? Short : Longer;

    /// <summary>The heading of a stage, counted from 0; a sixth has a number alone.</summary>
    public string Stage(int index) => index < StageNames.Length
        ? string.Format(CultureInfo.InvariantCulture, NumberedStage, Numbers[index], StageNames[index])
        : string.Format(CultureInfo.InvariantCulture, PlainStage, index + 1);
}
