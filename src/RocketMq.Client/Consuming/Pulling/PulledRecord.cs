using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>What became of one record of a pull: a message, filtered out, or an error.</summary>
/// <param name="Prefix">Which record it is; null when not even that can be read.</param>
/// <param name="Message">The message, if it is wanted and could be decoded.</param>
/// <param name="Error">Why it could not be decoded.</param>
internal readonly record struct PulledRecord(RecordPrefix? Prefix, ReceivedMessage? Message, ProtocolException? Error)
{
    public static PulledRecord Decoded(RecordPrefix prefix, ReceivedMessage message) => new(prefix, message, null);

    public static PulledRecord Filtered(RecordPrefix prefix) => new(prefix, null, null);

    public static PulledRecord Undecodable(RecordPrefix prefix, ProtocolException error) => new(prefix, null, error);

    public static PulledRecord Unreadable(ProtocolException error) => new(null, null, error);
}
