using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Shouldly;
using Xunit;

namespace Inkstream.Tests;

/// <summary>The import rules between the core's rooms, and what the core must not know (design, Modules).</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Rooms = ["Documents", "Extraction", "Live", "Ports", "Waiting", "Writing"];

    // Documents names two codes of Ports in doc comments only, and those are no references.
    public static TheoryData<string, string[]> Rules => new()
    {
        { "Extraction", [] },
        { "Waiting", [] },
        { "Documents", ["Extraction"] },
        { "Ports", ["Documents"] },
        { "Writing", ["Documents", "Extraction", "Ports", "Waiting"] },
        { "Live", ["Documents", "Extraction", "Ports", "Waiting", "Writing"] },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_room_uses_only_the_rooms_it_may(string room, string[] mayUse)
    {
        var used = UsesOf(room);
        used.Except(mayUse).ShouldBeEmpty();
        used.Order(StringComparer.Ordinal).ShouldBe(mayUse, ignoreOrder: false, "a rule wider than the code is no rule");
    }

    [Fact]
    public void Every_room_has_a_rule() => typeof(InkstreamServices).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("Inkstream.", StringComparison.Ordinal) is true)
        .Select(type => type.Namespace!["Inkstream.".Length..].Split('.')[0])
        .Distinct().Order(StringComparer.Ordinal).ShouldBe(Rooms);

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.Data")]
    [InlineData("System.Data")]
    [InlineData("Dapper")]
    [InlineData("Npgsql")]
    [InlineData("StackExchange")]
    [InlineData("OpenAI")]
    [InlineData("Anthropic")]
    [InlineData("System.Net.Http.Json")]
    public void The_core_knows_no_web_server_no_SQL_and_no_providers_SDK(string assembly) => typeof(InkstreamServices).Assembly
        .GetReferencedAssemblies().ShouldAllBe(reference => !reference.Name!.StartsWith(assembly, StringComparison.Ordinal));

    [Theory]
    [InlineData("Inkstream")]
    [InlineData("Inkstream.AspNetCore")]
    [InlineData("Inkstream.Sqlite")]
    [InlineData("Inkstream.Postgres")]
    public void The_engine_and_the_stores_name_no_kind_of_document(string project)
    {
        var files = Directory.GetFiles(Path.Combine(House.DocumentLinkTests.FindRepository(AppContext.BaseDirectory), "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        files.ShouldNotBeEmpty();
        files.SelectMany(file => File.ReadLines(file).Select(line => (File: Path.GetFileName(file), Code: line.Split("//")[0])))
            .Where(line => line.Code.Contains("ideation", StringComparison.OrdinalIgnoreCase) || line.Code.Contains("outline", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_assembly_of_ours_references_a_cache()
    {
        var ours = Directory.GetFiles(AppContext.BaseDirectory, "Inkstream*.dll");
        ours.ShouldContain(file => Path.GetFileName(file) == "Inkstream.dll");
        foreach (var file in ours)
        {
            using var image = new PEReader(File.OpenRead(file));
            var metadata = image.GetMetadataReader();
            metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle))
                .Select(type => metadata.GetString(type.Namespace) + "." + metadata.GetString(type.Name))
                .Where(name => name.StartsWith("Microsoft.Extensions.Caching", StringComparison.Ordinal)
                    || name.StartsWith("System.Runtime.Caching", StringComparison.Ordinal)
                    || name.EndsWith("MemoryCache", StringComparison.Ordinal)
                    || name.EndsWith("DistributedCache", StringComparison.Ordinal)
                    || name.EndsWith("HybridCache", StringComparison.Ordinal))
                .ShouldBeEmpty(file);
        }
    }

    /// <summary>The rooms whose types a room's signatures, fields, locals and method bodies name.</summary>
    private static HashSet<string> UsesOf(string room)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in typeof(InkstreamServices).Assembly.GetTypes().Where(type => RoomOf(type) == room))
        {
            Use(type.BaseType);
            foreach (var contract in type.GetInterfaces())
                Use(contract);
            foreach (var field in type.GetFields(All))
                Use(field.FieldType);
            foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            {
                Use((method as MethodInfo)?.ReturnType);
                foreach (var parameter in method.GetParameters())
                    Use(parameter.ParameterType);
                if (method.GetMethodBody() is not { } body)
                    continue;
                foreach (var local in body.LocalVariables)
                    Use(local.LocalType);
                foreach (var member in MembersIn(method, body))
                {
                    Use(member as Type);
                    Use(member.DeclaringType);
                }
            }
        }

        used.Remove(room);
        return used;

        void Use(Type? type)
        {
            if (type is null)
                return;
            if (RoomOf(type) is { } other)
                used.Add(other);
            if (type.HasElementType)
                Use(type.GetElementType());
            foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : [])
                if (!argument.IsGenericParameter)
                    Use(argument);
        }
    }

    private static string? RoomOf(Type type)
    {
        if (type.Assembly != typeof(InkstreamServices).Assembly || type.Namespace?.StartsWith("Inkstream.", StringComparison.Ordinal) is not true)
            return null;
        return type.Namespace["Inkstream.".Length..].Split('.')[0];
    }

    /// <summary>Every four bytes of a body that are a token of a member: a few too many are no harm, since all tokens are of this module.</summary>
    private static IEnumerable<MemberInfo> MembersIn(MethodBase method, MethodBody body)
    {
        var il = body.GetILAsByteArray() ?? [];
        for (var at = 0; at + 5 <= il.Length; at++)
        {
            // call, newobj, callvirt, castclass, isinst, ldfld, stfld, ldsfld, stsfld, box, newarr, unbox.any.
            if (il[at] is not (0x28 or 0x73 or 0x6F or 0x74 or 0x75 or 0x7B or 0x7D or 0x7E or 0x80 or 0x8C or 0x8D or 0xA5))
                continue;
            MemberInfo? member = null;
            try
            {
                member = method.Module.ResolveMember(
                    BitConverter.ToInt32(il, at + 1),
                    method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
                    method.IsGenericMethod ? method.GetGenericArguments() : null);
            }
            catch (ArgumentException)
            {
                // An operand that only looks like a call.
            }

            if (member is not null)
                yield return member;
        }
    }
}
