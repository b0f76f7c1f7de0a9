namespace RocketMq.Typed;

/// <summary>The member whose text decides the queue of a <see cref="MessageKind.Fifo"/> message: messages of one key keep their order.</summary>
/// <remarks>
/// The queue is Java's <c>SelectMessageQueueByHash</c> of the text; the text is also sent as the property <c>__SHARDINGKEY</c>.
/// Texts: strings as they are, integers in decimal, <see cref="char"/> as itself, <see cref="Guid"/> in lower-case <c>D</c> form.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class OrderKeyAttribute : Attribute;
