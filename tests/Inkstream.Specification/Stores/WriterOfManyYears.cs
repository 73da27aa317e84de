using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Inkstream.Specification.Stores;

/// <summary>
/// A library of a writer of many years, ideations and outlines in turn, written as another program would. Characters are as
/// frequent as in a language: few are nearly everywhere, most are rare.
/// </summary>
public static class WriterOfManyYears
{
    private const int AtOnce = 100;
    private const int Characters = 3000;
    private const int First = '一';

    /// <summary>What to search for, and how many entries of a page of 51 hold it, of 5,000 documents.</summary>
    public static IReadOnlyList<(string Text, int Found)> Sought { get; } =
    [
        ("灯塔守望者的秘密", 5), ("灯塔守望", 30), ("灯塔", 51), ("ZEPPELIN", 5), ("zz", 0), ("塔", 51), ("的", 51), ("一个人", 51), ("人的", 51), ("没有这样一句话的", 0),
    ];

    /// <summary>Writes that many documents.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="count">How many, ideations and outlines together.</param>
    /// <param name="length">Characters of an outline; an ideation has three cards of 80.</param>
    /// <param name="run">Runs SQL that every store understands.</param>
    /// <param name="ideation">The name of the kind of every other document.</param>
    /// <param name="outline">And of those between.</param>
    public static async Task FillAsync(
        Guid owner, int count, int length, Func<string, Task> run, string ideation = "ideation", string outline = "outline")
    {
        var random = new Random(7);
        for (var from = 0; from < count; from += AtOnce)
        {
            var (documents, briefs, facets, transforms, artifacts, outputs) = (Rows(), Rows(), Rows(), Rows(), Rows(), Rows());
            for (var i = from; i < Math.Min(count, from + AtOnce); i++)
            {
                var (id, isOutline) = (Id(i, 0), i % 2 == 1);
                var (title, brief) = (Planted(i, 97, "灯塔") + Words(random, 8), Words(random, isOutline ? 80 : 40));
                Row(documents, id, owner, isOutline ? outline : ideation, title);
                Row(briefs, id, JsonSerializer.Serialize(isOutline
                    ? (object)new { source = new { artifactId = id, title, text = brief }, totalEpisodes = 60, episodeDuration = 2, language = "zh" }
                    : new { platform = "抖音", genrePaths = new[] { new[] { "女频", "爱情类", "甜宠" } }, genreProportions = new[] { 100 }, userInput = brief, count = 3, language = "zh" }));
                Row(facets, id, "platform:" + (i % 3 == 0 ? "快手" : "抖音"));
                Row(transforms, id, id, owner, "llm", i % 25 == 7 ? "failed" : "completed", 1, "demo", "[]");
                var parts = isOutline ? Outline(random, i, title, length) : Cards(random, i);
                for (var k = 0; k < parts.Count; k++)
                {
                    var artifact = Id(i, k + 1);
                    Row(artifacts, artifact, owner, parts[k].Role, parts[k].Data);
                    Row(outputs, id, artifact, parts[k].Role);
                }
            }

            await run($"INSERT INTO documents (id, user_id, kind, title) VALUES {documents}");
            await run($"INSERT INTO document_params (document_id, params) VALUES {briefs}");
            await run($"INSERT INTO document_facets (document_id, facet) VALUES {facets}");
            await run($"INSERT INTO transforms (id, document_id, user_id, type, status, round, model, asked) VALUES {transforms}");
            await run($"INSERT INTO artifacts (id, user_id, type, data) VALUES {artifacts}");
            await run($"INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES {outputs}");
            await run($"UPDATE documents SET newest_transform_id = id WHERE id >= '{Id(from, 0)}' AND newest_transform_id IS NULL");
        }
    }

    private static List<(string Role, string Data)> Cards(Random random, int i) =>
    [
        .. Enumerable.Range(0, 3).Select(k => ($"idea_{k}", JsonSerializer.Serialize(new
        {
            idea_title = Words(random, 6),
            idea_text = Words(random, 40) + (k == 1 ? Planted(i, 200, "灯塔守望") : k == 2 ? Planted(i, 1000, "Zeppelin") : "") + Words(random, 40),
            order_index = k,
        }))),
    ];

    private static List<(string Role, string Data)> Outline(Random random, int i, string title, int length) =>
    [
        ("title", JsonSerializer.Serialize(new { title })),
        ("selling_points", JsonSerializer.Serialize(new { selling_points = Enumerable.Range(0, 4).Select(_ => Words(random, 30)) })),
        ("setting", JsonSerializer.Serialize(new { setting = new { core_setting_summary = Words(random, 120) } })),
        ("synopsis_stages", JsonSerializer.Serialize(new
        {
            synopsis_stages = Enumerable.Range(0, 5).Select(k => Words(random, length / 10) + (k == 2 ? Planted(i - 1, 1000, "灯塔守望者的秘密") : "") + Words(random, length / 20)),
        })),
        ("characters", JsonSerializer.Serialize(new { characters = Enumerable.Range(0, 5).Select(_ => new { name = Words(random, 3), type = "other", description = Words(random, length / 20) }) })),
    ];

    private static string Planted(int i, int every, string text) => i % every == 0 ? text : "";

    private static string Words(Random random, int length)
    {
        var words = new StringBuilder(length);
        while (words.Length < length)
            words.Append(random.Next(12) switch
            {
                0 => '，',
                1 => '的',
                2 when words.Length + 3 <= length && random.Next(4) == 0 => "一个人",
                _ => ((char)(First + (int)Math.Pow(Characters, random.NextDouble()))).ToString(),
            });
        return words.ToString();
    }

    private static string Id(int document, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"0180{document / 65536:x4}-{document % 65536:x4}-7{part:x3}-8000-{document:x12}");

    private static StringBuilder Rows() => new();

    private static void Row(StringBuilder rows, params object[] values) => rows
        .Append(rows.Length > 0 ? ", (" : "(")
        .AppendJoin(", ", values.Select(value => value is int number
            ? number.ToString(CultureInfo.InvariantCulture)
            : $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'"))
        .Append(')');
}
