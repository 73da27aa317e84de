using Inkstream.Ports;
using Inkstream.Studio.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Models;

public sealed class ModelsOptionsTests
{
    private const string Gpt = "Models:Catalog:gpt:Provider=openai;Models:Catalog:gpt:Model=gpt-x";

    [Theory]
    [InlineData("")]
    [InlineData(Gpt)]
    [InlineData(Gpt + ";Models:Default=GPT")]
    [InlineData(Gpt + ";Models:Catalog:gpt:Endpoint=http://127.0.0.1:11434/v1;Models:Catalog:gpt:InputPrice=0;Models:Catalog:gpt:OutputPrice=2.5")]
    [InlineData("Models:Catalog:claude:Provider=Anthropic;Models:Catalog:claude:Model=c;Models:Catalog:claude:Endpoint=https://example.com")]
    [InlineData("Models:Catalog:mine:Provider=demo")]
    [InlineData("Models:Default=demo;Models:IdleTimeout=00:00:05;Models:DemoPace=00:00:00")]
    public void Sound_settings_are_taken(string settings) => Problems(settings).ShouldBeEmpty();

    [Theory]
    [InlineData("Models:Catalog:gpt:Provider=foo", "Models:Catalog:gpt:Provider is 'foo': it takes demo, openai or anthropic.")]
    [InlineData("Models:Catalog:gpt:Model=x", "Models:Catalog:gpt:Provider is missing: it takes demo, openai or anthropic.")]
    [InlineData("Models:Catalog:gpt:Provider=openai", "Models:Catalog:gpt:Model is missing: it takes the provider's id of the model, such as gpt-4.1 or claude-sonnet-4-5.")]
    [InlineData(Gpt + ";Models:Catalog:gpt:Endpoint=localhost:11434", "Models:Catalog:gpt:Endpoint is not a web address: it takes one such as http://127.0.0.1:11434/v1.")]
    [InlineData(Gpt + ";Models:Catalog:gpt:Endpoint=ftp://host/", "Models:Catalog:gpt:Endpoint is not a web address: it takes one such as http://127.0.0.1:11434/v1.")]
    [InlineData(Gpt + ";Models:Catalog:gpt:InputPrice=-1", "Models:Catalog:gpt:InputPrice is '-1': it takes a price per million tokens of zero or more, such as 2.5.")]
    [InlineData(Gpt + ";Models:Catalog:gpt:OutputPrice=cheap", "Models:Catalog:gpt:OutputPrice is 'cheap': it takes a price per million tokens of zero or more, such as 2.5.")]
    [InlineData(Gpt + ";Models:Catalog:gpt:Endpiont=x", "Models:Catalog:gpt:Endpiont is not a setting: Models:Catalog:gpt takes Provider, Endpoint, Model, ApiKey, InputPrice, OutputPrice.")]
    [InlineData(Gpt + ";Models:Default=claude", "Models:Default is 'claude': it takes the name of a configured model (gpt).")]
    [InlineData(Gpt + ";Models:Default=demo", "Models:Default is 'demo': it takes the name of a configured model (gpt).")]
    [InlineData("Models:IdleTimeout=00:00:00", "Models:IdleTimeout is '00:00:00': it takes a time above zero, such as 00:01:00.")]
    [InlineData("Models:IdleTimeout=60", "Models:IdleTimeout is '60': it takes a time such as 00:01:00.")]
    [InlineData("Models:DemoPace=-00:00:01", "Models:DemoPace is '-00:00:01': it takes a time of zero or more, such as 00:00:00.028.")]
    public void A_mistake_is_one_line_that_names_the_key_and_what_it_takes(string settings, string problem) =>
        Problems(settings).ShouldBe([problem]);

    [Fact]
    public void A_key_in_the_wrong_place_is_not_repeated() =>
        Problems(Gpt + ";Models:Catalog:gpt:Endpoint=sk-secret").ShouldHaveSingleItem().ShouldNotContain("secret");

    [Theory]
    [InlineData("", "demo*")]
    [InlineData(Gpt, "gpt*")]
    [InlineData(Gpt + ";Models:Catalog:abc:Provider=openai;Models:Catalog:abc:Model=m", "abc*,gpt")]
    [InlineData(Gpt + ";Models:Catalog:abc:Provider=demo", "abc,gpt*")]
    [InlineData(Gpt + ";Models:Catalog:abc:Provider=demo;Models:Default=abc", "abc*,gpt")]
    [InlineData("Models:Catalog:b:Provider=demo;Models:Catalog:a:Provider=demo", "a*,b")]
    public void The_demo_model_is_the_default_only_when_nothing_else_is_configured(string settings, string expected)
    {
        using var catalog = Catalog(settings);

        string.Join(',', catalog.All.Select(m => m.Name + (m.IsDefault ? "*" : ""))).ShouldBe(expected);
        catalog.All.ShouldAllBe(m => catalog.Find(m.Name) != null);
    }

    [Fact]
    public void The_demo_model_is_not_found_when_another_is_configured()
    {
        using var catalog = Catalog(Gpt);

        catalog.Find("demo").ShouldBeNull();
        catalog.Find("GPT").ShouldBeSameAs(catalog.Find("gpt"));
    }

    [Fact]
    public void The_listing_holds_no_key()
    {
        using var catalog = Catalog(Gpt + ";Models:Catalog:gpt:ApiKey=sk-secret;Models:Catalog:gpt:InputPrice=1.5");

        var model = catalog.All.ShouldHaveSingleItem();
        model.ShouldBe(new ModelInfo("gpt", "openai", "gpt-x", IsDefault: true, 1.5m, OutputPrice: null));
        ModelsOptions.From(Configuration(Gpt + ";Models:Catalog:gpt:ApiKey=sk-secret")).Catalog["gpt"].ToString().ShouldNotContain("secret");
    }

    [Fact]
    public void A_call_costs_what_its_tokens_cost()
    {
        using var catalog = Catalog(Gpt + ";Models:Catalog:gpt:InputPrice=2;Models:Catalog:gpt:OutputPrice=10;Models:Catalog:free:Provider=demo");

        catalog.Cost("gpt", 1_000, 500).ShouldBe(0.007m);
        catalog.Cost("gpt", inputTokens: null, 500).ShouldBe(0.005m);
        catalog.Cost("gpt", inputTokens: null, outputTokens: null).ShouldBeNull();
        catalog.Cost("free", 1_000, 500).ShouldBeNull();
        catalog.Cost("gone", 1_000, 500).ShouldBeNull();
    }

    [Fact]
    public void A_host_gets_the_models()
    {
        using var services = new ServiceCollection().AddLogging().AddModels(Configuration(Gpt)).BuildServiceProvider();

        services.GetRequiredService<IModels>().ShouldBeSameAs(services.GetRequiredService<ModelCatalog>());
        services.GetRequiredService<IModels>().Find("gpt").ShouldBeOfType<OpenAiChatClient>();
        services.GetRequiredService<ModelsOptions>().IdleTimeout.ShouldBe(TimeSpan.FromMinutes(1));
    }

    private static IReadOnlyList<string> Problems(string settings) => ModelsOptions.Validate(ModelsOptions.From(Configuration(settings)));

    private static ModelCatalog Catalog(string settings) =>
        new(ModelsOptions.From(Configuration(settings)), TimeProvider.System, NullLoggerFactory.Instance);

    private static IConfiguration Configuration(string settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build();
}
