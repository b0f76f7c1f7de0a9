namespace RocketMq.Telemetry;

/// <summary>The attributes of OpenTelemetry's conventions for messaging that this client sets.</summary>
internal static class MessagingTags
{
    public const string SystemName = "rocketmq";
    public const string System = "messaging.system";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string Partition = "messaging.destination.partition.id";
    public const string MessageId = "messaging.message.id";
    public const string BodySize = "messaging.message.body.size";
    public const string BatchCount = "messaging.batch.message_count";
    public const string ConsumerGroup = "messaging.consumer.group.name";
    public const string ClientId = "messaging.client.id";
    public const string Namespace = "messaging.rocketmq.namespace";
    public const string MessageKind = "messaging.rocketmq.message.type";
    public const string MessageTag = "messaging.rocketmq.message.tag";
    public const string MessageKeys = "messaging.rocketmq.message.keys";
    public const string MessageGroup = "messaging.rocketmq.message.group";
    public const string ProducerGroup = "messaging.rocketmq.client_group";
    public const string ServerAddress = "server.address";
    public const string ErrorType = "error.type";
}
