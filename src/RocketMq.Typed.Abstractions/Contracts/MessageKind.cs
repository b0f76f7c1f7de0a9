namespace RocketMq.Typed;

/// <summary>How the messages of a contract are placed on the queues of their topic.</summary>
public enum MessageKind
{
    /// <summary>On any queue, in turn. The default.</summary>
    Normal = 0,

    /// <summary>On the queue of their order key, so that messages of one key keep their order.</summary>
    Fifo = 1,
}
