namespace RocketMq.Protocol;

/// <summary>The header of an answer.</summary>
/// <typeparam name="TSelf">The header itself.</typeparam>
public interface IResponseHeader<TSelf> : IHeader<TSelf>
    where TSelf : struct, IResponseHeader<TSelf>;
