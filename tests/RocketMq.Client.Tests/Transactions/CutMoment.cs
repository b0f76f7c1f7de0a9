namespace RocketMq.Tests.Transactions;

/// <summary>When a connection is cut.</summary>
public enum CutMoment
{
    /// <summary>The request is taken from the client and never reaches the broker.</summary>
    BeforeRequestArrives,

    /// <summary>The broker has carried the request out; its answer never reaches the client.</summary>
    BeforeAnswerArrives,
}
