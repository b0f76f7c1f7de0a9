using System.Net;

namespace RocketMq.Protocol;

/// <summary>Names of clients: the address, an instance name that differs between clients of one machine, and an optional unit.</summary>
public static class ClientIds
{
    /// <summary>Makes a client id.</summary>
    /// <param name="address">The client's address.</param>
    /// <param name="instanceName">Tells clients of one machine apart.</param>
    /// <param name="unitName">The unit; null or empty if none.</param>
    /// <returns><c>address@instance</c> or <c>address@instance@unit</c>.</returns>
    public static string Create(string address, string instanceName, string? unitName = null) =>
        string.IsNullOrEmpty(unitName) ? $"{address}@{instanceName}" : $"{address}@{instanceName}@{unitName}";

    /// <summary>Makes a client id.</summary>
    /// <param name="address">The client's address.</param>
    /// <param name="instanceName">Tells clients of one machine apart.</param>
    /// <param name="unitName">The unit; null or empty if none.</param>
    /// <returns><c>address@instance</c> or <c>address@instance@unit</c>.</returns>
    public static string Create(IPAddress address, string instanceName, string? unitName = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Create(address.ToString(), instanceName, unitName);
    }

    /// <summary>Makes an instance name that no other client has, as Java does.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="moment">A number that differs between clients of a process, such as a high-resolution time.</param>
    /// <returns><c>process#moment</c>.</returns>
    public static string CreateInstanceName(int processId, long moment) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{processId}#{moment}");
}
