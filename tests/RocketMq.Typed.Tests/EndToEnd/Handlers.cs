using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.EndToEnd;

/// <summary>Orderly, with every form of result and parameters.</summary>
[ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
internal sealed partial class Billing(HandledMessages handled)
{
    private async ValueTask<OrderlyResult> HandleAsync(OrderPlaced order, ReceiveContext context, CancellationToken ct)
    {
        await Task.Yield();
        return handled.Add(order.OrderId, order.Step, context) == 1 && order.CustomerNo == "suspend-once"
            ? OrderlyResult.Suspend()
            : OrderlyResult.Ack;
    }

    private async Task HandleAsync(OrderPaid order, CancellationToken ct)
    {
        await Task.Yield();
        handled.Add(order.OrderId, order.Step, null);
    }
}

/// <summary>Concurrent, one tag of a topic with more.</summary>
[ConsumerGroup("archive")]
internal sealed partial class Archive(HandledMessages handled)
{
    public ValueTask<ConcurrentResult> HandleAsync(OrderArchived order)
    {
        handled.Add(order.OrderId, 0, null);
        return new(ConcurrentResult.Ack);
    }
}

/// <summary>A group whose earlier release took other messages.</summary>
[ConsumerGroup("archive-next")]
internal sealed partial class ArchiveNext(HandledMessages handled)
{
    public ValueTask HandleAsync(OrderArchived order)
    {
        handled.Add(order.OrderId, 0, null);
        return default;
    }
}

/// <summary>The whole topic <c>notes</c>; throws on the first attempt of an urgent note.</summary>
[ConsumerGroup("notes", UndecodableBodies = UnhandledPolicy.Skip)]
internal sealed partial class Notes(HandledMessages handled)
{
    public ValueTask HandleAsync(Note note, ReceiveContext context, CancellationToken ct)
    {
        handled.Add(note.Text, 0, context);
        return note.Urgent && context.Attempt == 1 ? throw new InvalidOperationException("not yet") : default;
    }
}
