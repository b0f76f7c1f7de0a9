using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Tests.Producing;

public sealed class RetryRulesTests
{
    private static readonly RetryRules Rules = ProducerSettings.From(new()).RetryRules;

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
        BrokerException refusal = Refusal(code);
        Rules.CanRetry(refusal, isFixed: false).ShouldBe(isRetried);
        Rules.CanRetry(refusal, isFixed: true).ShouldBe(code == ResponseCode.SystemBusy, "only a busy broker may answer otherwise later");
    }

    [Fact]
    public void Which_refusals_are_retried_can_be_said()
    {
        RetryRules rules = ProducerSettings
            .From(new() { RetryResponseCodes = new HashSet<ResponseCode> { ResponseCode.FlowControl } })
            .RetryRules;
        rules.CanRetry(Refusal(ResponseCode.FlowControl), isFixed: false).ShouldBeTrue();
        rules.CanRetry(Refusal(ResponseCode.SystemBusy), isFixed: false).ShouldBeFalse();
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
        Rules.CanRetry(exception, isFixed: false).ShouldBe(isRetried);
        Rules.CanRetry(exception, isFixed: true).ShouldBe(isRetried);
    }

    [Fact]
    public void Other_errors_are_final() => Rules.CanRetry(new InvalidOperationException(), isFixed: false).ShouldBeFalse();

    private static BrokerException Refusal(ResponseCode code) => new(code, "no", "broker-a", "to store a message");
}
