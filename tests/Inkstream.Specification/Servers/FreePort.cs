using System.Net;
using System.Net.Sockets;

namespace Inkstream.Specification.Servers;

/// <summary>
/// Ports for servers that come back on the same one. Below the range from which the system takes ports for outgoing
/// connections: one of those could sit on ours while the server is down.
/// </summary>
public static class FreePort
{
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 32_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
