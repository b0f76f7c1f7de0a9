using System.Buffers;

namespace RocketMq.Typed;

/// <summary>Puts a contract's keys and properties on the client's message.</summary>
internal struct MessagePropertyWriter(Message message, MessageDescriptor descriptor) : IMessagePropertyWriter
{
    // What separates names, values and properties on the wire (MessageDecoder.NAME_VALUE_SEPARATOR, PROPERTY_SEPARATOR).
    private static readonly SearchValues<char> Separators = SearchValues.Create('\u0001', '\u0002');

    private List<string>? _keys;

    public void AddKey(string? key)
    {
        if (key is null)
            return;
        if (key.Length == 0 || key.Any(char.IsWhiteSpace))
        {
            throw new ArgumentException(
                $"The message key '{key}' of {descriptor} is empty or has white space; keys are joined by spaces, so it would be none or several. "
                    + "Mark a member whose text has none, or replace the white space."
            );
        }

        (_keys ??= []).Add(key);
    }

    public readonly void AddProperty(string name, string? value)
    {
        if (value is null)
            return;
        if (value.AsSpan().ContainsAny(Separators))
        {
            throw new ArgumentException(
                $"The property '{name}' of {descriptor} has U+0001 or U+0002, which separate properties on the wire. Leave such characters to the body."
            );
        }

        message.Properties[name] = value;
    }

    public readonly void Complete()
    {
        if (_keys is not null)
            message.Keys = _keys;
    }
}
