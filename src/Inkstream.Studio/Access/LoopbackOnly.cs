using System.Net;
using Inkstream.Studio.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Inkstream.Studio.Access;

/// <summary>Local mode has no sign-in, so nobody but this machine may reach it: any other address stops the start.</summary>
internal static class LoopbackOnly
{
    private const string Why = "with Access:Mode local there is no sign-in, so it takes loopback addresses only, such as http://127.0.0.1:5180.";

    /// <summary>Judges what is configured, before anything starts.</summary>
    /// <exception cref="SettingException">It is no address, or not one of this machine alone.</exception>
    public static void CheckAddresses(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Check(url);
            return;
        }

        // Containers set these; each means every address of the machine.
        foreach (var key in (string[])["http_ports", "https_ports"])
            if (configuration[key] is { Length: > 0 } ports)
                throw new SettingException($"{key} is '{ports}', which is every address of this machine: {Why} Set urls instead.");
    }

    /// <summary>Judges every endpoint before it is bound, however it came about.</summary>
    public static void AllowLoopbackOnly(this KestrelServerOptions options) => options.ConfigureEndpointDefaults(endpoint =>
    {
        if (endpoint.EndPoint is IPEndPoint { Address: { } address } && !IPAddress.IsLoopback(address))
            throw new SettingException($"urls binds {endpoint.EndPoint}: {Why}");
    });

    private static void Check(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new SettingException($"urls has '{url}': it takes addresses such as http://127.0.0.1:5180.");
        }

        var isLoopback = string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        if (!isLoopback)
            throw new SettingException($"urls has '{url}': {Why}");
    }
}
