using System.Collections.Concurrent;

namespace OrderFlow;

/// <summary>The payments that the audit saw in this run. Adding one twice changes nothing: the audit is idempotent by order. Safe for concurrent use.</summary>
public sealed class AuditTrail(string run, int expectedPayments)
{
    private readonly ConcurrentDictionary<string, decimal> _payments = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when every payment was seen.</summary>
    public Task Complete => _complete.Task;

    public int Count => _payments.Count;

    public decimal Total => _payments.Values.Sum();

    public void Add(string orderId, decimal amount)
    {
        if (orderId.StartsWith(run, StringComparison.Ordinal) && _payments.TryAdd(orderId, amount) && _payments.Count == expectedPayments)
        {
            _complete.TrySetResult();
        }
    }
}
