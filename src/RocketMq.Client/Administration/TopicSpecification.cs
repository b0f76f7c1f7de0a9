namespace RocketMq;

/// <summary>What a topic to be created, or changed, shall look like on each broker.</summary>
/// <param name="name">The topic: 1 to 127 of <c>% | a-z A-Z 0-9 _ -</c>, and none of RocketMQ's own topics.</param>
public sealed class TopicSpecification(string name)
{
    /// <summary>The topic.</summary>
    public string Name { get; } = name;

    /// <summary>How many queues consumers read, on each broker.</summary>
    /// <value>
    /// null by default, as many as <see cref="WriteQueues"/>; 1 or more. While producers may write it cannot be less than that: what is
    /// in the other queues would not be read.
    /// </value>
    public int? ReadQueues { get; set; }

    /// <summary>How many queues producers write, on each broker.</summary>
    /// <value>8 by default; 1 or more.</value>
    public int WriteQueues { get; set; } = 8;

    /// <summary>Whether consumers may read.</summary>
    /// <value>true by default.</value>
    public bool IsReadable { get; set; } = true;

    /// <summary>Whether producers may write.</summary>
    /// <value>true by default.</value>
    public bool IsWritable { get; set; } = true;

    /// <summary>The only broker to create the topic on, by name.</summary>
    /// <value>null by default: every broker of <see cref="Cluster"/>.</value>
    public string? BrokerName { get; set; }

    /// <summary>The cluster on whose masters the topic is created.</summary>
    /// <value>null by default: every cluster that the name servers know.</value>
    public string? Cluster { get; set; }
}
