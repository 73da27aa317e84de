namespace Inkstream.Studio.Models;

/// <summary>What the demo model is to write. A feature makes it, since only it knows the shape of its answers.</summary>
public interface IDemoAnswer
{
    /// <summary>The whole answer, as a model would write it.</summary>
    /// <param name="random">Where all choices come from: each run has another seed.</param>
    string Compose(Random random);
}
