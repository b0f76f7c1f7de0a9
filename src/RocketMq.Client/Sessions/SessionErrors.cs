namespace RocketMq.Sessions;

/// <summary>The errors of a session, worded in one place.</summary>
internal static class SessionErrors
{
    public static RocketMqException DuplicateGroup(string kind, string group) =>
        new(
            RocketMqErrorReason.DuplicateGroup,
            $"The {kind} group '{group}' is already used by another {kind} of this client. Use that one, dispose it first, give this one "
                + "a group of its own in its options, or create a second RocketMqClient: brokers tell the members of a group apart by client."
        );
}
