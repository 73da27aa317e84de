namespace Inkstream.Studio.Vocabulary;

/// <summary>The platforms a writer can choose from, in the order of the picker (domain, section 1).</summary>
internal static class Platforms
{
    /// <summary>The platform that the picker starts with.</summary>
    public const string Default = "抖音";

    /// <summary>All platforms.</summary>
    public static IReadOnlyList<Platform> All { get; } =
    [
        new("抖音", "Douyin", new(
            "节奏快，三秒内必须抛出钩子；视觉冲击强，表达年轻，爽点密集，但情绪要有真实的落点。",
            "Fast: the hook lands within three seconds. Strong images, a young voice, frequent pay-offs, and one emotion that rings true.")),
        new("快手", "Kuaishou", new(
            "复仇与逆袭来得快，大女主当道；人物接地气，吃过生活的苦，观众要能共情并跟着解气。",
            "Quick revenge and comebacks led by strong heroines; down-to-earth people who have known hardship, so that viewers feel with them and cheer.")),
        new("小红书", "Xiaohongshu", new(
            "画面精致，场景有生活方式感；情感细腻克制，女性成长与关系里的小心思值得被截图分享。",
            "Refined looks and lifestyle settings; delicate, restrained feeling, with women's growth and small truths about relationships worth a screenshot.")),
        new("B站", "Bilibili", new(
            "观众年轻懂梗，爱脑洞、设定和反套路；细节要经得起弹幕推敲，幽默与热血并存。",
            "Young, well-read viewers who love bold premises and broken clichés; details must survive live comments, humour sits beside passion.")),
        new("微博", "Weibo", new(
            "话题性第一：一句话就能上热搜的冲突，娱乐圈、婚恋与职场议题，人物立场鲜明、适合站队讨论。",
            "Talking points first: a conflict that trends in one line, from show business, marriage or work, with clear positions for people to take sides on.")),
        new("腾讯视频", "Tencent Video", new(
            "制作偏精品，剧情完整、人设扎实；古装、甜宠与悬疑受众稳定，付费点前需要强悬念。",
            "Polished productions with complete plots and solid characters; costume, sweet romance and mystery do well, with strong suspense before each paywall.")),
        new("爱奇艺", "iQiyi", new(
            "偏爱悬疑、现实题材与高概念设定；叙事要有反转和逻辑，情感线克制而有力。",
            "Leans to mystery, contemporary realism and high concepts; twists must hold up logically and the love line is restrained but strong.")),
        new("优酷", "Youku", new(
            "古装仙侠、家国情怀与都市情感并重；情节大开大合，人物有担当，结局要给足情绪。",
            "Costume fantasy, loyalty and city romance side by side; bold plot swings, leads who take responsibility, and a generous emotional ending.")),
        new("芒果TV", "Mango TV", new(
            "以年轻女性为主，轻松明亮；甜宠、闺蜜群像与综艺感的笑点，CP 感要强。",
            "Mostly young women; light and bright. Sweet romance, circles of friends, variety-show humour and strong chemistry between the leads.")),
        new("西瓜视频", "Xigua Video", new(
            "受众年龄跨度大，爱看家庭、乡村与小人物逆袭；故事直白温暖，善恶有报，横竖屏皆可看。",
            "A wide range of ages that enjoys family, village and underdog stories; plain and warm, where good and bad both get what they deserve.")),
        new("TikTok", "TikTok", new(
            "面向全球年轻观众，不靠台词也能看懂的视觉钩子；单场景强冲突，文化门槛低，结尾留悬念引发评论。",
            "Young viewers worldwide: a visual hook that works without sound, one strong conflict in one place, little cultural homework, an ending that fills the comments.")),
        new("YouTube Shorts", "YouTube Shorts", new(
            "六十秒内讲清一次反转；标题与首帧要可搜索、可点击，适合系列化，情绪正向、适合全家。",
            "One clear reversal within sixty seconds; a title and first frame that invite the click, made for series, upbeat and fit for families.")),
        new("ReelShort", "ReelShort", new(
            "欧美付费竖屏短剧：亿万富翁、狼人、替婚与复仇等强设定，每集结尾必有悬念，情感张力直给。",
            "Paid vertical drama for Western viewers: billionaires, werewolves, contract brides and revenge; a cliffhanger on every episode and emotion played straight.")),
    ];

    /// <summary>The platform of that value; null when there is none.</summary>
    public static Platform? Find(string? value) => All.FirstOrDefault(p => p.Value == value);
}
