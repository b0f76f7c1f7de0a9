namespace RocketMq.Producing;

/// <summary>One attempt of a send that failed, and at which broker.</summary>
internal readonly record struct SendFailure(string Broker, Exception Exception);
