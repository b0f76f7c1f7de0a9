namespace RocketMq.Typed;

/// <summary>What a group takes from one topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Expression">Tags joined by <c>||</c>, or <c>*</c> for all.</param>
public readonly record struct TopicSubscription(string Topic, string Expression);
