namespace RocketMq.Protocol;

/// <summary>How a consumer gets its messages.</summary>
public enum ConsumeType
{
    /// <summary>It pulls when it likes; <c>CONSUME_ACTIVELY</c> on the wire.</summary>
    Actively = 0,

    /// <summary>Messages are handed to a listener; <c>CONSUME_PASSIVELY</c> on the wire.</summary>
    Passively = 1,

    /// <summary>It pops messages; <c>CONSUME_POP</c> on the wire.</summary>
    Pop = 2,
}
