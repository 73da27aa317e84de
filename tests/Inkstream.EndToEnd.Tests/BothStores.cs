namespace Inkstream.EndToEnd.Tests;

// What a person sees does not depend on where the rows lie: the suites that touch it run on both stores.

public sealed class StopOnSqliteTests(ScriptedStudio studio) : StopTests<ScriptedStudio>(studio);

public sealed class StopOnPostgresTests(PostgresStudio studio) : StopTests<PostgresStudio>(studio);

public sealed class IdempotencyOnSqliteTests(ScriptedStudio studio) : IdempotencyTests<ScriptedStudio>(studio);

public sealed class IdempotencyOnPostgresTests(PostgresStudio studio) : IdempotencyTests<PostgresStudio>(studio);

public sealed class ContractOnSqliteTests(ScriptedStudio studio) : ContractTests<ScriptedStudio>(studio);

public sealed class ContractOnPostgresTests(PostgresStudio studio) : ContractTests<PostgresStudio>(studio);

public sealed class NoEmptyResultsOnSqliteTests(NoRetriesStudio studio) : NoEmptyResultsTests<NoRetriesStudio>(studio);

public sealed class NoEmptyResultsOnPostgresTests(NoRetriesPostgresStudio studio) : NoEmptyResultsTests<NoRetriesPostgresStudio>(studio);

public sealed class LibraryListOnSqliteTests(ScriptedStudio studio) : LibraryListTests<ScriptedStudio>(studio);

public sealed class LibraryListOnPostgresTests(PostgresStudio studio) : LibraryListTests<PostgresStudio>(studio);

public sealed class NewTitleOnSqliteTests(NoRetriesStudio studio) : NewTitleTests<NoRetriesStudio>(studio);

public sealed class NewTitleOnPostgresTests(NoRetriesPostgresStudio studio) : NewTitleTests<NoRetriesPostgresStudio>(studio);

[Collection(Alone.Name)]
public sealed class ForeignWriterOnSqliteTests(ScriptedStudio studio) : ForeignWriterTests<ScriptedStudio>(studio);

[Collection(Alone.Name)]
public sealed class ForeignWriterOnPostgresTests(PostgresStudio studio) : ForeignWriterTests<PostgresStudio>(studio);

public sealed class FoldEqualsGetOnSqliteTests : FoldEqualsGetTests
{
    protected override int Slice => 4;

    protected override Task<string[]> StorageAsync() => Task.FromResult<string[]>([]);
}

public sealed class FoldEqualsGetOnPostgresTests : FoldEqualsGetTests
{
    protected override int Slice => 2;

    protected override Task<string[]> StorageAsync() => SharedPostgres.NewDatabaseAsync();
}

public sealed class CrashOnSqliteTests : CrashTests
{
    protected override int Slice => 20;

    protected override int Whole => 200;

    protected override Task<string[]> StorageAsync() => Task.FromResult<string[]>([]);
}

public sealed class CrashOnPostgresTests : CrashTests
{
    protected override int Slice => 6;

    protected override int Whole => 50;

    // Another server might still be writing, so a restarted one waits for the lease.
    protected override async Task<string[]> StorageAsync() => [.. await SharedPostgres.NewDatabaseAsync(), "Generation:Lease=00:00:01"];
}

public sealed class OutlineOnSqliteTests(ScriptedStudio studio) : OutlineTests<ScriptedStudio>(studio);

public sealed class OutlineOnPostgresTests(PostgresStudio studio) : OutlineTests<PostgresStudio>(studio);

public sealed class OutlinePartOnSqliteTests(ScriptedStudio studio) : OutlinePartTests<ScriptedStudio>(studio);

public sealed class OutlinePartOnPostgresTests(PostgresStudio studio) : OutlinePartTests<PostgresStudio>(studio);

public sealed class OutlineCrashOnSqliteTests : OutlineCrashTests
{
    protected override Task<string[]> StorageAsync() => Task.FromResult<string[]>([]);
}

public sealed class OutlineCrashOnPostgresTests : OutlineCrashTests
{
    protected override async Task<string[]> StorageAsync() => [.. await SharedPostgres.NewDatabaseAsync(), "Generation:Lease=00:00:01"];
}

public sealed class SettingsOnSqliteTests(ScriptedStudio studio) : SettingsTests<ScriptedStudio>(studio);

public sealed class SettingsOnPostgresTests(PostgresStudio studio) : SettingsTests<PostgresStudio>(studio);
