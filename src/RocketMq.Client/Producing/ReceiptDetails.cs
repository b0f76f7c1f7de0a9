namespace RocketMq.Producing;

/// <summary>What only few receipts have, kept beside them so that the others stay small.</summary>
/// <param name="BrokersTransactionId">What the broker calls the transaction, if that is not the message's id.</param>
/// <param name="RecallHandle">What a message can be taken back with.</param>
internal sealed record ReceiptDetails(MessageIdText BrokersTransactionId, string? RecallHandle);
