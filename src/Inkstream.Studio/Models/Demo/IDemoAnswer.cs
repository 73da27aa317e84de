namespace Inkstream.Studio.Models.Demo;

/// <summary>What the demo model says to one prompt: made by the feature that wrote the prompt.</summary>
public interface IDemoAnswer
{
    /// <summary>The whole answer, as a model would write it; different for each <paramref name="random"/>.</summary>
    string Compose(Random random);
}
