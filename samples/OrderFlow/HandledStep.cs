namespace OrderFlow;

/// <summary>One step as it was handled.</summary>
public sealed record HandledStep(OrderStep Step, string Worker, int QueueId);
