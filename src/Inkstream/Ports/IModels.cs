using Microsoft.Extensions.AI;

namespace Inkstream.Ports;

/// <summary>The models that can be asked, by the name people chose for them (contract 2, <c>Models:Catalog</c>).</summary>
public interface IModels
{
    /// <summary>The model of that name, or null when it is not configured any more.</summary>
    IChatClient? Find(string name);
}
