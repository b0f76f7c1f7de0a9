using System.Text;

namespace RocketMq.Typed;

/// <summary>The facts of one message contract. Immutable; generated code holds one instance per contract.</summary>
public sealed class MessageDescriptor
{
    /// <summary>Describes a contract.</summary>
    /// <param name="contractName">The contract's full type name, for logs and errors.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="tag">The tag, or <see langword="null"/> for none.</param>
    /// <param name="kind">How messages are placed on queues.</param>
    /// <param name="format">How bodies are written.</param>
    public MessageDescriptor(string contractName, string topic, string? tag, MessageKind kind, BodyFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(contractName);
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ContractName = contractName;
        Topic = topic;
        Tag = tag;
        TagUtf8 = tag is null ? default : Encoding.UTF8.GetBytes(tag);
        TagHash = JavaStringHash.Compute(tag);
        Kind = kind;
        Format = format;
    }

    /// <summary>The contract's full type name.</summary>
    public string ContractName { get; }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The tag, or <see langword="null"/> for none.</summary>
    public string? Tag { get; }

    /// <summary>The tag in UTF-8; empty for none.</summary>
    public ReadOnlyMemory<byte> TagUtf8 { get; }

    /// <summary>Java's <c>hashCode</c> of the tag, by which brokers filter; 0 for none.</summary>
    public int TagHash { get; }

    /// <summary>How messages are placed on queues.</summary>
    public MessageKind Kind { get; }

    /// <summary>How bodies are written.</summary>
    public BodyFormat Format { get; }

    /// <summary>The contract, its topic and its tag, for logs.</summary>
    public override string ToString() => Tag is null ? $"{ContractName} ({Topic})" : $"{ContractName} ({Topic}, tag {Tag})";
}
