namespace Inkstream.Studio.Ideations.Demo;

/// <summary>What the demo knows about one genre type.</summary>
/// <param name="Path">Its path: <c>女频/爱情类/甜宠</c>.</param>
internal sealed record GenreMaterial(string Path)
{
    /// <summary>Turns that this genre brings to another genre's premise. <c>{they}</c> and its forms stand for the lead.</summary>
    public IList<string> Crosses { get; } = [];

    /// <summary>Its own stories.</summary>
    public IList<Premise> Premises { get; } = [];
}
