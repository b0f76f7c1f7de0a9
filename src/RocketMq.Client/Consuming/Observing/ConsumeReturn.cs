namespace RocketMq;

/// <summary>How a handler call ended. The numbers are those of RocketMQ's message trace; 3, a result that is missing, cannot occur here.</summary>
public enum ConsumeReturn
{
    /// <summary>All messages were consumed.</summary>
    Success = 0,

    /// <summary>It took longer than <see cref="PushConsumerOptions.ConsumeTimeout"/>, however it ended then.</summary>
    Timeout = 1,

    /// <summary>The handler threw, or gave up because its token was cancelled.</summary>
    Exception = 2,

    /// <summary>At least one message is to be retried or is a dead letter.</summary>
    Failed = 4,
}
