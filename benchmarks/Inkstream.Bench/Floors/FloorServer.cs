using System.Diagnostics;
using System.Globalization;
using System.Text;
using Inkstream.Bench.Measuring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Inkstream.Bench.Floors;

/// <summary>
/// The least that a server could do on the same hops, in a process of its own like the studio: nothing between the
/// model's bytes, the commit and the viewer's bytes.
/// </summary>
internal static class FloorServer
{
    public static async Task RunAsync(string folder, string? connectionString)
    {
        var fan = new BareFan();
        using var notify = connectionString is null ? null : new BareNotify(connectionString);
        await using var reads = connectionString is null ? null : new BareRead(connectionString);
        using var database = new BareDatabase(folder);
        using var http = new HttpClient();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(context => context.Request.Path.Value switch
        {
            "/sse" => PacedAsync(context, _ => { }),
            "/commit-sse" => PacedAsync(context, text => database.Commit(1, text)),
            "/commit" => CommitsAsync(context, database),
            "/hop" => HopAsync(context, http),
            "/fan" => fan.JoinAsync(context),
            "/say" => fan.SayAsync(Number(context, "count"), Number(context, "rate"), context.RequestAborted).AsTask(),
            "/read" when reads is not null => reads.AnswerAsync(context),
            "/path" => PathAsync(context, http, text => database.Commit(1, text)),
            "/notify-path" when notify is not null => PathAsync(context, http, text => notify.CommitAndHear(text)),
            _ => context.Response.WriteAsync("ok"),
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());

        // Ends with its parent, which holds the other end.
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Stamps, does <paramref name="before"/>, and writes the event.</summary>
    private static async Task PacedAsync(HttpContext context, Action<string> before)
    {
        Start(context);
        await Pace.EachAsync(Number(context, "count"), Number(context, "rate"), async () =>
        {
            var stamp = Stamp.Now();
            before(stamp);
            await WriteAsync(context, stamp);
        }, context.RequestAborted);
    }

    /// <summary>Commits at that rate, and answers how long each took, in milliseconds.</summary>
    private static async Task CommitsAsync(HttpContext context, BareDatabase database)
    {
        var took = new StringBuilder();
        await Pace.EachAsync(Number(context, "count"), Number(context, "rate"), () =>
        {
            var begun = Stopwatch.GetTimestamp();
            database.Commit(1, Stamp.Of(begun));
            Note(took, begun, Stopwatch.GetTimestamp());
            return default;
        }, context.RequestAborted);
        await context.Response.WriteAsync(took.ToString());
    }

    /// <summary>Reads the model, and answers how old each delta was, in milliseconds.</summary>
    private static async Task HopAsync(HttpContext context, HttpClient http)
    {
        var took = new StringBuilder();
        await using var model = await ModelAsync(context, http);
        await StampStream.ReadAsync(model, (stamp, now) => Note(took, stamp, now), context.RequestAborted);
        await context.Response.WriteAsync(took.ToString());
    }

    /// <summary>Model, commit, viewer.</summary>
    private static async Task PathAsync(HttpContext context, HttpClient http, Action<string> commit)
    {
        Start(context);
        await using var model = await ModelAsync(context, http);
        await StampStream.ReadAsync(model, (stamp, _) =>
        {
            var text = Stamp.Of(stamp);
            commit(text);
            WriteAsync(context, text).GetAwaiter().GetResult();
        }, context.RequestAborted);
    }

    private static async Task<Stream> ModelAsync(HttpContext context, HttpClient http)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, context.Request.Query["model"].ToString()) { Content = content };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        return await response.Content.ReadAsStreamAsync(context.RequestAborted);
    }

    private static void Start(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
    }

    private static async Task WriteAsync(HttpContext context, string text) =>
        await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes($"data: {text}\n\n"), context.RequestAborted);

    private static void Note(StringBuilder took, long from, long to) =>
        took.Append(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(from, to).TotalMilliseconds}\n");

    private static int Number(HttpContext context, string key) => int.Parse(context.Request.Query[key].ToString(), CultureInfo.InvariantCulture);
}
