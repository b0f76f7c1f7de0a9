namespace RocketMq.Consuming;

/// <summary>A pulled message on its way to the handler: the queue that holds it and its sequence number there.</summary>
internal readonly record struct Delivery(ProcessQueue Queue, ReceivedMessage Message, long Sequence);
