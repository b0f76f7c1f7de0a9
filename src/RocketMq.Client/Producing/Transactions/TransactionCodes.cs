using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>Outcomes as the protocol writes them, and the words that may go with them.</summary>
internal static class TransactionCodes
{
    // Enough for a type and a message; a header carries far more, but it ends up in one line of the broker's log.
    private const int MaxRemarkLength = 1024;

    public static int Of(TransactionOutcome outcome) =>
        (int)(
            outcome switch
            {
                TransactionOutcome.Commit => SystemFlags.TransactionCommit,
                TransactionOutcome.Rollback => SystemFlags.TransactionRollback,
                _ => SystemFlags.None,
            }
        );

    /// <summary>The Java client's name for an outcome, which hooks and traces show.</summary>
    public static string StateOf(TransactionOutcome outcome) =>
        outcome switch
        {
            TransactionOutcome.Commit => "COMMIT_MESSAGE",
            TransactionOutcome.Rollback => "ROLLBACK_MESSAGE",
            _ => "UNKNOW",
        };

    public static string Remark(string what, Exception exception) => Shorten($"{what}: {exception.GetType().Name}: {exception.Message}");

    private static string Shorten(string text) => text.Length <= MaxRemarkLength ? text : text[..MaxRemarkLength];
}
