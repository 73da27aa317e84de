using System.Data.Common;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>A library of a writer of many years, written into the database as another program would.</summary>
internal static class LargeLibrary
{
    private const string Owner = "01900000-0000-7000-8000-000000000001";

    private const string Names =
        """
        '雨夜来客','第七把钥匙','她的另一张脸','回到十八岁那年','总裁今天也在装穷','末班地铁','小镇神医','离婚后我继承了一座岛','The Last Lift','Ash Wedding',
        '灯塔守望者','一碗面的重量','替身新娘','万物皆可修','旧信箱','退婚那天下了雪'
        """;

    /// <summary>
    /// SQLite: adds that many finished documents, the first the newest, one each seven hours back from now: ideations with
    /// three ideas each, and, when <paramref name="mixed"/>, every second one an outline with three components in its place.
    /// </summary>
    public static void Fill(DbConnection database, int count, bool mixed = false)
    {
        var isOutline = mixed ? "i % 2 = 1" : "0";
        using var transaction = database.BeginTransaction();
        database.Execute(
            $"""
            CREATE TEMP TABLE names (n INTEGER PRIMARY KEY, name TEXT);
            INSERT INTO names (name) SELECT value FROM json_each(json_array({Names}));
            CREATE TEMP TABLE made AS
              WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})
              SELECT i, printf('0180%04x-%04x-7000-8000-%012x', ({count} - i) / 65536, ({count} - i) % 65536, i) AS id,
                (SELECT name FROM names WHERE names.n = 1 + i % 16) || ' ' || i AS title,
                strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (i * 7) || ' hours') AS at,
                (SELECT value FROM json_each(json_array('抖音', '快手', '小红书', 'ReelShort')) WHERE key = i % 4) AS platform,
                (SELECT value FROM json_each(json_array('甜宠', '虐恋', '霸总')) WHERE key = i % 3) AS genre
              FROM n;
            INSERT INTO documents (id, user_id, kind, title, created_at, updated_at, favourite) SELECT id, '{Owner}', iif({isOutline}, 'outline', 'ideation'), title, at, at, i % 9 = 0 FROM made;
            INSERT INTO document_params (document_id, params)
              SELECT id, iif({isOutline},
                json_object('source', json_object('artifactId', id, 'versionId', id, 'documentId', id, 'title', '原来的' || title, 'text', '一个创意。', 'type', 'brainstorm_idea'),
                  'totalEpisodes', 60, 'episodeDuration', 2, 'platform', platform, 'genrePaths', json_array(json_array('女频', '爱情类', genre)), 'genreProportions', json_array(100), 'language', 'zh'),
                json_object('platform', platform, 'genrePaths', json_array(json_array('女频', '爱情类', genre)), 'genreProportions', json_array(100), 'count', 3, 'language', 'zh')) FROM made;
            INSERT INTO document_facets (document_id, facet)
              SELECT id, 'platform:' || platform FROM made
              UNION ALL SELECT id, 'genre:女频' FROM made UNION ALL SELECT id, 'genre:女频/爱情类' FROM made UNION ALL SELECT id, 'genre:女频/爱情类/' || genre FROM made;
            INSERT INTO transforms (id, document_id, user_id, type, status, round, created_at, ended_at, model, asked)
              SELECT id, id, '{Owner}', 'llm', CASE i % 25 WHEN 7 THEN 'failed' WHEN 11 THEN 'cancelled' ELSE 'completed' END, 1, at, at, 'demo', '["ideas/0","ideas/1","ideas/2"]' FROM made;
            UPDATE documents SET newest_transform_id = id;
            CREATE TEMP TABLE cards AS
              SELECT m.id AS document_id, {isOutline} AS is_outline, substr(m.id, 1, 9) || printf('%04x', k.value) || '-7000' || substr(m.id, 19) AS id, k.value AS k,
                (SELECT name FROM names WHERE names.n = 1 + (m.i * 3 + k.value * 5) % 16) || m.i AS title
              FROM made m CROSS JOIN json_each('[1,2,3]') k;
            INSERT INTO artifacts (id, user_id, type, data)
              SELECT id, '{Owner}', 'outline_genre', json_object('genre', title) FROM cards WHERE is_outline
              UNION ALL
              SELECT id, '{Owner}', 'brainstorm_idea', json_object('idea_title', title, 'idea_text', title || '：一个人在雨夜里做了一个决定，三年后才知道那决定救了谁，又毁了谁，最后她把门打开，让所有人都进来。', 'order_index', k) FROM cards WHERE NOT is_outline;
            INSERT INTO transform_outputs (transform_id, artifact_id, role) SELECT document_id, id, iif(is_outline, json_extract('["genre","setting","selling_points"]', '$[' || (k - 1) || ']'), 'idea_' || k) FROM cards;
            UPDATE documents SET updated_at = created_at;
            DROP TABLE cards;
            DROP TABLE made;
            DROP TABLE names;
            """);
        transaction.Commit();
    }
}
