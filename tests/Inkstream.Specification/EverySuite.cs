using System.Reflection;
using Shouldly;
using Xunit;

namespace Inkstream.Specification;

/// <summary>Fails when an adapter leaves a suite out.</summary>
public static class EverySuite
{
    /// <summary>The suites: public abstract classes that have tests and that nobody here refines.</summary>
    public static IReadOnlyList<Type> All { get; } = [.. typeof(EverySuite).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: true, IsSealed: false } && HasTests(type))];

    /// <summary>Every suite has a subject in the adapter's test assembly.</summary>
    /// <param name="adapterTests">The adapter's tests.</param>
    /// <param name="leftOut">Suites that do not apply, each with the reason.</param>
    public static void IsRunBy(Assembly adapterTests, IReadOnlyDictionary<Type, string>? leftOut = null)
    {
        All.Count.ShouldBeGreaterThan(6);
        var subjects = adapterTests.GetTypes().Where(type => !type.IsAbstract).ToList();
        var missing = All.Where(suite => leftOut?.ContainsKey(suite) is not true && !subjects.Exists(suite.IsAssignableFrom));
        missing.Select(suite => suite.Name).ShouldBeEmpty($"{adapterTests.GetName().Name} leaves suites out");
    }

    private static bool HasTests(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(method => method.IsDefined(typeof(FactAttribute)));
}
