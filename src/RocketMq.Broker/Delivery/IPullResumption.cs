using RocketMq.Transport;

namespace RocketMq.Broker.Delivery;

/// <summary>Answers a parked pull with whatever its queue holds now.</summary>
internal interface IPullResumption
{
    void Answer(RequestContext context, PullQuery query);
}
