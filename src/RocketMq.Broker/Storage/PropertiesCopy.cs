using RocketMq.Protocol;

namespace RocketMq.Broker.Storage;

/// <summary>Properties text made anew, for the records that the broker itself rewrites.</summary>
internal static class PropertiesCopy
{
    public static byte[] Encode(IEnumerable<KeyValuePair<string, string>> properties)
    {
        using var buffer = new GrowableBuffer();
        foreach (var (name, value) in properties)
            PropertiesText.Write(buffer, name, value);
        return buffer.WrittenSpan.ToArray();
    }
}
