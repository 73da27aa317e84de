using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>What a proxy does to event streams. Everything else it passes on.</summary>
public enum StreamTreatment
{
    /// <summary>Passes them on.</summary>
    Pass,

    /// <summary>Keeps all bytes until the stream ends, which it never does.</summary>
    Hold,

    /// <summary>Answers the headers and keeps the rest.</summary>
    HoldBody,

    /// <summary>502.</summary>
    Refuse,

    /// <summary>200 with a page of its own.</summary>
    Page,
}

/// <summary>A proxy before a studio, as companies and carriers have them; it counts what it sees.</summary>
internal sealed class StreamProxy : IAsyncDisposable
{
    private const string Streams = "/api/stream/";

    private readonly HttpClient _http;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _ended = new();
    private CancellationTokenSource _treatmentChanged = new();
    private int _openStreams;
    private int _mostOpenStreams;

    private StreamProxy(Uri target)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = target, Timeout = Timeout.InfiniteTimeSpan };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address { get; private set; } = null!;

    public StreamTreatment Treatment { get; private set; }

    /// <summary>Event streams that are open now.</summary>
    public int OpenStreams => Volatile.Read(ref _openStreams);

    /// <summary>The most that ever were at once.</summary>
    public int MostOpenStreams => Volatile.Read(ref _mostOpenStreams);

    /// <summary>All that was answered: method, path and status.</summary>
    public ConcurrentQueue<(string Path, int Status)> Answered { get; } = new();

    public static async Task<StreamProxy> BeforeAsync(Uri target, StreamTreatment treatment = StreamTreatment.Pass)
    {
        var proxy = new StreamProxy(target) { Treatment = treatment };
        await proxy._app.StartAsync();
        proxy.Address = new Uri(proxy._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return proxy;
    }

    /// <summary>Treats streams otherwise from now on; those it holds end.</summary>
    public void Change(StreamTreatment treatment)
    {
        Treatment = treatment;
        Interlocked.Exchange(ref _treatmentChanged, new CancellationTokenSource()).Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Change(StreamTreatment.Refuse);
        await _app.DisposeAsync();
        _http.Dispose();
        _ended.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var isStream = path.StartsWith(Streams, StringComparison.Ordinal);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ended.Token, isStream ? _treatmentChanged.Token : CancellationToken.None);
        try
        {
            switch (isStream ? Treatment : StreamTreatment.Pass)
            {
                case StreamTreatment.Hold:
                    await Task.Delay(Timeout.Infinite, ends.Token);
                    break;
                case StreamTreatment.HoldBody:
                    context.Response.ContentType = "text/event-stream";
                    await context.Response.StartAsync(ends.Token);
                    await Task.Delay(Timeout.Infinite, ends.Token);
                    break;
                case StreamTreatment.Refuse:
                    context.Response.StatusCode = 502;
                    break;
                case StreamTreatment.Page:
                    context.Response.ContentType = "text/html";
                    await context.Response.WriteAsync("<html>Please sign in to the network.</html>", ends.Token);
                    break;
                default:
                    await PassAsync(context, isStream, ends.Token);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        finally
        {
            Answered.Enqueue((path, context.Response.StatusCode));
        }
    }

    private async Task PassAsync(HttpContext context, bool isStream, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString);
        if (context.Request.ContentLength > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, value) in context.Request.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, value.ToArray());
        request.Headers.Remove("Connection");
        request.Headers.TransferEncodingChunked = null;
        if (isStream)
            Count(Interlocked.Increment(ref _openStreams));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, value) in response.Headers.Concat(response.Content.Headers))
                if (name is not ("Transfer-Encoding" or "Connection" or "Date"))
                    context.Response.Headers[name] = value.ToArray();
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            if (context.Response.StatusCode is not (204 or 304))
                await response.Content.CopyToAsync(context.Response.Body, cancel);
        }
        finally
        {
            if (isStream)
                Interlocked.Decrement(ref _openStreams);
        }
    }

    private void Count(int open)
    {
        int most;
        while ((most = Volatile.Read(ref _mostOpenStreams)) < open && Interlocked.CompareExchange(ref _mostOpenStreams, open, most) != most)
        {
            // Somebody else counted meanwhile.
        }
    }
}
