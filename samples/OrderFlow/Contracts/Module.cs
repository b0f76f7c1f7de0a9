using RocketMq.Typed;

[assembly: RocketMqModule("OrderFlow")]
