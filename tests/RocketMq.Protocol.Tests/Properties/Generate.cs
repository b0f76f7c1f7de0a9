using System.Net;
using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace RocketMq.Protocol.Tests.Properties;

/// <summary>Random values, with a liking for what breaks encoders.</summary>
internal static class Generate
{
    private static readonly Rune[] Awkward =
    [
        .. "az09%|_- \"\\/\b\t\n\f\r\u0001\u0002\u0000\u007F\u0085\u009F\u2028\u2029é标签'{}[]:,".EnumerateRunes(),
        new Rune(0x1F680),
    ];

    public static Gen<string> Text { get; } =
        Gen.Elements(Awkward).ArrayOf().Select(runes => string.Concat(runes.Select(rune => rune.ToString())));

    public static Gen<string> NonEmptyText { get; } = Text.Select(text => text.Length == 0 ? "x" : text);

    public static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    public static Gen<long> Int64 { get; } =
        Gen.OneOf(
            Gen.Choose(-100, 100).Select(value => (long)value),
            Gen.Elements(long.MinValue, long.MaxValue, int.MinValue, int.MaxValue, 1_700_000_000_000)
        );

    public static Gen<int> Int32 { get; } = Gen.OneOf(Gen.Choose(-100, 100), Gen.Elements(int.MinValue, int.MaxValue, short.MaxValue + 1));

    public static Gen<bool> Boolean { get; } = Gen.Elements(true, false);

    public static Gen<IPEndPoint> EndPoint { get; } =
        from address in Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(4),
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(16)
        )
        from port in Gen.Choose(0, 65535)
        select new IPEndPoint(new IPAddress(address), port);

    /// <summary>Any header of a type, with texts as strings or UTF-8 and optional fields missing half of the time.</summary>
    public static Gen<object> Header(Type type)
    {
        PropertyInfo[] properties = [.. type.GetProperties().Where(property => property.CanWrite)];
        return Gen.CollectToArray(properties, property => Value(property.PropertyType))
            .Select(values =>
            {
                object header = Activator.CreateInstance(type)!;
                for (int i = 0; i < properties.Length; i++)
                    properties[i].SetValue(header, values[i]);
                return header;
            });
    }

    public static Gen<MessageRecordFields> Record { get; } =
        from numbers in Int32.ArrayOf(4)
        from longs in Int64.ArrayOf(5)
        from bornHost in EndPoint
        from storeHost in EndPoint
        from body in Bytes
        from topic in Gen.OneOf(NonEmptyText, Gen.Choose(100, 300).Select(length => new string('t', length)))
        from properties in Bytes
        select new MessageRecordFields
        {
            QueueId = numbers[0],
            Flag = numbers[1],
            SystemFlags = (SystemFlags)numbers[2] & ~(SystemFlags.BornHostIsIPv6 | SystemFlags.StoreHostIsIPv6),
            ReconsumeTimes = numbers[3],
            QueueOffset = longs[0],
            CommitLogOffset = longs[1],
            BornTimestamp = longs[2],
            StoreTimestamp = longs[3],
            PreparedTransactionOffset = longs[4],
            BornHost = bornHost,
            StoreHost = storeHost,
            Body = body,
            Topic = topic,
            Properties = properties,
        };

    private static Gen<object?> Value(Type type)
    {
        if (type == typeof(Utf8Text))
        {
            return from text in NonEmptyText
                from kind in Gen.Choose(0, 2)
                select (object?)(
                    kind switch
                    {
                        0 => default,
                        1 => Utf8Text.Encode(text),
                        _ => (Utf8Text)text,
                    }
                );
        }

        if (type == typeof(string))
            return OrMissing(NonEmptyText);
        if (type == typeof(int))
            return Int32.Select(value => (object?)value);
        if (type == typeof(long))
            return Int64.Select(value => (object?)value);
        if (type == typeof(bool))
            return Boolean.Select(value => (object?)value);
        if (type == typeof(int?))
            return OrMissing(Int32);
        if (type == typeof(long?))
            return OrMissing(Int64);
        if (type == typeof(bool?))
            return OrMissing(Boolean);

        throw new InvalidOperationException($"No generator for header fields of type {type}.");
    }

    private static Gen<object?> OrMissing<T>(Gen<T> values) =>
        Gen.OneOf(values.Select(value => (object?)value), Gen.Constant<object?>(null));
}
