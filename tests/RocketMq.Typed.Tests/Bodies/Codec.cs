using System.Buffers;

namespace RocketMq.Typed.Tests.Bodies;

/// <summary>Bodies of contracts, whole.</summary>
internal static class Codec
{
    public static byte[] Write<T>(T value, BodyFormat format = BodyFormat.MessagePack)
        where T : IBodyContract<T>
    {
        var output = new ArrayBufferWriter<byte>();
        BodyCodec.Write(output, value, format);
        return output.WrittenSpan.ToArray();
    }

    public static T Read<T>(string hex)
        where T : IBodyContract<T> => BodyCodec.Read<T>(Convert.FromHexString(hex), BodyFormat.MessagePack);

    public static T ReadJson<T>(string json)
        where T : IBodyContract<T> => BodyCodec.Read<T>(System.Text.Encoding.UTF8.GetBytes(json), BodyFormat.Json);
}
