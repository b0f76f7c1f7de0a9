using RocketMq.Typed;

[assembly: RocketMqModule("Flights")]
