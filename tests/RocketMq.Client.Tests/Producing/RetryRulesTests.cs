using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Tests.Producing;

public sealed class RetryRulesTests
{
    [Theory]
    [InlineData(ResponseCode.TopicNotExist, true)]
    [InlineData(ResponseCode.ServiceNotAvailable, true)]
    [InlineData(ResponseCode.SystemError, true)]
    [InlineData(ResponseCode.SystemBusy, true)]
    [InlineData(ResponseCode.NoPermission, true)]
    [InlineData(ResponseCode.NoBuyerId, true)]
    [InlineData(ResponseCode.NotInCurrentUnit, true)]
    [InlineData(ResponseCode.GoAway, true)]
    [InlineData(ResponseCode.MessageIllegal, false)]
    [InlineData(ResponseCode.FlowControl, false)]
    [InlineData(ResponseCode.RequestCodeNotSupported, false)]
    [InlineData(ResponseCode.VersionNotSupported, false)]
    [InlineData(ResponseCode.InvalidParameter, false)]
    public void A_refusal_is_retried_elsewhere_as_Java_does(ResponseCode code, bool isRetried)
    {
        BrokerException refusal = new(code, "no", "broker-a", "to store a message");
        RetryRules.CanRetry(refusal, isFixed: false).ShouldBe(isRetried);
        RetryRules.CanRetry(refusal, isFixed: true).ShouldBeFalse();
    }

    [Theory]
    [InlineData(RemotingFailure.ConnectFailed, true)]
    [InlineData(RemotingFailure.ConnectionClosed, true)]
    [InlineData(RemotingFailure.Timeout, true)]
    [InlineData(RemotingFailure.ProtocolViolation, true)]
    [InlineData(RemotingFailure.FrameTooLarge, false)]
    public void A_failure_on_the_way_is_retried_unless_it_must_repeat(RemotingFailure failure, bool isRetried)
    {
        RemotingException exception = new(failure, "failed");
        RetryRules.CanRetry(exception, isFixed: false).ShouldBe(isRetried);
        RetryRules.CanRetry(exception, isFixed: true).ShouldBe(isRetried);
    }

    [Fact]
    public void Other_errors_are_final() => RetryRules.CanRetry(new InvalidOperationException(), isFixed: false).ShouldBeFalse();
}
