using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>Replaces the brokers' addresses in what name servers say by those of the proxy.</summary>
internal static partial class RouteAddresses
{
    /// <returns>The frame as it was, or a new one.</returns>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> bytes, in RemotingFrame frame, RequestCode? code, FaultProxy proxy)
    {
        if (code is not (RequestCode.GetRouteInfoByTopic or RequestCode.GetBrokerClusterInfo) || !frame.IsResponse || frame.Body.IsEmpty)
            return bytes;

        // By text: brokers write maps with numbers as keys, which no JSON reader takes.
        string body = Encoding.UTF8.GetString(frame.Body.Span);
        string replaced = Address().Replace(body, match => $"\"{proxy.LinkTo(match.Groups[1].Value).Address}\"");
        int headerEnd = bytes.Length - frame.Body.Length;
        byte[] rewritten = new byte[headerEnd + Encoding.UTF8.GetByteCount(replaced)];
        bytes.Span[..headerEnd].CopyTo(rewritten);
        Encoding.UTF8.GetBytes(replaced, rewritten.AsSpan(headerEnd));
        BinaryPrimitives.WriteInt32BigEndian(rewritten, rewritten.Length - FrameLimits.PrefixLength);
        return rewritten;
    }

    [GeneratedRegex("\"([^\"\\s]+:[0-9]{1,5})\"", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
