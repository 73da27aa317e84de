using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Inkstream.Documents;

namespace Inkstream.Ports;

/// <summary>
/// A place between two entries of a list: where a page ended. It says by itself what comes behind it, so it stays true
/// when documents are added, change or go, also the one that it was made of.
/// </summary>
/// <param name="Sort">The order that it is a place in.</param>
/// <param name="Id">The last document before it.</param>
/// <param name="Time">That document's <see cref="DocumentEntry.UpdatedAt"/>, for <see cref="ListSort.Updated"/>.</param>
/// <param name="Title">That document's title, for <see cref="ListSort.Title"/>.</param>
public sealed record ListPosition(ListSort Sort, Guid Id, DateTimeOffset Time, string Title)
{
    // Each order's letter in a cursor.
    private const string Letters = "nout";

    /// <summary>The place behind <paramref name="entry"/>.</summary>
    public static ListPosition Behind(ListSort sort, DocumentEntry entry) =>
        new(sort, entry.Id, sort is ListSort.Updated ? entry.UpdatedAt : default, sort is ListSort.Title ? entry.Title : "");

    /// <summary>The place as an opaque cursor for a client.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        $"{Letters[(int)Sort]}{Id:N}{(Sort is ListSort.Updated ? Time.UtcTicks.ToString(CultureInfo.InvariantCulture) : Title)}"));

    /// <summary>Reads a cursor back; false when it is none of ours, or of another order.</summary>
    public static bool TryParse(string cursor, ListSort sort, [NotNullWhen(true)] out ListPosition? position)
    {
        position = null;
        if (!Base64Url.IsValid(cursor))
            return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (text.Length < 33 || text[0] != Letters[(int)sort] || !Guid.TryParseExact(text.AsSpan(1, 32), "N", out var id))
            return false;
        var (time, rest) = (default(DateTimeOffset), text[33..]);
        if (sort is ListSort.Updated)
        {
            if (!long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks)
                return false;
            time = new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        position = new ListPosition(sort, id, time, sort is ListSort.Title ? rest : "");
        return true;
    }
}
