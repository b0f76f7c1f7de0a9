namespace RocketMq.Sessions;

/// <summary>A producer as its session sees it.</summary>
internal interface ISessionProducer
{
    /// <summary>The producer group, unique among the producers of one session.</summary>
    string Group { get; }
}
