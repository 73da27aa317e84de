using Inkstream.Specification;
using Inkstream.Specification.Engines;
using Inkstream.Specification.Stores;
using Xunit;

namespace Inkstream.Postgres.Tests;

public sealed class PostgresDocumentStoreTests : DocumentStoreSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresArchiveTests : ArchiveSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresLibraryTests : LibrarySpecification
{
    protected override string Undo =>
        """
        DROP TABLE document_facets; DROP INDEX documents_by_update; DROP INDEX documents_by_title; DROP INDEX documents_favourite;
        DROP TRIGGER documents_marked ON documents; DROP FUNCTION documents_are_marked; ALTER TABLE documents DROP COLUMN favourite;
        DELETE FROM schema_scripts WHERE name LIKE '%0003_library%'
        """;

    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresSearchTests : SearchSpecification
{
    protected override string Undo =>
        """
        DROP TABLE document_texts; DROP FUNCTION grams; DROP FUNCTION titles_are_found CASCADE; DROP FUNCTION briefs_are_found CASCADE; DROP FUNCTION find_parts;
        DROP FUNCTION parts_are_found CASCADE; DROP FUNCTION texts_of; DROP INDEX documents_of_all_by_update; DROP INDEX documents_of_all_by_title;
        DROP INDEX documents_of_all_favourite; DROP TABLE prompt_versions; DROP INDEX transforms_used; DELETE FROM schema_scripts WHERE name LIKE '%0006_search%'
        """;

    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresPromptTests : PromptSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresGenerationTests : GenerationSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresSourceTests : SourceSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresRunStoreTests : RunStoreSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresVersionTests : VersionSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresForeignWriterTests : ForeignWriterSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresPlanTests : PlanSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time, explained: true);
}

public sealed class PostgresSignalTests : SignalSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresThirdKindTests : ThirdKindSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresWritingTests : WritingSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresLiveTests : LiveSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresForeignRowsTests : ForeignRowsSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresFoldTests : FoldSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time);
}

public sealed class PostgresCoverageTests
{
    [Fact]
    public void No_suite_is_left_out() => EverySuite.IsRunBy(typeof(PostgresCoverageTests).Assembly);
}
