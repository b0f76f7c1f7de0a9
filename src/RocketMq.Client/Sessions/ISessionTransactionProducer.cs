using RocketMq.Producing;

namespace RocketMq.Sessions;

/// <summary>A transaction producer as its session sees it.</summary>
internal interface ISessionTransactionProducer : ISessionProducer
{
    /// <summary>A broker asks what became of a transaction of the group (request 39). Called on a connection's reader; must not block.</summary>
    void Check(CheckRequest request);
}
