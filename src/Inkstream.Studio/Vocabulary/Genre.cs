namespace Inkstream.Studio.Vocabulary;

/// <summary>A node of the genre tree, as <c>GET /api/genres</c> shows it (domain, section 2).</summary>
/// <param name="Name">The name that paths carry: <c>甜宠</c>.</param>
/// <param name="Label">The name an English reader knows: <c>Sweet romance</c>.</param>
/// <param name="Selectable">Whether a path may end here: from the third level on.</param>
/// <param name="Children">The narrower genres, in order; empty for a leaf.</param>
internal sealed record Genre(string Name, string Label, bool Selectable, IReadOnlyList<Genre> Children);
