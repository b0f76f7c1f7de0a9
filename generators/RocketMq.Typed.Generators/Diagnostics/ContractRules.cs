using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>RMQ1xxx: what a contract must be for its code to be generated.</summary>
internal static class ContractRules
{
    public static readonly DiagnosticDescriptor MustBePartial = Rule(
        "RMQ1001",
        "Contract must be partial",
        "'{0}' must be partial, and so must the types around it, because the generator adds its codec to it"
    );

    public static readonly DiagnosticDescriptor DuplicateKey = Rule(
        "RMQ1002",
        "Two members have the same key",
        "Members '{0}' and '{1}' of '{2}' both have [Key({3})]; give one of them the next free key"
    );

    public static readonly DiagnosticDescriptor MissingKey = Rule(
        "RMQ1003",
        "Member without a key",
        "Member '{0}' of '{1}' has no [Key], but others have; give it the next free key or mark it [IgnoreMember]"
    );

    public static readonly DiagnosticDescriptor InvalidKey = Rule("RMQ1004", "Invalid key", "The key of member '{0}' is not usable: {1}");

    public static readonly DiagnosticDescriptor UnsupportedMemberType = Rule(
        "RMQ1005",
        "Member type is not supported",
        "Member '{0}' has a type that bodies cannot carry: '{1}' {2}"
    );

    public static readonly DiagnosticDescriptor MemberCannotBeSet = Rule(
        "RMQ1006",
        "Contract cannot be constructed",
        "'{0}' cannot be read from a body: {1}"
    );

    public static readonly DiagnosticDescriptor UnsupportedContractType = Rule(
        "RMQ1007",
        "Type cannot be a contract",
        "'{0}' cannot be a contract because it is {1}; use a public or internal record, class or struct without type parameters"
    );

    public static readonly DiagnosticDescriptor MissingOrderKey = Rule(
        "RMQ1008",
        "FIFO contract without an order key",
        "'{0}' is of kind Fifo, so one member must be marked [OrderKey]: its text decides the queue"
    );

    public static readonly DiagnosticDescriptor MisplacedOrderKey = Rule(
        "RMQ1009",
        "Misplaced order key",
        "[OrderKey] on '{0}' of '{1}': {2}"
    );

    public static readonly DiagnosticDescriptor UnsupportedTextType = Rule(
        "RMQ1010",
        "Member has no stable text",
        "Member '{0}' of type '{1}' cannot be {2}; use {3}"
    );

    public static readonly DiagnosticDescriptor InvalidName = Rule(
        "RMQ1011",
        "Invalid topic, tag or property name",
        "The {0} '{1}' is not valid: {2}"
    );

    public static readonly DiagnosticDescriptor DuplicateTopicAndTag = Rule(
        "RMQ1012",
        "Two contracts for one topic and tag",
        "'{0}' and '{1}' both stand for {2}; a received message could not be told apart, so give one of them another tag"
    );

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        RuleFactory.Create(id, title, message, "RocketMq.Contracts");
}
