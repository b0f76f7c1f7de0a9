using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RocketMq.Sessions;

/// <summary>Finds the address by which a client names itself.</summary>
internal static class LocalAddress
{
    /// <summary>The first public IPv4 address, else the last private one, else an IPv6 address, else loopback.</summary>
    public static IPAddress Find()
    {
        IPAddress? lastPrivate = null;
        IPAddress? firstV6 = null;
        foreach (IPAddress address in UsableAddresses())
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                if (firstV6 is null || (firstV6.IsIPv6LinkLocal && !address.IsIPv6LinkLocal))
                    firstV6 = address;
            }
            else if (IsPrivate(address))
                lastPrivate = address;
            else
                return address;
        }
        return lastPrivate ?? WithoutScope(firstV6) ?? IPAddress.Loopback;
    }

    private static IEnumerable<IPAddress> UsableAddresses() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
        where
            network.OperationalStatus != OperationalStatus.Down
            && network.NetworkInterfaceType is not (NetworkInterfaceType.Loopback or NetworkInterfaceType.Tunnel)
        from unicast in network.GetIPProperties().UnicastAddresses
        let address = unicast.Address
        where !IPAddress.IsLoopback(address)
        where address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
        select address;

    private static bool IsPrivate(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] is 10 or 127 || (bytes[0] == 172 && (bytes[1] & 0xF0) == 16) || (bytes[0] == 192 && bytes[1] == 168);
    }

    // A zone index is meaningless elsewhere and not allowed in a client id that other hosts read.
    private static IPAddress? WithoutScope(IPAddress? address) => address is null ? null : new IPAddress(address.GetAddressBytes());
}
