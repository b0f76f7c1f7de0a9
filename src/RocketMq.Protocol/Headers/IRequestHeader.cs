namespace RocketMq.Protocol;

/// <summary>The header of a request.</summary>
/// <typeparam name="TSelf">The header itself.</typeparam>
public interface IRequestHeader<TSelf> : IHeader<TSelf>
    where TSelf : struct, IRequestHeader<TSelf>
{
    /// <summary>The code requests with this header usually have.</summary>
    static abstract RequestCode Code { get; }
}
