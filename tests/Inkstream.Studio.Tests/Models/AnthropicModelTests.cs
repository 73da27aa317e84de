using Inkstream.Ports;
using Inkstream.Specification.Models;
using Inkstream.Studio.Models;
using Microsoft.Extensions.AI;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Models;

public sealed class AnthropicModelTests : ModelAdapterSpecification
{
    protected override string Provider => ModelProviders.Anthropic;

    protected override string? SecondFormat => null;

    protected override string EndpointOf(ScriptedModelServer server) => server.AnthropicEndpoint;

    [Fact]
    public async Task The_system_message_goes_where_the_protocol_has_it()
    {
        Server.Enqueue(Script.Text("x"));

        await Model.GetResponseAsync([new(ChatRole.System, "You write."), new(ChatRole.User, "A story.")], cancellationToken: Cancel);

        var body = Server.Requests[0].Body;
        body.GetProperty("system").GetRawText().ShouldContain("You write.");
        body.GetProperty("messages").GetArrayLength().ShouldBe(1);
        body.GetProperty("max_tokens").GetInt32().ShouldBe(AnthropicRequest.DefaultMaxTokens);
    }

    [Fact]
    public async Task A_stream_without_its_last_word_is_a_lost_connection()
    {
        Server.Enqueue(Script.Text("all").NoDone());

        await FailsAsync(ModelErrors.ConnectionLost, retryable: true);
    }
}
