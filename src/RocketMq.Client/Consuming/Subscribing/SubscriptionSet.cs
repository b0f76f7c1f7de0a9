using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Consuming;

/// <summary>Everything one consumer subscribes to: the user's topics and the retry topic of the group. Immutable.</summary>
internal sealed class SubscriptionSet
{
    private readonly ImmutableDictionary<string, ConsumerSubscription> _byTopic;

    private SubscriptionSet(ImmutableArray<ConsumerSubscription> all)
    {
        All = all;
        _byTopic = all.ToImmutableDictionary(subscription => subscription.Topic, StringComparer.Ordinal);
    }

    public ImmutableArray<ConsumerSubscription> All { get; }

    /// <param name="group">The consumer group; messages that it sent back come through its retry topic.</param>
    /// <param name="expressions">What is wanted of each topic.</param>
    /// <param name="names">Puts topics into the client's namespace.</param>
    /// <param name="version">The subscription's version in Unix milliseconds; a broker prefers the higher one.</param>
    /// <param name="withRetryTopic">False where nothing is sent back.</param>
    public static SubscriptionSet Create(
        string group,
        IReadOnlyDictionary<string, FilterExpression> expressions,
        ResourceNames names,
        long version,
        bool withRetryTopic = true
    )
    {
        IEnumerable<ConsumerSubscription> wanted = expressions
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => ConsumerSubscription.Create(names.Wrap(entry.Key), entry.Value, version, isRetryTopic: false, names));
        // Always all of the retry topic: what comes back through it was wanted before.
        return withRetryTopic
            ? new([
                .. wanted,
                ConsumerSubscription.Create(TopicRules.GetRetryTopic(group), FilterExpression.All, version, isRetryTopic: true, names),
            ])
            : new([.. wanted]);
    }

    /// <summary>The version that a change of this set has: a broker takes only a newer one.</summary>
    public long NextVersion(long now) => Math.Max(now, All.Select(subscription => subscription.Data.SubVersion + 1).DefaultIfEmpty().Max());

    /// <summary>This set with a subscription added, or in place of the one of the same topic.</summary>
    public SubscriptionSet With(ConsumerSubscription added) =>
        new([added, .. All.Where(subscription => subscription.Topic != added.Topic)]);

    /// <summary>This set without a topic.</summary>
    public SubscriptionSet Without(string topic) => new([.. All.Where(subscription => subscription.Topic != topic)]);

    public bool TryGet(string topic, [NotNullWhen(true)] out ConsumerSubscription? subscription) =>
        _byTopic.TryGetValue(topic, out subscription);
}
