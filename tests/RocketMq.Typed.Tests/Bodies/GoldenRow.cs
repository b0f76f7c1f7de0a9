namespace RocketMq.Typed.Tests.Bodies;

/// <summary>Writes one golden value by primitives.</summary>
internal delegate void WritePrimitive(ref MessagePackBodyWriter writer);

/// <summary>One golden value: by primitives, in a contract of one member, and read and written again.</summary>
internal sealed record GoldenRow(WritePrimitive Write, Func<byte[]> WriteBox, Func<byte[], byte[]> Rewrite)
{
    public static GoldenRow Of<T>(WritePrimitive write, T box)
        where T : IBodyContract<T> =>
        new(write, () => Codec.Write(box), body => Codec.Write(BodyCodec.Read<T>(body, BodyFormat.MessagePack)));
}
