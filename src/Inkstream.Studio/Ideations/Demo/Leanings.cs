namespace Inkstream.Studio.Ideations.Demo;

/// <summary>What a platform's viewers like best, for when the writer chose no genre (domain, section 1).</summary>
internal static class Leanings
{
    private static readonly Dictionary<string, string[]> ByPlatform = new(StringComparer.Ordinal)
    {
        ["抖音"] = ["女频/设定类/重生", "男频/逆袭类/逆袭", "女频/爱情类/甜宠", "男频/逆袭类/金手指", "女频/设定类/马甲"],
        ["快手"] = ["女频/其他类型/复仇", "男频/逆袭类/战神", "女频/其他类型/家庭", "男频/逆袭类/赘婿", "男频/其他类型/神医"],
        ["小红书"] = ["女频/爱情类/甜宠", "女频/爱情类/先婚后爱", "女频/爱情类/虐恋", "女频/其他类型/家庭"],
        ["B站"] = ["男频/设定类/穿越", "男频/设定类/末世", "男频/设定类/玄幻", "女频/设定类/穿越", "男频/逆袭类/金手指"],
        ["微博"] = ["女频/其他类型/娱乐圈", "男频/逆袭类/离婚", "女频/其他类型/恶女", "女频/其他类型/复仇"],
        ["西瓜视频"] = ["女频/其他类型/家庭", "男频/逆袭类/逆袭", "男频/其他类型/神医", "男频/设定类/重生"],
        ["芒果TV"] = ["女频/爱情类/甜宠", "女频/其他类型/团宠", "女频/其他类型/萌宝", "女频/其他类型/娱乐圈"],
        ["ReelShort"] = ["女频/爱情类/霸总", "女频/爱情类/先婚后爱", "女频/其他类型/复仇", "女频/设定类/替身", "男频/逆袭类/离婚"],
    };

    /// <summary>The types to draw from: the platform's favourites, else all.</summary>
    public static IReadOnlyList<string> Of(string platform) =>
        ByPlatform.TryGetValue(platform, out var types) ? types : [.. Vocabulary.Genres.Types.Select(path => string.Join('/', path))];
}
