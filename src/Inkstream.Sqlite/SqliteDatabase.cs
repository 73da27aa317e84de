using System.Collections.Concurrent;
using Inkstream.Ports;
using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>
/// The file, its one writing connection and its few reading ones. SQLite has one writer at a time anyway: here it is
/// queued for, not fought for.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    /// <summary>The database's file in <see cref="SqliteStoreOptions.Path"/>.</summary>
    public const string FileName = "inkstream.db";

    private readonly FileStream _owned;
    private readonly SqliteSession _writer;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SemaphoreSlim _reading;
    private readonly string _file;

    /// <summary>Opens the file, brings its schema up to date, and owns it until disposed.</summary>
    /// <exception cref="StoreInUseException">Another process owns it.</exception>
    /// <exception cref="StorePathException">The folder cannot be used, or the file in it is no database.</exception>
    public SqliteDatabase(SqliteStoreOptions options, TimeProvider time)
    {
        var folder = FolderOf(options.Path);
        _file = Path.Combine(folder, FileName);
        _owned = Own(Path.Combine(folder, "inkstream.lock"), folder);
        _reading = new SemaphoreSlim(options.Readers);
        SqliteSession? writer = null;
        try
        {
            writer = _writer = new SqliteSession(_file, readOnly: false);
            _writer.Run("PRAGMA journal_mode = WAL");

            // FULL: a commit is on the disk before anyone is told of it, so it survives a power cut too (docs/decisions).
            _writer.Run("PRAGMA synchronous = FULL");
            _writer.Run("PRAGMA fullfsync = ON");
            SchemaScripts.Apply(_writer, time);
        }
        catch (Exception e)
        {
            writer?.Dispose();
            _owned.Dispose();
            if (e is SqliteException)
                throw new StorePathException($"Storage:Path '{folder}' holds an {FileName} that cannot be opened ({e.Message}). Choose another folder.", e);
            throw;
        }
    }

    /// <summary>The SQL of all statements in use; only asked when nothing runs.</summary>
    internal IEnumerable<string> Statements => _readers.Append(_writer).SelectMany(session => session.Statements);

    /// <summary>Runs <paramref name="work"/> in one write transaction.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            return Guard(() =>
            {
                _writer.Execute("BEGIN IMMEDIATE");
                try
                {
                    var result = work(_writer);
                    _writer.Execute("COMMIT");
                    return result;
                }
                catch
                {
                    Rollback();
                    throw;
                }
            });
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> on one snapshot of the database.</summary>
    internal async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            return Guard(() =>
            {
                if (!_readers.TryTake(out var session))
                    session = new SqliteSession(_file, readOnly: true);
                try
                {
                    session.Execute("BEGIN");
                    try
                    {
                        return work(session);
                    }
                    finally
                    {
                        session.Execute("COMMIT");
                    }
                }
                finally
                {
                    _readers.Add(session);
                }
            });
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Changes when, and only when, somebody else than <see cref="WriteAsync"/> committed.</summary>
    internal async Task<long> ForeignVersionAsync(CancellationToken cancel)
    {
        // Asked on the writing connection, its own commits do not count.
        await _writing.WaitAsync(cancel);
        try
        {
            return Guard(() =>
            {
                using var row = _writer.Query("PRAGMA data_version");
                row.Read();
                return row.GetInt64(0);
            });
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writer.Dispose();
        _owned.Dispose();
        _writing.Dispose();
        _reading.Dispose();
    }

    private static string FolderOf(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StorePathException($"Storage:Path '{path}' cannot be used: it takes a folder that this user may write to.", e);
        }
    }

    private static FileStream Own(string file, string folder)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorePathException($"Storage:Path '{folder}' cannot be used: it takes a folder that this user may write to.", e);
        }
        catch (IOException e)
        {
            throw new StoreInUseException($"Storage:Path '{folder}' is in use by another Inkstream. Stop that one, or choose another folder.", e);
        }
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not (SqliteErrors.Constraint or SqliteErrors.Error or SqliteErrors.Mismatch))
        {
            throw new StoreUnavailableException("SQLite did not answer: " + e.Message, e);
        }
    }

    private void Rollback()
    {
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself.
        }
    }
}
