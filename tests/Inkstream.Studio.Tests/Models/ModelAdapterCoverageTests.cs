using Inkstream.Studio.Models;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Models;

public sealed class ModelAdapterCoverageTests
{
    [Fact]
    public void Every_provider_with_a_server_passes_the_specification()
    {
        var suites = typeof(ModelAdapterSpecification).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(ModelAdapterSpecification)))
            .Select(type => type.Name);

        var providers = ModelProviders.All.Where(provider => provider != ModelProviders.Demo).ToList();

        foreach (var provider in providers)
            suites.ShouldContain(name => name.StartsWith(provider, StringComparison.OrdinalIgnoreCase), $"no suite for {provider}");
    }
}
