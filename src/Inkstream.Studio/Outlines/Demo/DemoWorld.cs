namespace Inkstream.Studio.Outlines.Demo;

/// <summary>Where a demo outline takes place, and what it is about.</summary>
/// <param name="Place">Where people meet again and again.</param>
/// <param name="Thing">The object that carries the secret.</param>
/// <param name="Deal">What everyone fights over.</param>
/// <param name="Secret">What comes out.</param>
/// <param name="Proof">What proves it.</param>
/// <param name="Stage">Where the great reversal happens, before everybody's eyes.</param>
internal sealed record DemoWorld(string Place, string Thing, string Deal, string Secret, string Proof, string Stage)
{
    /// <summary>The worlds in Chinese.</summary>
    public static IReadOnlyList<DemoWorld> Chinese { get; } =
    [
        new("旧码头的修表铺", "一块停走的怀表", "老厂改造项目", "当年那场火灾的真相", "被替换过的验收报告", "项目签约仪式"),
        new("巷口的小面馆", "一本泛黄的账本", "连锁餐饮的收购案", "父亲被逐出家门的真相", "被调换的遗嘱", "集团的周年晚宴"),
        new("关了灯的小剧场", "一盘没有标签的录音带", "年度大戏的投资", "母亲退出舞台的真相", "被剪掉的那段录音", "首演当晚的舞台"),
        new("城郊的花圃", "一枚刻着名字的戒指", "城南地块的竞标", "十年前那场车祸的真相", "当晚的行车记录", "公开竞标的会场"),
    ];

    /// <summary>The worlds in English.</summary>
    public static IReadOnlyList<DemoWorld> English { get; } =
    [
        new("the clock repair shop by the old pier", "a pocket watch that stopped", "the waterfront redevelopment", "the truth about the fire", "the swapped safety report", "the signing ceremony"),
        new("the noodle counter at the end of the lane", "a yellowed ledger", "the restaurant chain buyout", "the reason a son was thrown out", "the will that was exchanged", "the company's anniversary gala"),
        new("the little theatre that went dark", "an unmarked tape", "the money for the season's biggest show", "the reason a star walked off the stage", "the minute that was cut from the tape", "opening night"),
        new("the flower nursery outside town", "a ring with a name inside", "the bid for the south side", "the truth about a crash ten years ago", "the dashcam footage of that night", "the public bidding"),
    ];
}
