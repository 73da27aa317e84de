using Inkstream.Specification.Servers;
using Inkstream.Specification.Stores;
using Npgsql;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>Backup and restore, as docs/operations.md says it.</summary>
public sealed class BackupTests : StoreSpecification
{
    private PostgresFixture _store = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => _store = (PostgresFixture)await PostgresFixture.OpenAsync(time);

    [Fact]
    public async Task What_was_dumped_while_a_run_was_written_is_there_after_a_restore_and_goes_on()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "before ", null, Note(0)));
        var dumped = await ReadAsync(run.DocumentId);
        var file = Path.Combine(Path.GetTempPath(), $"inkstream-{Guid.CreateVersion7():N}.dump");
        await TestServer.Running.Server.RunAsync("pg_dump", "-Fc", "-d", new NpgsqlConnectionStringBuilder(_store.ConnectionString).Database!, "-f", file);
        await CommittedAsync(Batch(run, 2, "lost with what came after the dump"));

        await _store.ReopenAsync();
        await TestServer.Running.Server.RunAsync("pg_restore", "--clean", "--if-exists", "-d", new NpgsqlConnectionStringBuilder(_store.ConnectionString).Database!, file);
        File.Delete(file);

        Json(await ReadAsync(run.DocumentId)).ShouldBe(Json(dumped));
        (await CommittedAsync(Batch(run, 2, "after"))).ChunkIndex.ShouldBe(1);
        (await ReadAsync(run.DocumentId)).Generation!.Chunks.ShouldBe(["before ", "after"]);
        await _store.Database.OpenAsync(Cancel);
    }
}
