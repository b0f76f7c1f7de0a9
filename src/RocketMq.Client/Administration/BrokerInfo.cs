namespace RocketMq;

/// <summary>One broker: a master and its replicas.</summary>
/// <param name="Name">The broker's name.</param>
/// <param name="Cluster">The cluster it belongs to.</param>
/// <param name="Addresses">The addresses of its members by broker id; 0 is the master.</param>
public sealed record BrokerInfo(string Name, string Cluster, IReadOnlyDictionary<long, string> Addresses);
