namespace RocketMq.Consuming;

/// <summary>Brings pulled messages to the handler, concurrently or in order.</summary>
internal interface IDispatcher : IDisposable
{
    /// <summary>The places in which handlers run.</summary>
    IReadOnlyList<HandlerSlot> Slots { get; }

    /// <summary>Takes over the messages of one pull of one queue, in offset order.</summary>
    void Dispatch(ProcessQueue queue, List<Delivery> deliveries);

    /// <summary>Stops beginning handler calls; completes when those that run have ended.</summary>
    Task StopAsync();
}
