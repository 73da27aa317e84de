using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Inkstream.Specification.Models;

/// <summary>
/// A model's server for tests: a real one, on 127.0.0.1, that speaks the OpenAI and the Anthropic protocol and does
/// what it is told, also the ugly things. Each request takes the next script from the queue, or else what
/// <see cref="Otherwise"/> makes of it. It records the requests, and sees from the model's side when a client leaves.
/// Thread-safe.
/// </summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    /// <summary>How many bytes are gathered before they are sent when nothing in the script asks to send sooner.</summary>
    private const int FlushBytes = 32 * 1024;

    private const string Json = "application/json";

    private static readonly OpenAiSse OpenAi = new();
    private static readonly AnthropicSse Anthropic = new();

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly LinkedList<Script> _queue = new();
    private readonly Channel<ModelRequest> _arrived = Channel.CreateUnbounded<ModelRequest>();
    private readonly CancellationTokenSource _stopping = new();
    private ImmutableList<ModelRequest> _requests = [];

    private ScriptedModelServer(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What <c>Models:Catalog:&lt;name&gt;:Endpoint</c> takes with provider <c>openai</c>.</summary>
    public string OpenAiEndpoint => $"{AnthropicEndpoint}/v1";

    /// <summary>What <c>Models:Catalog:&lt;name&gt;:Endpoint</c> takes with provider <c>anthropic</c>.</summary>
    public string AnthropicEndpoint => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Answers requests that find the queue empty; without it they get status 500.</summary>
    public Func<ModelRequest, Script>? Otherwise { get; set; }

    /// <summary>All requests so far, in the order they came; refused ones too.</summary>
    public IReadOnlyList<ModelRequest> Requests => _requests;

    /// <summary>Starts a server; on a free port unless one is given, so that a test can bring one back.</summary>
    public static async Task<ScriptedModelServer> StartAsync(
        TimeProvider? time = null, int port = 0, CancellationToken cancellationToken = default)
    {
        // Nothing from the environment: no settings, no logging, no other addresses.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

        var app = builder.Build();
        var server = new ScriptedModelServer(app, time ?? TimeProvider.System);
        app.Run(server.HandleAsync);
        await app.StartAsync(cancellationToken);
        server.Address = new Uri(app.Urls.Single());
        return server;
    }

    /// <summary>Adds a script for one request, after those that wait already.</summary>
    public Script Enqueue(Script script)
    {
        lock (_gate)
            _queue.AddLast(script);
        return script;
    }

    /// <summary>The next request that was not waited for yet, in the order they came.</summary>
    public ValueTask<ModelRequest> NextRequestAsync(CancellationToken cancellationToken) => _arrived.Reader.ReadAsync(cancellationToken);

    /// <summary>Forgets the scripts that wait and the requests that were not waited for, so that the next test begins anew.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _queue.Clear();
            while (_arrived.Reader.TryRead(out _))
            {
            }
        }
    }

    /// <summary>Ends all calls and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        ModelProtocol? protocol = context.Request.Path.Value switch
        {
            "/v1/chat/completions" => ModelProtocol.OpenAi,
            "/v1/messages" => ModelProtocol.Anthropic,
            _ => null,
        };
        if (protocol is null || !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var request = await RecordAsync(context, protocol.Value);
        using var left = context.RequestAborted.Register(request.WasAborted);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            if (await PlayAsync(context, request, Next(request), ends.Token))
            {
                left.Unregister(); // what the script cuts is not the client's doing
                await CutAsync(context);
            }
        }
        catch (Exception e) when (ends.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // Said here as well, since this may run before the registration above does.
            if (context.RequestAborted.IsCancellationRequested)
                request.WasAborted();
            left.Unregister();
            context.Abort();
        }
        finally
        {
            request.HasEnded();
        }
    }

    private async Task<ModelRequest> RecordAsync(HttpContext context, ModelProtocol protocol)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        lock (_gate)
        {
            var request = new ModelRequest(_requests.Count, protocol, context.Request.Path, headers, body.RootElement.Clone());
            _requests = _requests.Add(request);
            _arrived.Writer.TryWrite(request);
            return request;
        }
    }

    /// <summary>The script for a request. One that refuses it stays first in the queue, for the request that follows.</summary>
    private Script Next(ModelRequest request)
    {
        lock (_gate)
        {
            if (_queue.First?.Value is not { } script)
                return Otherwise?.Invoke(request) ?? Script.Status(500).Saying("No script is left.");
            if (!script.Refuses(request))
                _queue.RemoveFirst();
            return script;
        }
    }

    /// <summary>Plays a script. True when the connection is to be aborted.</summary>
    private async Task<bool> PlayAsync(HttpContext context, ModelRequest request, Script script, CancellationToken cancellationToken)
    {
        ISseWriter words = request.Protocol == ModelProtocol.OpenAi ? OpenAi : Anthropic;
        var response = context.Response;
        foreach (var (name, value) in script.Headers)
            response.Headers[name] = value;

        (int Status, string ContentType, string Body)? whole = script switch
        {
            _ when script.Refuses(request) =>
                (script.RefusalStatus, Json, words.ErrorBody("invalid_request_error", Refusal(request, script))),
            { StatusCode: not StatusCodes.Status200OK } =>
                (script.StatusCode, Json, words.ErrorBody(script.ErrorDetails.Type, script.ErrorDetails.Message)),
            { OwnBody: { } own } => (StatusCodes.Status200OK, own.ContentType, own.Text),
            { IsWhole: true } => (StatusCodes.Status200OK, Json, words.Whole(script, string.Concat(script.DeltaList))),
            _ => null,
        };
        if (whole is not { } answer)
            return await StreamAsync(context, request, script, words, cancellationToken);
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        await response.WriteAsync(answer.Body, cancellationToken);
        return false;
    }

    private async Task<bool> StreamAsync(
        HttpContext context, ModelRequest request, Script script, ISseWriter words, CancellationToken cancellationToken)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        var body = context.Response.BodyWriter;
        long unsent = 0;

        await context.Response.StartAsync(cancellationToken);
        if (script.IsSilent)
        {
            await body.FlushAsync(cancellationToken);
            script.IsHeld();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }

        await WriteAsync(words.Start(script), flush: true);
        if (script.ReasoningText is { } thought)
            await WriteAsync(words.Reasoning(thought), flush: true);
        for (var sent = 0; sent <= script.DeltaList.Count; sent++)
        {
            if (script.RawAfter.TryGetValue(sent, out var raw))
                await WriteAsync(raw, flush: true);
            if (script.ErrorsAfter.TryGetValue(sent, out var error))
            {
                await WriteAsync(words.Fault(error.Type, error.Message), flush: true);
                return false;
            }
            if (script.HoldIndex == sent)
            {
                await body.FlushAsync(cancellationToken);
                script.IsHeld();
                await script.Released.WaitAsync(cancellationToken);
            }
            if (script.CutIndex == sent)
            {
                await body.FlushAsync(cancellationToken);
                return true;
            }
            if (sent == script.DeltaList.Count)
                break;
            if (script.DelayPerDelta > TimeSpan.Zero)
                await Task.Delay(script.DelayPerDelta, _time, cancellationToken);
            await WriteAsync(words.Delta(script.DeltaList[sent]), flush: sent == 0 || script.DelayPerDelta > TimeSpan.Zero);
        }
        if (script.SaysFinish)
            await WriteAsync(words.Finish(script, request.AsksForUsage), flush: false);
        if (script.SaysDone)
            await WriteAsync(words.Done(), flush: false);
        await body.FlushAsync(cancellationToken);
        return false;

        async ValueTask WriteAsync(string text, bool flush)
        {
            unsent += Encoding.UTF8.GetBytes(text, body);
            if (!flush && unsent < FlushBytes)
                return;
            unsent = 0;
            await body.FlushAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Ends the connection in the middle of the answer. Not by <see cref="HttpContext.Abort"/> alone, which throws away
    /// what is still on its way: the client is to get exactly what comes before the cut.
    /// </summary>
    private static async Task CutAsync(HttpContext context)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport;
        await using (context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed.Register(closed.SetResult))
        {
            await transport.Output.CompleteAsync();
            await closed.Task;
        }
        context.Abort();
    }

    private static string Refusal(ModelRequest request, Script script) =>
        script.RefusesUsage && request.AsksForUsage && request.Protocol == ModelProtocol.OpenAi
            ? "Unknown parameter: 'stream_options'."
            : $"This server does not support the response format {request.ResponseFormat}.";
}
