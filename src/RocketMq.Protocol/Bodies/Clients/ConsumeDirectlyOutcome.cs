namespace RocketMq.Protocol;

/// <summary>What became of a message handed over directly.</summary>
public enum ConsumeDirectlyOutcome
{
    /// <summary>It was handled; <c>CR_SUCCESS</c> on the wire.</summary>
    Success = 0,

    /// <summary>It is wanted again later; <c>CR_LATER</c> on the wire.</summary>
    Later = 1,

    /// <summary>An orderly handler took it back; <c>CR_ROLLBACK</c> on the wire.</summary>
    Rollback = 2,

    /// <summary>An orderly handler committed it; <c>CR_COMMIT</c> on the wire.</summary>
    Commit = 3,

    /// <summary>The handler failed; <c>CR_THROW_EXCEPTION</c> on the wire.</summary>
    ThrowException = 4,

    /// <summary>The handler gave no result; <c>CR_RETURN_NULL</c> on the wire.</summary>
    ReturnNull = 5,
}
