using System.Net;
using Inkstream.Ports;

namespace Inkstream.Studio.Models;

/// <summary>
/// An answer with a status that is not a success. Stays inside the adapters, which may ask again in a simpler form;
/// what leaves them is <see cref="ToModelException"/>.
/// </summary>
internal sealed class ModelHttpException(HttpStatusCode status, ProviderError error, TimeSpan? retryAfter)
    : Exception($"The model's server answered {(int)status}.")
{
    public HttpStatusCode Status { get; } = status;

    public ProviderError Error { get; } = error;

    /// <summary>Whether the server may have stumbled over a member of the request that it does not know.</summary>
    public bool MayBeAboutForm => (int)Status is 400 or 404 or 422 && Error.MayBeAboutForm;

    public ModelException ToModelException(ModelFaults faults) => faults.OfStatus(Status, Error, retryAfter, this);
}
