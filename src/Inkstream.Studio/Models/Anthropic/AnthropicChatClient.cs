using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>
/// A model behind the Anthropic messages protocol. Parameters, authentication and transport are the official SDK's;
/// its stream is read here, like OpenAI's and for the same reasons. Thread-safe.
/// </summary>
internal sealed class AnthropicChatClient : IChatClient
{
    /// <summary>Keeps the SDK from looking for a key in the environment: keys come from the settings.</summary>
    private const string NoKey = "none";

    private readonly string _name;
    private readonly string _model;
    private readonly ModelFaults _faults;
    private readonly HttpClient _http;
    private readonly AnthropicClient _client;
    private readonly ILogger _log;
    private volatile AnswerFormat _format = AnswerFormat.Schema;

    public AnthropicChatClient(ModelSettings settings, TimeProvider time, ILogger log)
    {
        _name = settings.Name;
        _model = settings.Model ?? throw new ArgumentException("A model id is needed.", nameof(settings));
        _log = log;
        _faults = new ModelFaults(settings.Name, settings.ApiKey);
        _http = ModelHttp.Create(_faults, time);
        var options = new ClientOptions
        {
            HttpClient = _http,
            ApiKey = settings.ApiKey ?? NoKey,
            MaxRetries = 0, // the worker retries
            Timeout = Timeout.InfiniteTimeSpan, // the worker watches for silence
        };
        if (settings.Endpoint is not null)
            options = options with { BaseUrl = settings.Endpoint.TrimEnd('/') };
        _client = new AnthropicClient(options);
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
        var answer = new AnthropicAnswer(_faults);
        if (!response.IsEventStream)
        {
            foreach (var update in answer.ReadWhole(await response.ReadJsonAsync(cancellationToken)))
                yield return update;
            yield break;
        }
        await foreach (var data in response.ReadEventsAsync(cancellationToken))
        {
            yield return answer.Read(data);
            if (answer.IsDone)
                break;
        }
        yield return answer.End();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("anthropic", new Uri(_client.BaseUrl), _model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    /// <summary>Asks, without the schema where the server refuses it; that is remembered.</summary>
    private async Task<ModelResponse> AskAsync(List<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var format = AnthropicRequest.SchemaOf(options) is null ? AnswerFormat.Plain : _format;
        try
        {
            try
            {
                return await SendAsync(messages, options, format, cancellationToken);
            }
            catch (ModelHttpException e) when (format == AnswerFormat.Schema && e.MayBeAboutForm)
            {
                var response = await SendAsync(messages, options, AnswerFormat.Plain, cancellationToken);
                _format = AnswerFormat.Plain;
                Log.FormatRefused(_log, _name, format, AnswerFormat.Plain);
                return response;
            }
        }
        catch (ModelHttpException e)
        {
            var fault = e.ToModelException(_faults);
            Log.CallEnded(_log, _name, fault.Code);
            throw fault;
        }
    }

    private async Task<ModelResponse> SendAsync(
        List<ChatMessage> messages, ChatOptions? options, AnswerFormat format, CancellationToken cancellationToken)
    {
        var response = await _client.WithRawResponse.Messages.CreateStreaming(
            AnthropicRequest.Make(_model, messages, options, format), cancellationToken);
        try
        {
            var body = await response.ReadAsStream(cancellationToken);
            return new ModelResponse(response, body, response.RawMessage.Content.Headers.ContentType?.MediaType, _faults);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
