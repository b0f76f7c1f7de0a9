namespace RocketMq.Interop.Tests.Producing;

/// <summary>Where a scenario runs.</summary>
public enum ClusterKind
{
    /// <summary>An embedded broker of the scenario's own.</summary>
    Embedded,

    /// <summary>The Apache RocketMQ cluster that <c>ROCKETMQ_NAMESRV</c> names.</summary>
    Real,
}
