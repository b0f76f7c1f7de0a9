using Spectre.Console;

namespace Transactions;

/// <summary>Prints what became of the orders, fate by fate, and the verdict.</summary>
internal static class Report
{
    internal static int Print(Dictionary<string, OrderFate> fates, OrderLedger ledger, Warehouse warehouse)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("fate", "orders", "in the ledger", "asked by the broker", "delivered");
        foreach (IGrouping<OrderFate, string> orders in fates.GroupBy(order => order.Value, order => order.Key).OrderBy(group => group.Key))
            table.AddRow(
                $"{orders.Key}",
                $"{orders.Count()}",
                $"{orders.Count(ledger.Contains)}",
                $"{orders.Count(ledger.Checked.ContainsKey)}",
                $"{orders.Count(warehouse.Received.ContainsKey)}"
            );
        AnsiConsole.Write(table);

        int committed = fates.Keys.Count(warehouse.Received.ContainsKey);
        int lost = fates.Keys.Count(order => ledger.Contains(order) && !warehouse.Received.ContainsKey(order));
        int wrong = fates.Keys.Count(order => !ledger.Contains(order) && warehouse.Received.ContainsKey(order));
        int again = warehouse.Received.Values.Sum() - warehouse.Received.Count;
        int open = fates.Values.Count(Scenario.IsCrash);
        int resolved = fates.Count(order => Scenario.IsCrash(order.Value) && ledger.Checked.ContainsKey(order.Key));
        if (again > 0)
            Console.WriteLine($"{again} deliveries came again: delivery is at least once");
        Console.WriteLine(
            $"Transactions: {fates.Count} sent, {committed} committed, {fates.Count - committed} rolled back, {resolved} resolved by check-back, "
                + $"{lost} lost, {wrong} wrongly delivered"
        );
        return lost == 0 && wrong == 0 && resolved == open ? 0 : 1;
    }
}
