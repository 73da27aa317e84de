using Inkstream.Specification;
using Inkstream.Specification.Engines;
using Inkstream.Specification.Stores;
using Xunit;

namespace Inkstream.Sqlite.Tests;

public sealed class SqliteDocumentStoreTests : DocumentStoreSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteGenerationTests : GenerationSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteSourceTests : SourceSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteLibraryTests : LibrarySpecification
{
    protected override string Undo =>
        """
        DROP TABLE document_facets; DROP INDEX documents_by_update; DROP INDEX documents_by_title; DROP INDEX documents_favourite;
        DROP TRIGGER documents_marked; ALTER TABLE documents DROP COLUMN favourite; DELETE FROM schema_scripts WHERE name LIKE '%0003_library%'
        """;

    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteRunStoreTests : RunStoreSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteVersionTests : VersionSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteForeignWriterTests : ForeignWriterSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqlitePlanTests : PlanSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteSignalTests : SignalSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteCoverageTests
{
    [Fact]
    public void No_suite_is_left_out() => EverySuite.IsRunBy(typeof(SqliteCoverageTests).Assembly);
}

public sealed class SqliteWritingTests : WritingSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteLiveTests : LiveSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteFoldTests : FoldSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}

public sealed class SqliteForeignRowsTests : ForeignRowsSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => Task.FromResult<StoreFixture>(new SqliteFixture(time));
}
