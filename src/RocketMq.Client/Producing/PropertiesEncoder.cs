using System.Buffers;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>Writes a message's properties as the text that travels in the send header: <c>name 0x01 value 0x02 …</c>.</summary>
internal static class PropertiesEncoder
{
    /// <summary>The record that brokers store has a 16-bit length for this text.</summary>
    public const int MaxBytes = short.MaxValue;

    private const byte NameEnd = 1;
    private const byte ValueEnd = 2;

    private static readonly SearchValues<char> Separators = SearchValues.Create("\u0001\u0002");

    /// <summary>Writes everything and returns the message's id, a new one unless the message brings one.</summary>
    /// <exception cref="RocketMqException">A name or value is not allowed, or the text is too long.</exception>
    public static MessageIdText Write(GrowableBuffer output, Message message, UniqueIdGenerator ids)
    {
        WriteKeys(output, message);
        if (message.PropertiesOrNull is { Count: > 0 } properties)
        {
            foreach ((string name, string value) in properties)
                WriteUserProperty(output, message.Topic, name, value);
        }
        if (message.OrderKey is { } orderKey)
            Write(output, message.Topic, "__SHARDINGKEY"u8, orderKey, "an order key");
        MessageIdText id = message.System is { } system ? WriteSystem(output, system, ids) : WriteNewId(output, ids);
        if (message.System?.Properties.ContainsKey("WAIT") != true)
            WritePair(output, "WAIT"u8, message.WaitForStore ? "true"u8 : "false"u8);
        if (!string.IsNullOrEmpty(message.Tag))
            WriteTag(output, message);
        if (output.WrittenCount > MaxBytes)
            throw SendErrors.PropertiesTooLarge(message.Topic, output.WrittenCount);
        return id;
    }

    /// <summary>Adds one more property unless it does not fit or holds a separator.</summary>
    public static bool TryAppend(GrowableBuffer output, string name, string value)
    {
        if (output.WrittenCount + Encoding.UTF8.GetByteCount(value) + name.Length + 2 > MaxBytes || value.AsSpan().ContainsAny(Separators))
            return false;
        WriteText(output, name);
        output.WriteByte(NameEnd);
        WriteText(output, value);
        output.WriteByte(ValueEnd);
        return true;
    }

    /// <summary>
    /// Writes the properties of a whole batch, which brokers append to those of every message in it: only what differs from the
    /// default, since an id here would hide the messages' own ids from consumers.
    /// </summary>
    public static void WriteBatch(GrowableBuffer output, bool waitForStore)
    {
        if (!waitForStore)
            WritePair(output, "WAIT"u8, "false"u8);
    }

    private static void WriteKeys(GrowableBuffer output, Message message)
    {
        IReadOnlyList<string> keys = message.Keys;
        if (keys.Count == 0)
            return;
        output.Write("KEYS"u8);
        output.WriteByte(NameEnd);
        for (int index = 0; index < keys.Count; index++)
        {
            string key = keys[index];
            if (string.IsNullOrWhiteSpace(key) || key.Contains(' ', StringComparison.Ordinal))
                throw SendErrors.InvalidProperty(
                    message.Topic,
                    $"the key '{key}'",
                    "which is blank or holds a space, the separator of keys."
                );
            CheckSeparators(message.Topic, $"the key '{key}'", key);
            if (index > 0)
                output.WriteByte((byte)' ');
            WriteText(output, key);
        }
        output.WriteByte(ValueEnd);
    }

    private static void WriteUserProperty(GrowableBuffer output, string topic, string name, string value)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(value))
            throw SendErrors.InvalidProperty(
                topic,
                $"the property '{name}'",
                "whose name or value is blank; brokers drop such properties."
            );
        if (ReservedPropertyNames.Contains(name))
            throw SendErrors.InvalidProperty(
                topic,
                $"the property '{name}',",
                "a name that RocketMQ reserves. Use the members of Message (Tag, Keys, OrderKey, WaitForStore) or another name."
            );
        // A broker stores the message once per queue that is named here, and keeps those queues' files under these names.
        if (name == "INNER_MULTI_DISPATCH" && value.AsSpan().ContainsAny('/', '\\'))
            throw SendErrors.InvalidProperty(topic, $"the property '{name}'", "with a path separator, which names of queues cannot have.");
        CheckSeparators(topic, $"the property name '{name}'", name);
        CheckSeparators(topic, $"the property '{name}'", value);
        WriteText(output, name);
        output.WriteByte(NameEnd);
        WriteText(output, value);
        output.WriteByte(ValueEnd);
    }

    private static void WriteTag(GrowableBuffer output, Message message)
    {
        // A consumer's expression splits on "||", so nobody could subscribe to such a tag.
        if (message.Tag!.Contains("||", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(message.Tag))
            throw SendErrors.InvalidProperty(
                message.Topic,
                $"the tag '{message.Tag}',",
                "which is blank or holds '||'; no subscription can match it."
            );
        Write(output, message.Topic, "TAGS"u8, message.Tag, "a tag");
    }

    private static MessageIdText WriteNewId(GrowableBuffer output, UniqueIdGenerator ids)
    {
        output.Write("UNIQ_KEY"u8);
        output.WriteByte(NameEnd);
        Span<byte> id = output.GetSpan(ids.Length)[..ids.Length];
        ids.WriteNext(id);
        MessageIdText text = MessageIdText.From(id);
        output.Advance(ids.Length);
        output.WriteByte(ValueEnd);
        return text;
    }

    private static MessageIdText WriteSystem(GrowableBuffer output, SystemFields system, UniqueIdGenerator ids)
    {
        foreach ((string name, string value) in system.Properties)
        {
            WriteText(output, name);
            output.WriteByte(NameEnd);
            WriteText(output, value);
            output.WriteByte(ValueEnd);
        }
        return system.Properties.TryGetValue(MessagePropertyNames.UniqueId, out string? id)
            ? MessageIdText.From(id)
            : WriteNewId(output, ids);
    }

    private static void Write(GrowableBuffer output, string topic, ReadOnlySpan<byte> name, string value, string what)
    {
        CheckSeparators(topic, what, value);
        output.Write(name);
        output.WriteByte(NameEnd);
        WriteText(output, value);
        output.WriteByte(ValueEnd);
    }

    private static void WritePair(GrowableBuffer output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        output.Write(name);
        output.WriteByte(NameEnd);
        output.Write(value);
        output.WriteByte(ValueEnd);
    }

    private static void WriteText(GrowableBuffer output, string text)
    {
        Span<byte> span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private static void CheckSeparators(string topic, string what, string text)
    {
        if (text.AsSpan().ContainsAny(Separators))
            throw SendErrors.InvalidProperty(topic, what, "with a character U+0001 or U+0002, which separate properties on the wire.");
    }
}
