using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Inkstream.Ports;
using Inkstream.Specification.Models;
using Inkstream.Studio.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Models;

/// <summary>What a model behind a real HTTP server does, whatever protocol it speaks.</summary>
public abstract class ModelAdapterSpecification : IAsyncLifetime
{
    private const string Key = "sk-secret-0123456789";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Notes _notes = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private ScriptedModelServer _server = null!;
    private ModelCatalog _catalog = null!;

    protected abstract string Provider { get; }

    protected abstract string EndpointOf(ScriptedModelServer server);

    /// <summary>The format asked for after the schema was refused, on the wire; null when that is none.</summary>
    protected abstract string? SecondFormat { get; }

    private protected ScriptedModelServer Server => _server;

    private protected IChatClient Model => _catalog.Find("it")!;

    /// <summary>The test's token, cancelled as well when an adapter hangs.</summary>
    protected CancellationToken Cancel => _bound.Token;

    public async ValueTask InitializeAsync()
    {
        _bound.CancelAfter(Patience * 2);
        _server = await ScriptedModelServer.StartAsync(cancellationToken: Cancel);
        _catalog = Catalog(EndpointOf(_server), Key);
    }

    public async ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        await _server.DisposeAsync();
        _bound.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_text_comes_as_it_was_written_with_the_usage_last()
    {
        _server.Enqueue(Script.Text("你好，\"world\"\n\\ and 🌊.").InDeltas(3).Usage(10, 20));

        var updates = await AllAsync();

        TextOf(updates).ShouldBe("你好，\"world\"\n\\ and 🌊.");
        var usage = updates[^1].Contents.OfType<UsageContent>().ShouldHaveSingleItem().Details;
        (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount).ShouldBe((10, 20, 30));
        updates.SkipLast(1).SelectMany(u => u.Contents).ShouldNotContain(c => c is UsageContent);
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
        updates[^1].ModelId.ShouldBe("scripted");
    }

    [Fact]
    public async Task Text_comes_while_the_model_still_writes()
    {
        var script = _server.Enqueue(Script.Deltas("early", "late").HoldAfter(1));

        await using var updates = Ask().GetAsyncEnumerator(Cancel);
        var text = "";
        while (text.Length == 0)
        {
            (await updates.MoveNextAsync().AsTask().WaitAsync(Patience, Cancel)).ShouldBeTrue();
            text += updates.Current.Text;
        }
        text.ShouldBe("early");
        script.Release();
        while (await updates.MoveNextAsync())
            text += updates.Current.Text;
        text.ShouldBe("earlylate");
    }

    [Fact]
    public async Task It_asks_for_the_model_and_messages_with_the_key()
    {
        _server.Enqueue(Script.Text("x"));

        await Model.GetResponseAsync(
            [new(ChatRole.System, "You write."), new(ChatRole.User, "A story."), new(ChatRole.Assistant, "Once"), new(ChatRole.User, "More.")],
            cancellationToken: Cancel);

        var request = _server.Requests.ShouldHaveSingleItem();
        request.Prompt.ShouldBe("You write.\n\nA story.\n\nOnce\n\nMore.");
        request.Body.GetProperty("model").GetString().ShouldBe("the-model");
        request.Body.GetProperty("stream").GetBoolean().ShouldBeTrue();
        request.Headers.Values.ShouldContain(value => value.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_keys_is_asked_without_one()
    {
        using var catalog = Catalog(EndpointOf(_server), key: null);
        _server.Enqueue(Script.Text("free"));

        (await catalog.Find("it")!.GetResponseAsync("?", cancellationToken: Cancel)).Text.ShouldBe("free");
    }

    [Fact]
    public async Task A_character_cut_in_half_by_two_deltas_is_whole()
    {
        _server.Enqueue(Script.Deltas("a\ud83d", "\ude00b", "\ud83d", "\ude01"));

        var updates = await AllAsync();

        TextOf(updates).ShouldBe("a😀b😁");
        foreach (var update in updates)
            (update.Text.Length > 0 && char.IsHighSurrogate(update.Text[^1])).ShouldBeFalse("no update ends in half a character");
    }

    [Fact]
    public async Task Half_a_character_without_its_other_half_is_replaced()
    {
        _server.Enqueue(Script.Deltas("a\ud83d", "b\ude00c", "\ud83d"));

        TextOf(await AllAsync()).ShouldBe("a\uFFFDb\uFFFDc\uFFFD");
    }

    [Fact]
    public async Task Ten_thousand_deltas_of_one_character_each_arrive()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => (char)('一' + i)));
        _server.Enqueue(Script.Text(text).InDeltas(1));

        var updates = await AllAsync();

        TextOf(updates).ShouldBe(text);
        updates.Count(u => u.Text.Length == 1).ShouldBe(10_000);
    }

    [Fact]
    public async Task An_answer_of_two_megabytes_arrives()
    {
        var text = string.Concat(Enumerable.Range(0, 2 * 1024 * 1024 / 16).Select(i => $"{i:D8} 的 word\n"));
        text.Length.ShouldBeGreaterThanOrEqualTo(2 * 1024 * 1024 - 16 * 16 * 1024);
        _server.Enqueue(Script.Text(text).InDeltas(64));

        TextOf(await AllAsync()).ShouldBe(text);
    }

    [Fact]
    public async Task One_delta_of_two_megabytes_arrives()
    {
        var text = new string('字', 2 * 1024 * 1024);
        _server.Enqueue(Script.Text(text));

        TextOf(await AllAsync()).ShouldBe(text);
    }

    [Fact]
    public async Task What_a_model_thinks_is_no_part_of_its_answer_but_no_silence_either()
    {
        var script = _server.Enqueue(Script.Text("answer").Thinking("hmm").HoldAfter(0));

        await using var updates = Ask().GetAsyncEnumerator(Cancel);
        (await updates.MoveNextAsync().AsTask().WaitAsync(Patience, Cancel)).ShouldBeTrue();
        updates.Current.Text.ShouldBeEmpty();
        script.Release();
        var text = "";
        while (await updates.MoveNextAsync())
            text += updates.Current.Text;
        text.ShouldBe("answer");
    }

    [Fact]
    public async Task An_answer_that_hit_the_limit_is_short_and_no_error()
    {
        _server.Enqueue(Script.Text("so far").FinishAs("length"));

        var updates = await AllAsync();

        TextOf(updates).ShouldBe("so far");
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    [Fact]
    public async Task A_filtered_answer_is_refused_for_good()
    {
        _server.Enqueue(Script.Text("so far").FinishAs("content_filter"));

        await FailsAsync(ModelErrors.Refused, retryable: false);
    }

    [Fact]
    public async Task Too_many_requests_may_be_tried_again_when_the_server_says()
    {
        _server.Enqueue(Script.Status(429).RetryAfter(7));

        (await FailsAsync(ModelErrors.RateLimited, retryable: true)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Retry_after_may_be_a_date()
    {
        _server.Enqueue(Script.Status(429).RetryAfter(_time.GetUtcNow().AddSeconds(40)));
        _server.Enqueue(Script.Status(503).RetryAfter(_time.GetUtcNow().AddSeconds(-40)));

        (await FailsAsync(ModelErrors.RateLimited, retryable: true)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(40));
        (await FailsAsync(ModelErrors.Unavailable, retryable: true)).RetryAfter.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Retry_after_may_be_in_milliseconds()
    {
        _server.Enqueue(Script.Status(429).RetryAfter(7).Header("retry-after-ms", "250"));

        (await FailsAsync(ModelErrors.RateLimited, retryable: true)).RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Theory]
    [InlineData(408, ModelErrors.Unavailable, true)]
    [InlineData(429, ModelErrors.RateLimited, true)]
    [InlineData(500, ModelErrors.Unavailable, true)]
    [InlineData(502, ModelErrors.Unavailable, true)]
    [InlineData(503, ModelErrors.Unavailable, true)]
    [InlineData(529, ModelErrors.Unavailable, true)]
    [InlineData(401, ModelErrors.KeyRejected, false)]
    [InlineData(403, ModelErrors.KeyRejected, false)]
    [InlineData(302, ModelErrors.Refused, false)]
    [InlineData(400, ModelErrors.Refused, false)]
    [InlineData(404, ModelErrors.Refused, false)]
    [InlineData(413, ModelErrors.Refused, false)]
    public async Task A_status_becomes_a_code(int status, string code, bool retryable)
    {
        _server.Otherwise = _ => Script.Status(status);

        (await FailsAsync(code, retryable)).RetryAfter.ShouldBeNull();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Each_call_is_one_request_because_the_worker_retries(int status)
    {
        _server.Otherwise = _ => Script.Status(status);

        await ThrowsAsync();

        _server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refusal_says_what_the_server_said_without_what_looks_like_a_key()
    {
        _server.Otherwise = _ => Script.Status(400).Saying($"Bad\nthing with {Key} and sk-other-abcdef123456. {new string('多', 2_000)}");

        var fault = await FailsAsync(ModelErrors.Refused, retryable: false);

        fault.Message.ShouldContain("Bad thing with [key] and [key]");
        fault.Message.ShouldNotContain("secret");
        fault.Message.Length.ShouldBeLessThan(SafeText.MaxLength + 150);
    }

    [Fact]
    public async Task A_rejected_key_is_not_repeated()
    {
        _server.Enqueue(Script.Status(401).Saying($"Incorrect API key provided: {Key}."));

        (await FailsAsync(ModelErrors.KeyRejected, retryable: false)).ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_keeps_what_came_and_may_be_tried_again()
    {
        _server.Enqueue(Script.Text("abcdefgh").InDeltas(1).CutAfter(5));
        var text = new StringBuilder();

        await FailsAsync(ModelErrors.ConnectionLost, retryable: true, text);

        text.ToString().ShouldBe("abcde");
    }

    [Fact]
    public async Task Half_a_character_in_a_prompt_does_no_harm()
    {
        _server.Enqueue(Script.Text("x"));

        await Model.GetResponseAsync("a\ud83d", cancellationToken: Cancel);

        _server.Requests[0].Prompt.ShouldBe("a\uFFFD");
    }

    [Fact]
    public async Task A_connection_cut_before_the_first_word_may_be_tried_again()
    {
        _server.Enqueue(Script.Text("abc").CutAfter(0));

        await FailsAsync(ModelErrors.ConnectionLost, retryable: true);
    }

    [Fact]
    public async Task A_stream_that_ends_without_saying_that_it_is_finished_is_a_lost_connection()
    {
        _server.Enqueue(Script.Text("so far").NoFinish());
        var text = new StringBuilder();

        await FailsAsync(ModelErrors.ConnectionLost, retryable: true, text);

        text.ToString().ShouldBe("so far");
    }

    [Fact]
    public async Task A_web_page_is_not_a_stream()
    {
        _server.Enqueue(Script.Html());

        await FailsAsync(ModelErrors.NotAStream, retryable: false);
    }

    [Theory]
    [InlineData("application/json", """{"hello": "world"}""")]
    [InlineData("application/json", "not json")]
    [InlineData("text/plain", "hello")]
    public async Task Anything_else_is_not_a_stream(string contentType, string body)
    {
        _server.Enqueue(Script.Body(contentType, body));

        await FailsAsync(ModelErrors.NotAStream, retryable: false);
    }

    [Fact]
    public async Task A_whole_answer_from_a_server_that_cannot_stream_is_taken()
    {
        _server.Enqueue(Script.Text("all at once").Usage(3, 4).Whole());

        var updates = await AllAsync();

        TextOf(updates).ShouldBe("all at once");
        updates[^1].Contents.OfType<UsageContent>().ShouldHaveSingleItem().Details.TotalTokenCount.ShouldBe(7);
    }

    [Fact]
    public async Task Something_in_the_stream_that_is_no_json_is_not_a_stream()
    {
        _server.Enqueue(Script.Deltas("a", "b").SendAfter(1, "data: <oops>\n\n"));

        await FailsAsync(ModelErrors.NotAStream, retryable: true);
    }

    [Fact]
    public async Task Json_that_means_nothing_and_comments_are_passed_over()
    {
        _server.Enqueue(Script.Deltas("a", "b").SendAfter(1, ": busy\n\ndata: 5\n\ndata: []\n\ndata: {\"choices\":7,\"type\":8,\"usage\":\"x\"}\n\n"));

        TextOf(await AllAsync()).ShouldBe("ab");
    }

    [Theory]
    [InlineData("rate_limit_error", ModelErrors.RateLimited, true)]
    [InlineData("overloaded_error", ModelErrors.Unavailable, true)]
    [InlineData("server_error", ModelErrors.Unavailable, true)]
    [InlineData("authentication_error", ModelErrors.KeyRejected, false)]
    [InlineData("invalid_request_error", ModelErrors.Refused, false)]
    public async Task An_error_inside_the_stream_becomes_a_code(string type, string code, bool retryable)
    {
        _server.Enqueue(Script.Deltas("a", "b").ErrorAfter(1, type));
        var text = new StringBuilder();

        await FailsAsync(code, retryable, text);

        text.ToString().ShouldBe("a");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        using var catalog = Catalog($"http://127.0.0.1:{ClosedPort()}/v1", Key);

        var fault = await Should.ThrowAsync<ModelException>(catalog.Find("it")!.GetResponseAsync("?", cancellationToken: Cancel));

        (fault.Code, fault.Retryable).ShouldBe((ModelErrors.Unreachable, true));
    }

    [Fact]
    public async Task Cancelling_a_silent_call_ends_it_at_the_server()
    {
        var script = _server.Enqueue(Script.Silence());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = AllUntilAsync(stop.Token);
        await script.Held.WaitAsync(Patience, Cancel);
        var request = await _server.NextRequestAsync(Cancel);
        request.Aborted.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        await request.Aborted.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Cancelling_in_the_middle_ends_the_call_at_the_server()
    {
        var script = _server.Enqueue(Script.Deltas("a", "b").HoldAfter(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = AllUntilAsync(stop.Token);
        await script.Held.WaitAsync(Patience, Cancel);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        await _server.Requests[0].Aborted.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Leaving_the_stream_ends_the_call_at_the_server()
    {
        _server.Enqueue(Script.Deltas("a", "b").HoldAfter(1));

        await foreach (var update in Ask())
        {
            if (update.Text == "a")
                break;
        }

        await _server.Requests[0].Aborted.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task A_call_that_was_answered_was_not_aborted()
    {
        _server.Enqueue(Script.Text("x"));

        await AllAsync();

        await _server.Requests[0].Ended.WaitAsync(Patience, Cancel);
        _server.Requests[0].Aborted.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_schema_that_the_server_takes_is_sent()
    {
        _server.Enqueue(Script.Text("{}"));

        await Model.GetResponseAsync("?", WithSchema(), Cancel);

        var request = _server.Requests.ShouldHaveSingleItem();
        request.ResponseFormat.ShouldBe("json_schema");
        request.Body.GetRawText().ShouldContain("\"ideas\"");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_schema_that_the_server_refuses_is_left_out_and_that_is_remembered(int status)
    {
        _server.Enqueue(Script.Text("{}").RefuseResponseFormat("json_schema").RefusingWith(status));
        _server.Enqueue(Script.Text("[]").RefuseResponseFormat("json_schema").RefusingWith(status));

        (await Model.GetResponseAsync("?", WithSchema(), Cancel)).Text.ShouldBe("{}");
        (await Model.GetResponseAsync("?", WithSchema(), Cancel)).Text.ShouldBe("[]");

        _server.Requests.Select(r => r.ResponseFormat).ShouldBe(["json_schema", SecondFormat, SecondFormat]);
    }

    [Fact]
    public async Task A_server_that_takes_no_format_at_all_still_answers()
    {
        _server.Enqueue(Script.Text("{}").RefuseResponseFormat());

        (await Model.GetResponseAsync("?", WithSchema(), Cancel)).Text.ShouldBe("{}");

        _server.Requests[^1].ResponseFormat.ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_for_another_reason_is_not_remembered_as_a_refused_schema()
    {
        _server.Otherwise = _ => Script.Status(400).Saying("The prompt is too long.");
        await Should.ThrowAsync<ModelException>(Model.GetResponseAsync("?", WithSchema(), Cancel));
        _server.Otherwise = _ => Script.Text("{}");

        await Model.GetResponseAsync("?", WithSchema(), Cancel);

        _server.Requests[^1].ResponseFormat.ShouldBe("json_schema");
    }

    [Fact]
    public async Task Many_calls_at_once_get_each_their_own_answer()
    {
        _server.Otherwise = request => Script.Text(request.Prompt + "!").InDeltas(1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Model.GetResponseAsync($"call {i}", cancellationToken: Cancel)));

        answers.Select(a => a.Text).ShouldBe(Enumerable.Range(0, 40).Select(i => $"call {i}!"));
    }

    [Fact]
    public async Task What_is_logged_holds_no_key_no_prompt_and_no_text()
    {
        _server.Enqueue(Script.Text("the-text").RefuseResponseFormat("json_schema"));
        _server.Enqueue(Script.Status(401).Saying($"Wrong key {Key} for the-prompt."));

        await Model.GetResponseAsync("the-prompt", WithSchema(), Cancel);
        await Should.ThrowAsync<ModelException>(Model.GetResponseAsync("the-prompt", cancellationToken: Cancel));

        _notes.Lines.Count.ShouldBe(3, "the catalog, the refused format and the rejected key");
        foreach (var line in _notes.Lines)
        {
            line.ShouldNotContain("secret");
            line.ShouldNotContain("the-prompt");
            line.ShouldNotContain("the-text");
        }
    }

    [Fact]
    public void It_says_what_it_is() =>
        Model.GetService(typeof(ChatClientMetadata)).ShouldBeOfType<ChatClientMetadata>().DefaultModelId.ShouldBe("the-model");

    private protected static ChatOptions WithSchema()
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"ideas":{"type":"array","items":{"type":"string"}}},"required":["ideas"],"additionalProperties":false}""");
        return new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), "the ideas") };
    }

    private Task<List<ChatResponseUpdate>> AllAsync() => AllUntilAsync(Cancel);

    private async Task<List<ChatResponseUpdate>> AllUntilAsync(CancellationToken cancellationToken)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in Model.GetStreamingResponseAsync("Write.", cancellationToken: cancellationToken))
            updates.Add(update);
        return updates;
    }

    private protected async Task<ModelException> FailsAsync(string code, bool retryable, StringBuilder? text = null)
    {
        var fault = await ThrowsAsync(text);
        (fault.Code, fault.Retryable).ShouldBe((code, retryable), fault.Message);
        return fault;
    }

    private async Task<ModelException> ThrowsAsync(StringBuilder? text = null) => await Should.ThrowAsync<ModelException>(async () =>
    {
        await foreach (var update in Ask())
            text?.Append(update.Text);
    });

    private IAsyncEnumerable<ChatResponseUpdate> Ask() => Model.GetStreamingResponseAsync("Write.", cancellationToken: Cancel);

    private static string TextOf(IEnumerable<ChatResponseUpdate> updates) => string.Concat(updates.Select(u => u.Text));

    private ModelCatalog Catalog(string endpoint, string? key) => new(
        new ModelsOptions
        {
            Catalog = new Dictionary<string, ModelSettings>
            {
                ["it"] = new() { Name = "it", Provider = Provider, Endpoint = endpoint, Model = "the-model", ApiKey = key },
            },
        },
        _time,
        _notes);

    private static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
