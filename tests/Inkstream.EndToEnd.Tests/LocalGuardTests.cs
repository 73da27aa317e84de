using System.Net;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>A web page elsewhere must not drive the studio on someone's own machine (issue, item 6).</summary>
public sealed class LocalGuardTests(DemoStudio studio) : IClassFixture<DemoStudio>
{
    private const string NoDocument = "/api/ideations/01900000-0000-7000-8000-0000000000ff";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5180")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.7")]
    public async Task A_foreign_host_name_is_refused_for_every_method(string host)
    {
        foreach (var (method, path) in new[] { ("GET", "/api/ideations"), ("GET", "/"), ("GET", "/api/stream/library"), ("POST", "/api/ideations") })
        {
            using var response = await studio.Api.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null, ("Host", host));
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:5180")]
    public async Task Loopback_names_are_served(string host)
    {
        using var response = await studio.Api.SendAsync(HttpMethod.Get, "/api/platforms", null, ("Host", host));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost")]
    public async Task Unsafe_methods_refuse_a_foreign_origin(string origin)
    {
        foreach (var (method, path) in new[] { ("POST", "/api/ideations"), ("PATCH", NoDocument + "/ideas/x"), ("DELETE", NoDocument), ("POST", "/api/transforms/x/stop") })
        {
            using var response = await studio.Api.SendAsync(new HttpMethod(method), path, method == "DELETE" ? null : "{}", ("Origin", origin));
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {path}");
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            problem["code"]!.GetValue<string>().ShouldBe("foreign_origin");
        }

        using var read = await studio.Api.SendAsync(HttpMethod.Get, "/api/platforms", null, ("Origin", origin));
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task The_studios_own_page_may_write()
    {
        var origin = studio.Api.Address.GetLeftPart(UriPartial.Authority);
        using var response = await studio.Api.SendAsync(HttpMethod.Delete, NoDocument, null, ("Origin", origin));
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
