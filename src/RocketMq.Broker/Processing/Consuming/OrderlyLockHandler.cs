using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>Locks and unlocks queues for consumption in order (41, 42).</summary>
internal sealed class OrderlyLockHandler(OrderlyLocks locks) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.LockBatchMessageQueue, RequestCode.UnlockBatchMessageQueue];

    public ValueTask HandleAsync(RequestContext context)
    {
        var request = LockBatchBody.Parse(context.Request.Body.Span);
        if (context.Code == RequestCode.LockBatchMessageQueue)
        {
            var owned = locks.Acquire(request.ConsumerGroup, request.ClientId, request.MqSet);
            context.Reply(ResponseCode.Success, body: new LockBatchResult { LockOkMqSet = owned }.ToUtf8Bytes());
        }
        else
        {
            locks.Release(request.ConsumerGroup, request.ClientId, request.MqSet);
            context.Reply(ResponseCode.Success);
        }
        return ValueTask.CompletedTask;
    }
}
