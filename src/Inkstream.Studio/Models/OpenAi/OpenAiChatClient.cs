using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Inkstream.Studio.Models;

/// <summary>
/// A model behind the OpenAI chat completions protocol. Authentication, pipeline and transport are the official
/// SDK's; its stream is read here, because the SDK takes a cut-off stream or an HTML page for success and throws on
/// half a character (packages.md). Thread-safe.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient
{
    /// <summary>The SDK wants a key, and servers such as Ollama have none.</summary>
    private const string NoKey = "none";

    private static readonly Uri OpenAi = new("https://api.openai.com/v1");

    private readonly string _name;
    private readonly string _model;
    private readonly Uri _endpoint;
    private readonly bool _isOpenAi;
    private readonly ModelFaults _faults;
    private readonly HttpClient _http;
    private readonly HttpClientPipelineTransport _transport;
    private readonly ChatClient _client;
    private readonly ILogger _log;
    private volatile OpenAiDialect _dialect = new();

    public OpenAiChatClient(ModelSettings settings, TimeProvider time, ILogger log)
    {
        _name = settings.Name;
        _model = settings.Model ?? throw new ArgumentException("A model id is needed.", nameof(settings));
        _endpoint = settings.Endpoint is null ? OpenAi : new Uri(settings.Endpoint);
        _isOpenAi = _endpoint.Host == OpenAi.Host;
        _log = log;
        _faults = new ModelFaults(settings.Name, settings.ApiKey);
        _http = ModelHttp.Create(_faults, time);
        _transport = new HttpClientPipelineTransport(_http);
        _client = new ChatClient(_model, new ApiKeyCredential(settings.ApiKey ?? NoKey), new OpenAIClientOptions
        {
            Endpoint = _endpoint,
            Transport = _transport,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0), // the worker retries
            NetworkTimeout = Timeout.InfiniteTimeSpan, // the worker watches for silence
        });
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await AskAsync([.. messages], options, cancellationToken);
        var answer = new OpenAiAnswer(_faults);
        if (!response.IsEventStream)
        {
            foreach (var update in answer.ReadWhole(await response.ReadJsonAsync(cancellationToken)))
                yield return update;
            yield break;
        }
        await foreach (var data in response.ReadEventsAsync(cancellationToken))
        {
            if (answer.Read(data) is { } update)
                yield return update;
            if (answer.IsDone)
                break;
        }
        yield return answer.End();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", _endpoint, _model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        _transport.Dispose();
        _http.Dispose();
    }

    /// <summary>Asks, in simpler forms where the server refuses the fuller; what it took is remembered.</summary>
    private async Task<ModelResponse> AskAsync(List<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var known = _dialect;
        var dialect = known;
        while (true)
        {
            var sent = OpenAiRequest.FormatFor(options, dialect);
            try
            {
                var response = await SendAsync(OpenAiRequest.Write(_model, messages, options, dialect, _isOpenAi), cancellationToken);
                if (dialect != known)
                    Remember(dialect);
                return response;
            }
            catch (ModelHttpException e) when (dialect.After(e, sent) is { } simpler)
            {
                dialect = simpler;
            }
            catch (ModelHttpException e)
            {
                var fault = e.ToModelException(_faults);
                Log.CallEnded(_log, _name, fault.Code);
                throw fault;
            }
        }
    }

    /// <summary>Calls run side by side: what one of them learned is not undone by another.</summary>
    private void Remember(OpenAiDialect taken)
    {
        OpenAiDialect before, after;
        do
        {
            before = _dialect;
            after = before.And(taken);
        }
        while (Interlocked.CompareExchange(ref _dialect, after, before) != before);

        if (after.Format != before.Format)
            Log.FormatRefused(_log, _name, before.Format, after.Format);
        if (after.Usage != before.Usage)
            Log.UsageRefused(_log, _name);
    }

    private async Task<ModelResponse> SendAsync(BinaryData body, CancellationToken cancellationToken)
    {
        using var content = BinaryContent.Create(body);
        var result = await _client.CompleteChatAsync(content, new RequestOptions
        {
            BufferResponse = false,
            CancellationToken = cancellationToken,
        });
        var response = result.GetRawResponse();
        response.Headers.TryGetValue("Content-Type", out var contentType);
        return new ModelResponse(response, response.ContentStream ?? Stream.Null, contentType, _faults);
    }
}
