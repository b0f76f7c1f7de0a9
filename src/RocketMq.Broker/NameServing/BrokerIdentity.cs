using RocketMq.Protocol;

namespace RocketMq.Broker.NameServing;

/// <summary>The broker as its name server announces it: a master without slaves.</summary>
internal sealed record BrokerIdentity(string ClusterName, string BrokerName, string Address)
{
    private const long MasterId = 0;

    public BrokerData Describe() =>
        new()
        {
            Cluster = ClusterName,
            BrokerName = BrokerName,
            BrokerAddrs = new SortedDictionary<long, string> { [MasterId] = Address },
        };
}
