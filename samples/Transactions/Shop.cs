using System.Text;
using RocketMq;

namespace Transactions;

/// <summary>One process of the shop: places orders, each with its message in one transaction.</summary>
internal sealed class Shop(TransactionProducer producer, OrderLedger ledger)
{
    public const string Group = "sample-shop";
    public const string Topic = "sample-transactions";

    public async Task PlaceAsync(string orderId, OrderFate fate, CancellationToken cancellationToken)
    {
        Message message = new(Topic, Encoding.UTF8.GetBytes(orderId)) { Tag = "placed", Keys = [orderId] };
        if (fate is OrderFate.CrashAfterLedger or OrderFate.CrashBeforeLedger)
        {
            // Neither decided nor disposed: the process is gone before it comes to that.
            await producer.BeginAsync(message, cancellationToken);
            if (fate == OrderFate.CrashAfterLedger)
                ledger.Accept(orderId);
            return;
        }
        TransactionResult result = await producer.SendAsync(
            message,
            (_, _) =>
            {
                if (fate == OrderFate.Declined)
                    return ValueTask.FromResult(TransactionOutcome.Rollback);
                ledger.Accept(orderId);
                return ValueTask.FromResult(TransactionOutcome.Commit);
            },
            cancellationToken
        );
        if (!result.IsConfirmed)
            Console.WriteLine($"{orderId}: {result.Outcome} not confirmed, left to the broker's question ({result.Failure?.Message})");
    }
}
