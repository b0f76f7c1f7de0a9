using Microsoft.Extensions.Logging;

namespace RocketMq.Producing;

/// <summary>The hooks of a client, called so that none can harm a send. Immutable.</summary>
internal sealed partial class SendHooks(
    IReadOnlyList<ISendHook> sendHooks,
    IReadOnlyList<ICheckForbiddenHook> checks,
    IReadOnlyList<IEndTransactionHook> transactionHooks,
    ILogger logger
)
{
    /// <summary>Whether sends are to be told to anybody.</summary>
    public bool WatchSends { get; } = sendHooks.Count + checks.Count > 0;

    /// <summary>Whether anybody may veto messages.</summary>
    public bool HasChecks => checks.Count > 0;

    public bool WatchTransactions => transactionHooks.Count > 0;

    public void OnSending(SendHookContext context)
    {
        foreach (ICheckForbiddenHook check in checks)
            Check(check, context);
        foreach (ISendHook hook in sendHooks)
            Tell(hook, context, static (hook, context) => hook.OnSending(context), context.Topic, context.MessageId);
    }

    public void OnSent(SendHookContext context)
    {
        foreach (ISendHook hook in sendHooks)
            Tell(hook, context, static (hook, context) => hook.OnSent(context), context.Topic, context.MessageId);
    }

    public void OnEndingTransaction(EndTransactionHookContext context)
    {
        foreach (IEndTransactionHook hook in transactionHooks)
            Tell(hook, context, static (hook, context) => hook.OnEndingTransaction(context), context.Topic, context.MessageId);
    }

    private void Tell<THook, TContext>(THook hook, TContext context, Action<THook, TContext> tell, string topic, string messageId)
        where THook : notnull
    {
        try
        {
            tell(hook, context);
        }
        catch (Exception exception)
        {
            Log.HookThrew(logger, exception, hook.GetType(), topic, messageId);
        }
    }

    private static void Check(ICheckForbiddenHook check, SendHookContext context)
    {
        string? objection;
        try
        {
            objection = check.FindObjection(context);
        }
        catch (Exception exception)
        {
            throw SendErrors.Vetoed(context.Topic, check.GetType(), $"it threw {exception.GetType().Name}: {exception.Message}", exception);
        }
        if (objection is not null)
            throw SendErrors.Vetoed(context.Topic, check.GetType(), objection, null);
    }

    private static partial class Log
    {
        [LoggerMessage(2211, LogLevel.Error, "The hook {Hook} threw for message {MessageId} of topic {Topic}; the send goes on.")]
        public static partial void HookThrew(ILogger logger, Exception exception, Type hook, string topic, string messageId);
    }
}
