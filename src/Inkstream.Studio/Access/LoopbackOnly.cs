using System.Net;
using Inkstream.Studio.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Inkstream.Studio.Access;

/// <summary>Local mode has no sign-in, so nobody but this machine may reach it: any other address stops the start.</summary>
internal static class LoopbackOnly
{
    /// <summary>Judges every endpoint before it is bound.</summary>
    public static void AllowLoopbackOnly(this KestrelServerOptions options) => options.ConfigureEndpointDefaults(endpoint =>
    {
        if (endpoint.EndPoint is IPEndPoint { Address: { } address } && !IPAddress.IsLoopback(address))
            throw new SettingException(
                $"urls binds {endpoint.EndPoint}: with Access:Mode local there is no sign-in, so it takes loopback addresses only, such as http://127.0.0.1:5180.");
    });
}
