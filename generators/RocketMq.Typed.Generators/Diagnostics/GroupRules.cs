using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>RMQ2xxx: what a consumer group must be for its dispatch to be generated.</summary>
internal static class GroupRules
{
    public static readonly DiagnosticDescriptor MustBePartial = Rule(
        "RMQ2001",
        "Consumer group must be partial",
        "'{0}' must be partial, and so must the types around it, because the generator adds its dispatch to it"
    );

    public static readonly DiagnosticDescriptor InvalidSignature = Rule(
        "RMQ2002",
        "Handler has a wrong signature",
        "Handler '{0}' {1}; write 'ValueTask HandleAsync(TContract message, ReceiveContext context, CancellationToken cancellationToken)', where the last two may be left out from the left"
    );

    public static readonly DiagnosticDescriptor DuplicateHandler = Rule(
        "RMQ2003",
        "Two handlers for the same messages",
        "Two handlers of '{0}' take {1}; a group handles a message once, so keep one of them"
    );

    public static readonly DiagnosticDescriptor ResultOfOtherMode = Rule(
        "RMQ2004",
        "Handler result does not fit the group's mode",
        "Handler '{0}' returns {1}, but '{2}' is {3}; return {4} or ValueTask"
    );

    public static readonly DiagnosticDescriptor NoHandler = Rule(
        "RMQ2005",
        "Consumer group without handlers",
        "'{0}' has no method HandleAsync, so the group would subscribe to nothing; add a handler for a contract"
    );

    public static readonly DiagnosticDescriptor InvalidGroup = Rule(
        "RMQ2006",
        "Invalid consumer group",
        "The group '{0}' is not valid: {1}"
    );

    public static readonly DiagnosticDescriptor DuplicateGroup = Rule(
        "RMQ2007",
        "Group declared by two classes",
        "'{0}' and '{1}' both declare the group '{2}'; members of a group that subscribe differently lose messages, so put all handlers into one class"
    );

    public static readonly DiagnosticDescriptor UnsupportedGroupType = Rule(
        "RMQ2008",
        "Type cannot be a consumer group",
        "'{0}' cannot be a consumer group because it is {1}; use a public or internal class without type parameters"
    );

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        RuleFactory.Create(id, title, message, "RocketMq.Groups");
}
