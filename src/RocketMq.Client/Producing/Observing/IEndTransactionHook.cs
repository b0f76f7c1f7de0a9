namespace RocketMq;

/// <summary>Is told of every transaction's decision. Thread-safe; must be quick. What it throws is logged and changes nothing.</summary>
public interface IEndTransactionHook
{
    /// <summary>A decision is about to be sent to the broker.</summary>
    /// <param name="context">The decision.</param>
    void OnEndingTransaction(EndTransactionHookContext context);
}
