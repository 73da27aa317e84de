using System.Net.Sockets;
using Inkstream.Studio.Settings;

namespace Inkstream.Studio.Operations;

/// <summary>A start that fails says why in one line (contract 2), and not in the host's stack trace as well.</summary>
internal sealed class Starting
{
    private volatile bool _isOver;

    /// <summary>Keeps the host quiet about a failed start; afterwards it speaks as before.</summary>
    public void Quiet(ILoggingBuilder logging) => logging.AddFilter(
        "Microsoft.Extensions.Hosting.Internal.Host", level => _isOver && level >= LogLevel.Warning);

    /// <summary>Starts the application.</summary>
    /// <exception cref="SettingException">It cannot listen where it is told to.</exception>
    public async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is SocketException or IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            throw new SettingException($"urls cannot be listened to: {e.Message.ReplaceLineEndings(" ")} Stop what uses that port, or choose another.");
        }

        _isOver = true;
    }
}
