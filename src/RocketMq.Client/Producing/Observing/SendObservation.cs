using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Telemetry;

namespace RocketMq.Producing;

/// <summary>One send as its observers see it. Exists only while somebody listens; told its outcome exactly once.</summary>
internal sealed partial class SendObservation(SendObservers observers, SendOperation operation, SendMode mode)
{
    private SendHookContext? _context;
    private SendSpan _span;

    public SendObservers Observers => observers;

    public SendOperation Operation => operation;

    public SendMode Mode => mode;

    public DateTimeOffset StartedAt { get; } = observers.Session.Time.GetUtcNow();

    public TimeSpan Duration => operation.Elapsed;

    /// <summary>The messages of a batch, or the one message.</summary>
    public IReadOnlyList<Message> Messages { get; } = operation.Message.System?.Batch?.Messages ?? [operation.Message];

    public void Begin()
    {
        if (observers.Hooks.WatchSends)
        {
            _context = CreateContext();
            observers.Hooks.OnSending(_context);
        }
        Guard(0, static (self, _) => self._span = SendSpan.Start(self));
    }

    public void Sent(in SendReceipt receipt) =>
        Guard(
            receipt,
            static (self, receipt) =>
            {
                string? broker = self.AddressOf(receipt.Queue);
                self.Observers.Trace?.AddSent(self, receipt, broker);
                self.Finish(receipt, broker, null);
            }
        );

    public void Staged() => Guard(0, static (self, _) => self.Finish(null, null, null));

    public void Failed(Exception failure) =>
        Guard(
            failure,
            static (self, failure) =>
            {
                MessageQueue queue = self.Operation.Target.Queue;
                string? broker = queue.BrokerName is null ? null : self.AddressOf(queue);
                self.Observers.Trace?.AddFailed(self, broker);
                self.Finish(null, broker, failure);
            }
        );

    // Whatever a listener does, the send has its outcome, and its sender waits for just that word.
    private void Guard<TState>(TState state, Action<SendObservation, TState> tell)
    {
        try
        {
            tell(this, state);
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(observers.Logger, exception, operation.Message.Topic);
        }
    }

    private void Finish(SendReceipt? receipt, string? broker, Exception? exception)
    {
        _span.Finish(this, receipt, broker, exception);
        if (_context is not { } context)
            return;
        context.Duration = Duration;
        context.Receipt = receipt;
        context.BrokerAddress = broker;
        context.Exception = exception;
        observers.Hooks.OnSent(context);
    }

    private string? AddressOf(in MessageQueue queue) => observers.Session.Brokers.Find(queue.BrokerName)?.Master?.EndPoint.ToString();

    private SendHookContext CreateContext() =>
        new(operation.Message, Messages)
        {
            ProducerGroup = observers.Settings.Group,
            Namespace = observers.Session.Settings.Names.Namespace,
            MessageId = operation.Encoded.MessageId.ToString(),
            Mode = mode,
            StartedAt = StartedAt,
        };

    private static partial class Log
    {
        [LoggerMessage(
            2221,
            LogLevel.Error,
            "A listener of activities, metrics or traces threw at a message to topic {Topic}; the send is what it was."
        )]
        public static partial void ListenerThrew(ILogger logger, Exception exception, string topic);
    }
}
