using System.Text;
using Inkstream.Bench.Measuring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Inkstream.Bench.Latency;

/// <summary>
/// A model's server over real HTTP that speaks the OpenAI protocol. Its answer is one idea whose text is stamps: each
/// delta says when it was handed to the network.
/// </summary>
internal sealed class StampingModel : IAsyncDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    private readonly WebApplication _app;
    private TaskCompletionSource _watched = new();

    private StampingModel(WebApplication app) => _app = app;

    /// <summary>What <c>Models:Catalog:…:Endpoint</c> takes.</summary>
    public string Endpoint => $"{_app.Urls.Single()}/v1";

    /// <summary>Where a request is answered.</summary>
    public string Completions => $"{Endpoint}/chat/completions";

    /// <summary>Deltas in the next answers.</summary>
    public int Deltas { get; set; } = 50;

    /// <summary>Deltas a second.</summary>
    public double Rate { get; set; } = 50;

    public static async Task<StampingModel> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var model = new StampingModel(builder.Build());
        model._app.Run(model.AnswerAsync);
        await model._app.StartAsync();
        return model;
    }

    /// <summary>The next answers stand still before their first stamp, until <see cref="GoOn"/>.</summary>
    public void Hold() => _watched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whoever is to watch is there.</summary>
    public void GoOn() => _watched.TrySetResult();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        await WriteAsync(context, """{"content":"{\"ideas\":[{\"title\":\"Measured\",\"body\":\""}""");
        await _watched.Task.WaitAsync(context.RequestAborted);
        await Pace.EachAsync(
            Deltas, Rate, () => new ValueTask(WriteAsync(context, $$"""{"content":"{{Stamp.Now()}}"}""")), context.RequestAborted);

        // Text that closes a part comes as whole fields, not as a chunk: the last stamp is to be out before.
        await Task.Delay(Rest, TimeProvider.System, context.RequestAborted);
        await WriteAsync(context, """{"content":"\"}]}"}""");
        await WriteAsync(context, "{}", "\"stop\"");
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, string delta, string finish = "null") =>
        await context.Response.BodyWriter.WriteAsync(
            Encoding.UTF8.GetBytes(
                $$"""data: {"id":"b","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""" + "\n\n"),
            context.RequestAborted);
}
