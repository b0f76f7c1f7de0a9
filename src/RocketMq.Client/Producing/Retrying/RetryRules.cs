using System.Collections.Frozen;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>Which failures of an attempt are worth another one; the protocol's rules, kept in one place.</summary>
/// <param name="retriedCodes">The answers after which another broker is asked.</param>
internal sealed class RetryRules(FrozenSet<ResponseCode> retriedCodes)
{
    /// <param name="failure">Why the attempt failed.</param>
    /// <param name="isFixed">Whether the queue is fixed, so that another attempt asks the same broker again.</param>
    public bool CanRetry(Exception failure, bool isFixed) =>
        failure switch
        {
            // Too large a frame stays too large wherever it is sent.
            RemotingException remoting => remoting.Reason != RemotingFailure.FrameTooLarge,
            // Users are the same on every broker, and what to do without timers is for the sender to say.
            BrokerException broker when broker.IsAccessRefused || SchedulingErrors.SaysTimersAreOff(broker) => false,
            // The same broker would only say it again, unless it said that it is busy now.
            BrokerException broker => retriedCodes.Contains(broker.Code) && (!isFixed || IsThrottled(broker)),
            RocketMqException known => known.Reason == RocketMqErrorReason.BrokerNotFound,
            _ => false,
        };

    /// <summary>Whether the broker asked to slow down, so that a retry anywhere only adds to the load unless it waits.</summary>
    public static bool IsThrottled(Exception? failure) => failure is BrokerException { Reason: RocketMqErrorReason.Throttled };
}
