using Inkstream.Ports;
using Inkstream.Specification.Models;
using Inkstream.Studio.Models;
using Microsoft.Extensions.AI;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Models;

public sealed class OpenAiModelTests : ModelAdapterSpecification
{
    protected override string Provider => ModelProviders.OpenAi;

    protected override string? SecondFormat => "json_object";

    protected override string EndpointOf(ScriptedModelServer server) => server.OpenAiEndpoint;

    [Fact]
    public async Task Usage_is_asked_for_until_the_server_refuses_that()
    {
        Server.Enqueue(Script.Text("a").RefuseUsage());
        Server.Enqueue(Script.Text("b").RefuseUsage());

        (await Model.GetResponseAsync("?", cancellationToken: Cancel)).Text.ShouldBe("a");
        (await Model.GetResponseAsync("?", cancellationToken: Cancel)).Text.ShouldBe("b");

        Server.Requests.Select(r => r.AsksForUsage).ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task A_server_that_refuses_usage_keeps_the_schema()
    {
        Server.Enqueue(Script.Text("a").RefuseUsage());

        await Model.GetResponseAsync("?", WithSchema(), Cancel);

        Server.Requests.Select(r => r.ResponseFormat).ShouldBe(["json_schema", "json_schema"]);
    }

    [Fact]
    public async Task A_reason_to_finish_is_enough_when_done_is_missing()
    {
        Server.Enqueue(Script.Text("all").NoDone());

        (await Model.GetResponseAsync("?", cancellationToken: Cancel)).Text.ShouldBe("all");
    }

    [Fact]
    public async Task Done_is_enough_when_the_reason_to_finish_is_missing()
    {
        Server.Enqueue(Script.Text("all").SendAfter(1, "data: [DONE]\n\n"));

        (await Model.GetResponseAsync("?", cancellationToken: Cancel)).Text.ShouldBe("all");
    }

    [Fact]
    public async Task An_account_without_credit_is_not_asked_again()
    {
        Server.Enqueue(Script.Status(429).Saying("You exceeded your current quota.", "insufficient_quota"));

        (await FailsAsync(ModelErrors.Refused, retryable: false)).Message.ShouldContain("quota");
    }

    [Fact]
    public async Task A_numeric_code_inside_the_stream_is_a_status()
    {
        Server.Enqueue(Script.Text("a").SendAfter(1, """data: {"error":{"code":429,"message":"slow down"}}""" + "\n\n"));

        await FailsAsync(ModelErrors.RateLimited, retryable: true);
    }

    [Fact]
    public async Task A_refusal_in_place_of_text_is_a_refusal()
    {
        Server.Enqueue(Script.Deltas().SendAfter(0, """data: {"choices":[{"index":0,"delta":{"refusal":"I can't."}}]}""" + "\n\n"));

        await FailsAsync(ModelErrors.Refused, retryable: false);
    }

    [Fact]
    public async Task Text_in_parts_leaves_out_what_is_not_text()
    {
        Server.Enqueue(Script.Text("b").SendAfter(
            0, """data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[]},{"type":"text","text":"a"}]}}]}""" + "\n\n"));

        (await Model.GetResponseAsync("?", cancellationToken: Cancel)).Text.ShouldBe("ab");
    }

    [Fact]
    public async Task Plain_json_is_asked_for_as_an_object()
    {
        Server.Enqueue(Script.Text("{}"));

        await Model.GetResponseAsync("?", new ChatOptions { ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 99 }, Cancel);

        Server.Requests[0].ResponseFormat.ShouldBe("json_object");
        Server.Requests[0].Body.GetProperty("max_tokens").GetInt32().ShouldBe(99);
    }
}
