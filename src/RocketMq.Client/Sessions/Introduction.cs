using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>What a broker and this client learned of each other by a heartbeat; it holds as long as its connection.</summary>
/// <param name="connection">The connection that the heartbeat went over.</param>
/// <param name="registrations">How many registrations of producers and consumers the heartbeat covered.</param>
/// <param name="serverVersion">The broker's version, as in <see cref="ProtocolVersion"/>.</param>
internal sealed class Introduction(RemotingConnection connection, long registrations, int serverVersion)
{
    private volatile bool _refusesTimers;

    public RemotingConnection Connection { get; } = connection;

    public long Registrations { get; } = registrations;

    public int ServerVersion { get; } = serverVersion;

    /// <summary>Whether the broker delivers messages at times of their own.</summary>
    public bool HasTimers => !RefusesTimers && ServerVersion >= ProtocolVersion.SupportsTimers;

    /// <summary>Whether the broker answered that its timers are switched off.</summary>
    public bool RefusesTimers
    {
        get => _refusesTimers;
        set => _refusesTimers = value;
    }
}
