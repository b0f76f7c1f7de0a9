using System.Net;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Transport.Correlation;

namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    internal void OnProcessorFailed(RequestCode code, Exception failure) =>
        Log.ProcessorFailed(_options.Logger, failure, code, RemoteEndPoint);

    private void ThrowIfClosing()
    {
        if (_isClosing)
            throw CreateClosed();
    }

    private RemotingException DescribeBroken(string action, Exception failure) =>
        failure switch
        {
            RemotingException known => known,
            ProtocolException violation => new RemotingException(
                RemotingFailure.ProtocolViolation,
                $"{RemoteEndPoint} sent what is no valid frame: {violation.Message}",
                innerException: violation
            ),
            _ => new RemotingException(
                RemotingFailure.ConnectionClosed,
                $"The connection to {RemoteEndPoint} broke while {action}: {failure.Message}",
                innerException: failure
            ),
        };

    private RemotingException CreateEnded(bool withinFrame) =>
        new(
            RemotingFailure.ConnectionClosed,
            withinFrame ? $"{RemoteEndPoint} closed the connection in the middle of a frame." : $"{RemoteEndPoint} closed the connection."
        );

    private RemotingException CreateIdle(TimeSpan quiet) =>
        new(
            RemotingFailure.ConnectionClosed,
            $"The connection to {RemoteEndPoint} was silent for {quiet.TotalSeconds:0} s, its idle timeout; send heartbeats more often to keep it."
        );

    private RemotingException CreateTimeout(PendingRequest request) =>
        new(
            RemotingFailure.Timeout,
            $"{RemoteEndPoint} did not answer request {request.Code} within {request.Timeout.TotalMilliseconds:0} ms "
                + $"({_room.InFlight} requests in flight, {_staging.StagedBytes} bytes not yet sent). It may still be carried out; "
                + "if this happens often, look at the peer's load or allow more time.",
            wasSent: true
        );

    private RemotingException CreateWaitTimeout(in RequestTicket ticket) =>
        new(RemotingFailure.Timeout, $"No time was left to send request {ticket.Code} to {RemoteEndPoint}. Nothing was sent.");

    private RemotingException CreateRoomTimeout() =>
        new(
            RemotingFailure.Timeout,
            $"The connection to {RemoteEndPoint} had no room for another request in time ({_room.InFlight} of "
                + $"{_options.MaxInFlightRequests} in flight, {_staging.StagedBytes} of {_options.MaxStagedBytes} bytes staged). Nothing was "
                + "sent. Send more slowly, allow more time, or raise MaxInFlightRequests or MaxStagedBytes."
        );

    private RemotingException CreateOverloaded() =>
        new(
            RemotingFailure.Overloaded,
            $"All correlation slots of the connection to {RemoteEndPoint} are taken by requests that timed out or whose results nobody awaited. "
                + "Nothing was sent. Send more slowly, and await every request."
        );

    private RemotingException CreateClosed() =>
        new(
            CloseKind,
            $"The connection to {RemoteEndPoint} is closed ({DescribeClose()}). Nothing was sent.",
            innerException: _closeReason
        );

    private RemotingException CreateRequestLost(PendingRequest request)
    {
        bool wasSent = request.FramePosition < _staging.HandedOver;
        return new RemotingException(
            CloseKind,
            $"The connection to {RemoteEndPoint} closed before request {request.Code} was answered ({DescribeClose()}). "
                + (wasSent ? "The request may have been carried out." : "The request was not sent."),
            wasSent,
            _closeReason
        );
    }

    private RemotingFailure CloseKind =>
        _closeReason is RemotingException { Reason: RemotingFailure.ProtocolViolation }
            ? RemotingFailure.ProtocolViolation
            : RemotingFailure.ConnectionClosed;

    private string DescribeClose() => _closeReason?.Message.TrimEnd('.') ?? "this end closed it";

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "The processor of request {Code} from {Peer} failed; the peer was answered SystemError.")]
        public static partial void ProcessorFailed(ILogger logger, Exception failure, RequestCode code, EndPoint peer);

        [LoggerMessage(1002, LogLevel.Error, "An observer of the connection to {Peer} failed.")]
        public static partial void ObserverFailed(ILogger logger, Exception failure, EndPoint peer);

        [LoggerMessage(1003, LogLevel.Information, "The connection to {Peer} ended: {Reason}")]
        public static partial void Broke(ILogger logger, EndPoint peer, string reason);
    }
}
