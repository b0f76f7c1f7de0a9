using Microsoft.Extensions.Logging;

namespace RocketMq.Consuming;

/// <summary>The consumers' hooks of a client, called so that none can harm the consuming. Immutable.</summary>
internal sealed partial class ConsumeHooks(
    IReadOnlyList<IConsumeHook> consumeHooks,
    IReadOnlyList<IFilterMessageHook> filterHooks,
    ILogger logger
)
{
    public bool WatchCalls => consumeHooks.Count > 0;

    public bool HasFilters => filterHooks.Count > 0;

    public void OnConsuming(ConsumeHookContext context)
    {
        foreach (IConsumeHook hook in consumeHooks)
        {
            try
            {
                hook.OnConsuming(context);
            }
            catch (Exception exception)
            {
                Log.HookThrew(logger, exception, hook.GetType(), context.ConsumerGroup, context.Messages[0].MessageId);
            }
        }
    }

    public void OnConsumed(ConsumeHookContext context)
    {
        foreach (IConsumeHook hook in consumeHooks)
        {
            try
            {
                hook.OnConsumed(context);
            }
            catch (Exception exception)
            {
                Log.HookThrew(logger, exception, hook.GetType(), context.ConsumerGroup, context.Messages[0].MessageId);
            }
        }
    }

    /// <summary>Removes what a hook leaves out and gives its memory back.</summary>
    public void Filter(string group, List<ReceivedMessage> messages) =>
        messages.RemoveAll(message =>
        {
            if (IsWanted(group, message))
                return false;
            message.Retire();
            return true;
        });

    private bool IsWanted(string group, ReceivedMessage message)
    {
        foreach (IFilterMessageHook hook in filterHooks)
        {
            try
            {
                if (!hook.IsWanted(group, message))
                    return false;
            }
            catch (Exception exception)
            {
                Log.FilterThrew(logger, exception, hook.GetType(), group, message.MessageId);
            }
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            2691,
            LogLevel.Error,
            "The hook {Hook} threw for message {MessageId} in group {Group}; its handling is what it was."
        )]
        public static partial void HookThrew(ILogger logger, Exception exception, Type hook, string group, string messageId);

        [LoggerMessage(2692, LogLevel.Error, "The filter hook {Hook} threw for message {MessageId} in group {Group}; the message is kept.")]
        public static partial void FilterThrew(ILogger logger, Exception exception, Type hook, string group, string messageId);
    }
}
