namespace RocketMq.Typed;

/// <summary>Takes the keys and user properties of a message that is about to be sent.</summary>
public interface IMessagePropertyWriter
{
    /// <summary>Adds one of the message's <c>KEYS</c>; <see langword="null"/> adds nothing.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentException">The key is empty or has white space, which would make it several keys.</exception>
    void AddKey(string? key);

    /// <summary>Adds a user property; <see langword="null"/> adds nothing.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="value">The property's value.</param>
    /// <exception cref="ArgumentException">The value has one of the protocol's separators (U+0001, U+0002).</exception>
    void AddProperty(string name, string? value);
}
