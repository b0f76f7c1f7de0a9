using System.Globalization;

namespace RocketMq.Producing;

/// <summary>The checked and immutable copy of <see cref="TransactionOptions"/>.</summary>
internal sealed record TransactionSettings(
    int MaxConcurrentChecks,
    int MaxPendingChecks,
    long MaxPendingCheckBytes,
    TimeSpan CheckTimeout,
    string? FirstCheckSeconds
)
{
    public static TransactionSettings From(ProducerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.Equals(options.Group, new ProducerOptions().Group, StringComparison.Ordinal))
            throw new ArgumentException(
                $"A transaction producer needs a ProducerOptions.Group of its own, not the default '{options.Group}': brokers ask any "
                    + "producer of the group what became of a transaction, so all of them must have the same checker.",
                nameof(options)
            );
        if (options.RetryWhenNotSafelyStored)
            throw new ArgumentException(
                "ProducerOptions.RetryWhenNotSafelyStored cannot be used with transactions: the first broker would keep a second half "
                    + "message. A half message that is not stored safely is rolled back instead, and the result says so.",
                nameof(options)
            );
        ArgumentNullException.ThrowIfNull(options.Transactions);
        TransactionOptions transactions = options.Transactions;
        ArgumentOutOfRangeException.ThrowIfLessThan(transactions.MaxConcurrentChecks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(transactions.MaxPendingChecks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(transactions.MaxPendingCheckBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(transactions.CheckTimeout, TimeSpan.Zero);
        if (transactions.FirstCheckAfter is { } first)
            ArgumentOutOfRangeException.ThrowIfLessThan(first, TimeSpan.FromSeconds(1));
        return new TransactionSettings(
            transactions.MaxConcurrentChecks,
            transactions.MaxPendingChecks,
            transactions.MaxPendingCheckBytes,
            transactions.CheckTimeout,
            transactions.FirstCheckAfter is { } after ? ((long)after.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null
        );
    }
}
