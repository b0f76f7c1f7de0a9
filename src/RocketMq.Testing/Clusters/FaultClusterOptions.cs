using RocketMq.Broker;

namespace RocketMq.Testing;

/// <summary>How a <see cref="FaultCluster"/> is set up; read when it starts.</summary>
public sealed class FaultClusterOptions
{
    /// <summary>Decides everything that is left to chance.</summary>
    /// <value>1 by default.</value>
    public int Seed { get; set; } = 1;

    /// <summary>The topic that is there from the beginning.</summary>
    /// <value><c>orders</c> by default.</value>
    public string Topic { get; set; } = "orders";

    /// <summary>How many queues it has.</summary>
    /// <value>4 by default.</value>
    public int Queues { get; set; } = 4;

    /// <summary>The group of the members.</summary>
    /// <value><c>billing</c> by default.</value>
    public string Group { get; set; } = "billing";

    /// <summary>Whether the members are orderly, and judged as such.</summary>
    /// <value>False by default.</value>
    public bool Orderly { get; set; }

    /// <summary>The attempts of the members' messages.</summary>
    /// <value>Null by default: what <see cref="PushConsumerOptions.MaxAttempts"/> says without being set.</value>
    public int? MaxAttempts { get; set; }

    /// <summary>
    /// Whether broker, clients and proxies share a clock that moves only while <see cref="FaultCluster.WaitAsync"/> waits: lock expiries and retries
    /// cost no time, and what depends on them does not depend on the machine.
    /// </summary>
    /// <value>False by default.</value>
    public bool UsesVirtualTime { get; set; }

    /// <summary>How far virtual time goes at once.</summary>
    /// <value>100 ms by default.</value>
    public TimeSpan Step { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a wait may take, in real or virtual time.</summary>
    /// <value>10 minutes by default.</value>
    public TimeSpan WaitLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Changes the embedded broker's options before it starts; null for none.</summary>
    public Action<EmbeddedBrokerOptions>? ConfigureBroker { get; set; }

    /// <summary>Changes the options of every client before it is created; null for none.</summary>
    public Action<RocketMqClientOptions>? ConfigureClient { get; set; }
}
