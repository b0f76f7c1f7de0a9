namespace RocketMq.Protocol;

/// <summary>Chooses a queue by the hash of an order key, as the Java class <c>SelectMessageQueueByHash</c> does.</summary>
public static class QueueHash
{
    /// <summary>Chooses a queue.</summary>
    /// <param name="javaHash">The key's hash code, see <see cref="TagCodes.JavaHash(string)"/>.</param>
    /// <param name="queueCount">How many queues there are, at least 1.</param>
    /// <returns>The index of the queue.</returns>
    public static int Select(int javaHash, int queueCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(queueCount);
        return Math.Abs(javaHash % queueCount);
    }
}
