using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RocketMq.Sessions;
using RocketMq.Telemetry;
using RocketMq.Tracing;

namespace RocketMq.Producing;

/// <summary>Who wants to know of the sends of one producer: hooks, message trace, activities and metrics.</summary>
internal sealed class SendObservers(ClientSession session, ProducerSettings settings)
{
    private readonly bool _isStanding = session.Hooks.WatchSends || session.Trace is not null;

    public ILogger Logger { get; } = session.Loggers.CreateLogger("RocketMq.Producer");

    public ClientSession Session => session;

    public ProducerSettings Settings => settings;

    public SendHooks Hooks => session.Hooks;

    public TraceRecords? Trace => session.Trace;

    /// <summary>Whether anybody listens at the moment; costs a few reads when nobody does.</summary>
    public bool IsActive => _isStanding || ClientTelemetry.IsListenedTo || Activity.Current is not null;

    /// <summary>Tells that a checked and encoded message is about to be sent.</summary>
    /// <exception cref="RocketMqException">A hook vetoed it.</exception>
    public SendObservation Begin(SendOperation operation, SendMode mode)
    {
        SendObservation observation = new(this, operation, mode);
        observation.Begin();
        return observation;
    }
}
