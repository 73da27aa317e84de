namespace Inkstream.Live;

/// <summary>In what form a viewer wants its events (contract 4).</summary>
public enum ViewForm
{
    /// <summary>Top-level fields, whole: for any client.</summary>
    Plain,

    /// <summary>Text as what was added: <c>?deltas=true</c>.</summary>
    Deltas,
}
