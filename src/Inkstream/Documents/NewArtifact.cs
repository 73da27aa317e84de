namespace Inkstream.Documents;

/// <summary>A finished part as it goes into the database.</summary>
/// <param name="Type">Its type: <c>brainstorm_idea</c>.</param>
/// <param name="Data">Its data, as JSON.</param>
public sealed record NewArtifact(string Type, string Data);
