using System.Text;

namespace Inkstream.Studio.Models;

/// <summary>
/// The HTTP under both SDKs: turns what fails before a stream begins into the product's words, so that what the
/// SDKs make of it does not matter. It sets no time limit on an answer: the worker watches for silence.
/// </summary>
internal sealed class ModelHttp : DelegatingHandler
{
    /// <summary>How long a connection may take to be made.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a pooled connection is used before DNS is asked again.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>A stream that is left early is cut, and not read to its end, after this time or <see cref="DrainBytes"/>.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(100);

    private const int DrainBytes = 4 * 1024;

    /// <summary>Most of an error answer that is read, in bytes.</summary>
    private const int MaxErrorBytes = 64 * 1024;

    private readonly ModelFaults _faults;
    private readonly TimeProvider _time;

    private ModelHttp(ModelFaults faults, TimeProvider time)
        : base(new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            ResponseDrainTimeout = DrainTime,
            MaxResponseDrainSize = DrainBytes,
            // A redirect would carry the key to where it was not meant to go.
            AllowAutoRedirect = false,
        })
    {
        _faults = faults;
        _time = time;
    }

    public static HttpClient Create(ModelFaults faults, TimeProvider time) =>
        new(new ModelHttp(faults, time)) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
                ? _faults.Unreachable(e)
                : _faults.ConnectionLost(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw _faults.Unreachable(e); // the connect time-out
        }
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var body = await ReadErrorAsync(response, cancellationToken);
            throw new ModelHttpException(response.StatusCode, ProviderError.Parse(body), RetryAfter.Read(response.Headers, _time));
        }
    }

    private static async Task<string> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[MaxErrorBytes];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return ""; // the status says enough
        }
    }
}
